import { Duration } from 'cdk8s';
import { ManilaCsiFacts } from './resolve';
import { refuse } from '../../../core/errors';
import { requireDnsLabel, requireDnsSubdomain } from '../../../kubernetes/names';
import { templateText } from '../../../openstack/cloud-conf/cloud-conf-template';
import { manilaSecret } from '../../../openstack/manila/secret';
import { SecretText } from '../../../openstack/secrets/secret-text';
import { reveal } from '../../../openstack/secrets/secret-values';
import { NamespacedName } from '../../namespaced-name';
import { requireCa } from '../../private/cloud-config';
import { externalSecretOf, secretOf } from '../../private/cloud-config-objects';
import { Manifest } from '../../private/emit';
import { CaCertificate } from '../cloud-config/ca-certificate';

/** The Secret of the classes: one that exists, or the one that `global` becomes. */
export function secretReference({ props, namespace }: ManilaCsiFacts): NamespacedName | undefined {
  const { global, secret, secretName, caCertificate } = props;
  if (global && secret) refuse('secret', 'and global are mutually exclusive. Remove one');
  if (!global) {
    for (const [property, value] of Object.entries({ secretName, caCertificate: secret && caCertificate })) {
      if (value !== undefined && property === 'secretName') {
        refuse(property,
          'needs global, which becomes that Secret. Set secret to name an existing one');
      }
    }
    return secret && { name: requireDnsSubdomain('secret.name', secret.name), namespace: requireDnsLabel('secret.namespace', secret.namespace) };
  }
  return { name: requireDnsSubdomain('secretName', secretName ?? 'csi-manila-secrets'), namespace };
}

/** The Secret, or an ExternalSecret if a value comes from a store. */
export function secretObject({ props, release }: ManilaCsiFacts, { name, namespace }: NamespacedName): Manifest {
  const entries = manilaSecret('global', props.global!, release.minor, certificateAuthority(props.global!, props.caCertificate));
  const texts = Object.entries(entries).map(([key, value]) => [key, typeof value === 'string' ? value : reveal(value)] as const);
  const later = Object.entries(entries).flatMap(([key, value]) => (
    value instanceof SecretText && reveal(value) === undefined ? [{ key, name: key.replace(/\W/g, ''), secret: value }] : []));
  const metadata = { name, namespace, labels: props.labels };
  if (!later.length) return secretOf(metadata, Object.fromEntries(texts) as { [key: string]: string });
  const templates = () => Object.fromEntries(texts.map(([key, text]) => (
    [key, text === undefined ? `{{ .${later.find((one) => one.key === key)!.name} }}` : templateText(text)])));
  return externalSecretOf(metadata, later, templates, Duration.hours(1));
}

/** The CA bundle: its text, or the path where the pods mount it. */
function certificateAuthority(global: object, given: ManilaCsiFacts['props']['caCertificate']): { [key: string]: string } {
  const ca = requireCa(given);
  if (!ca) return {};
  for (const property of ['caFile', 'caFileContents']) {
    if ((global as { [property: string]: unknown })[property] !== undefined) {
      refuse(`global.${property}`,
        'and caCertificate are mutually exclusive. Remove one');
    }
  }
  return ca instanceof CaCertificate && ca._pem !== undefined ? { 'os-certAuthority': ca._pem } : { 'os-certAuthorityPath': ca.path };
}
