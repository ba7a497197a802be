import { X509Certificate } from 'node:crypto';
import { refuse } from './errors';

/** BEGIN or END of a block. Go recognises it only on a line of its own. */
const MARK = /-----(BEGIN|END) /;
const ALONE = /^-----(BEGIN|END) [A-Z0-9 ]+-----[ \t]*$/;

/**
 * A bundle of CA certificates as the components read it. Every certificate is parsed, because a component does not start with an invalid bundle.
 *
 * Source: encoding/pem of Go, and ParseCertsPEM of k8s.io/client-go/util/cert.
 */
export function requirePem(property: string, text: string): string {
  if (typeof text !== 'string') refuse(property, 'must be a string with PEM certificates');
  const pem = text.replace(/^\ufeff/, '').replace(/\r\n/g, '\n');
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem)) {
    refuse(property, 'contains a private key, but a CA bundle contains certificates only. Remove the key, and replace it if the file was shared');
  }
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  const begun = pem.match(/-----BEGIN /g)?.length ?? 0;
  if (blocks.length === 0) refuse(property, 'contains no certificate. Give PEM text with a BEGIN CERTIFICATE and an END CERTIFICATE line');
  if (begun !== blocks.length) {
    refuse(property, `contains ${begun} PEM blocks, but only ${blocks.length} complete certificates. Remove the other blocks`);
  }
  const crowded = pem.split('\n').findIndex((line) => MARK.test(line) && !ALONE.test(line));
  if (crowded >= 0) {
    refuse(property, `has other text next to BEGIN or END on line ${crowded + 1}, so the components skip the certificate. Put it `
    + 'on a line of its own');
  }
  blocks.forEach((block, i) => {
    try {
      new X509Certificate(block);
    } catch (e) {
      refuse(property, `contains a certificate that cannot be parsed, number ${i + 1} of ${blocks.length}: ${(e as Error).message}`);
    }
  });
  return pem.endsWith('\n') ? pem : `${pem}\n`;
}
