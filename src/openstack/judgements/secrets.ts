/*
 * Credentials in a manifest. Values are only tested for being set.
 */
import { judgement } from './judgement';
import { Fields, fields, strings, text } from '../../core/fields';
import { Verdict } from '../../core/judgement';
import { names } from '../../core/words';
import { credentialIn } from '../../kubernetes/credentials';
import { SERVICE_ACCOUNT_TOKEN, TLS } from '../../kubernetes/secret-types';
import { secretsIn } from '../cloud-conf/checks/check-cloud-conf';

export const SEC008 = judgement('SEC008');

const KEY = /(password|passwd|secret|token|credential|private[-_.]?key|\.key$|api[-_.]?key|kubeconfig|clouds\.ya?ml|\.dockerconfigjson)/i;
const FILLED_IN = /(reflector\.|replicator\.|avp\.kubernetes\.io|vault\.security\.banzaicloud|kubed\.appscode)/;
/** Types of Secrets that Kubernetes or Helm manages. */
const FOREIGN: readonly string[] = [SERVICE_ACCOUNT_TOKEN, 'helm.sh/release.v1'];

/** The credentials that the manifest of a Secret exposes; none if an operator fills the Secret because of an annotation. */
export function* literalCredentials(secret: Fields): Iterable<Verdict> {
  if (Object.keys(fields(fields(secret.metadata).annotations)).some((key) => FILLED_IN.test(key))) return;
  const found = literalKeys(secret);
  const keys = Object.keys(found);
  if (!keys.length) return;
  const field = fields(secret.stringData)[keys[0]] === undefined ? 'data' : 'stringData';
  const settings = Object.values(found).flat();
  const what = settings.length ? `${settings.join(' and ')}` : 'credentials';
  yield { path: `${field}[${keys[0]}]`, message: `${names(keys)} ${keys.length > 1 ? 'hold' : 'holds'} ${what} in plain text.` };
}

/** The keys of a Secret with credentials: literal values under telling names, and files with secret settings. */
function literalKeys(secret: Fields): { readonly [key: string]: readonly string[] } {
  const type = text(secret.type) ?? 'Opaque';
  if (FOREIGN.includes(type)) return {};
  const encoded = strings(secret.data);
  const plain = strings(secret.stringData);
  return Object.fromEntries([...new Set([...Object.keys(encoded), ...Object.keys(plain)])].flatMap((key) => {
    const value = plain[key] ?? Buffer.from(encoded[key] ?? '', 'base64').toString();
    const settings = secretsOf(value);
    const named = key !== 'cloud.conf' && (KEY.test(key) || (type === TLS.type && key === TLS.key));
    return value.trim() !== '' && (named || settings.length || credentialIn(value)) ? [[key, settings]] : [];
  }));
}

/** The secrets in a text that looks like a cloud.conf or a clouds.yaml, as names. */
export function secretsOf(content: string): string[] {
  if (/^[ \t]*\[[ \t]*Global\b/im.test(content)) return secretsIn(content);
  const lines = /^clouds:/m.test(content) ? [...content.matchAll(/(?:^|[{,])\s*(password|application_credential_secret|token):\s*\S/gm)] : [];
  return [...new Set(lines.map((match) => match[1]))];
}
