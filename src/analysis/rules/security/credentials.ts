/* Recognising credentials by their names; values are never looked at further than whether there is one. */
import { fields, strings, text } from '../../../core/fields';
import { secretsIn } from '../../../openstack/cloud-conf/checks/check-cloud-conf';
import type { ManifestObject } from '../../model/manifest-object';

const OPENSTACK = /^OS_(PASSWORD|TOKEN|AUTH_TOKEN|APPLICATION_CREDENTIAL_SECRET|TRUSTEE_PASSWORD)$/;
const NAME = /(^|[_-])(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY)$/i;
const KEY = /(password|passwd|secret|token|credential|private[-_.]?key|\.key$|api[-_.]?key|kubeconfig|clouds\.ya?ml|\.dockerconfigjson)/i;

/** Whether a variable or flag of that name and value is a credential that stands there in the clear, and of OpenStack or not. */
export function isCredential(name: string, value: unknown): 'openstack' | 'other' | undefined {
  if (typeof value !== 'string' || value.length < 6 || /^(\/|\$\(|\$\{|<|true$|false$|https?:)/i.test(value)) return undefined;
  if (OPENSTACK.test(name)) return 'openstack';
  return NAME.test(name) && !(/secret$/i.test(name) && isObjectName(value)) ? 'other' : undefined;
}

/** Whether a value could be the name of an object: of the Secret that holds the credential, perhaps. */
function isObjectName(value: string): boolean {
  return value.includes('-') && /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(value);
}

/** The secrets in a text that looks like a cloud.conf or a clouds.yaml, as names. */
export function secretsOf(content: string): string[] {
  if (/^\s*\[\s*Global\b/im.test(content)) return secretsIn(content);
  const lines = /^clouds:/m.test(content) ? [...content.matchAll(/(?:^|[{,])\s*(password|application_credential_secret|token):\s*\S/gm)] : [];
  return [...new Set(lines.map((match) => match[1]))];
}

/** The keys of a Secret that hold credentials in the clear: literal values under names of such. */
export function literalKeys(secret: ManifestObject): string[] {
  const type = text(secret.object.type) ?? 'Opaque';
  if (type === 'kubernetes.io/service-account-token' || type === 'helm.sh/release.v1') return [];
  const encoded = strings(secret.object.data);
  const plain = strings(secret.object.stringData);
  return [...new Set([...Object.keys(encoded), ...Object.keys(plain)])].filter((key) => {
    const value = plain[key] ?? Buffer.from(encoded[key] ?? '', 'base64').toString();
    return value.trim() !== '' && (key === 'cloud.conf' ? secretsOf(value).length > 0 : KEY.test(key) || type === 'kubernetes.io/tls' && key === 'tls.key');
  });
}

/** Whether something fills the Secret in later: an operator that finds it by an annotation. */
export function isFilledIn(secret: ManifestObject): boolean {
  return Object.keys(fields(secret.annotations)).some((key) => /(reflector\.|replicator\.|avp\.kubernetes\.io|vault\.security\.banzaicloud|kubed\.appscode)/.test(key));
}
