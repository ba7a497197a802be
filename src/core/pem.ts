import { X509Certificate } from 'node:crypto';
import { refuse } from './errors';

/** Where a block begins or ends. Go sees it only where nothing else stands in its line. */
const MARK = /-----(BEGIN|END) /;
const ALONE = /^-----(BEGIN|END) [A-Z0-9 ]+-----[ \t]*$/;

/**
 * A bundle of CA certificates as the components read it. Every certificate is parsed: a bundle that a component cannot read stops it.
 *
 * Source: encoding/pem of Go, and ParseCertsPEM of k8s.io/client-go/util/cert.
 */
export function requirePem(property: string, text: string): string {
  if (typeof text !== 'string') refuse(property, 'must be a text: certificates as PEM');
  const pem = text.replace(/^\ufeff/, '').replace(/\r\n/g, '\n');
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem)) refuse(property, 'holds a private key. A CA bundle holds certificates only: remove the key, and replace it if the file was shared');
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  const begun = pem.match(/-----BEGIN /g)?.length ?? 0;
  if (blocks.length === 0) refuse(property, 'holds no certificate. It must be PEM, with a BEGIN CERTIFICATE and an END CERTIFICATE line');
  if (begun !== blocks.length) refuse(property, `holds ${begun} PEM blocks, of which ${blocks.length} are whole certificates. Remove the others`);
  const crowded = pem.split('\n').findIndex((line) => MARK.test(line) && !ALONE.test(line));
  if (crowded >= 0) refuse(property, `has a BEGIN or END in line ${crowded + 1} with something before or behind it, so that the components do not see the certificate. Give it a line of its own`);
  blocks.forEach((block, i) => {
    try {
      new X509Certificate(block);
    } catch (e) {
      refuse(property, `holds a certificate that cannot be parsed, number ${i + 1} of ${blocks.length}: ${(e as Error).message}`);
    }
  });
  return pem.endsWith('\n') ? pem : `${pem}\n`;
}
