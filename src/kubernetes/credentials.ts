/*
 * Credentials by their name and by their shape. Values are looked at, never kept.
 */

/** Texts that cannot be a credential: placeholders, paths, references. */
const PLACEHOLDER = /^(\/|\$\(|\$\{|\$[A-Z_]+$|<|\{\{|\*+$|true$|false$|(INSERT|REPLACE|YOUR)_[A-Z_]+$|https?:\/\/[^@]*$)/i;
const NAME = /(^|[_.-]|[a-z](?=[A-Z]))(password|passwd|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|rest-?user-?key)$/i;
const SHORTEST = 6;

/** Shapes of credentials, with what to call them. Each needs at least `SHORTEST_SHAPE` characters. */
const SHAPES: ReadonlyArray<readonly [RegExp, string]> = [
  [/-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/, 'a private key'],
  [/\bPuTTY-User-Key-File-\d|\bAGE-SECRET-KEY-1[A-Z0-9]{20}/, 'a private key'],
  [/^\s*"?client-key-data"?:\s*"?[A-Za-z0-9+/]{16}/m, 'a kubeconfig with a client key'],
  [/\busers"?:[^]{0,600}\b(?:token|password)"?:\s*"?(?![{$<"\s])\S{6}/, 'a kubeconfig with a token or password'],
  [/\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s:@/"'`]{0,200}:(?![${<*%]|pass(?:word|wd)?@|secret@|x+@)[^\s@/"'`]{1,200}@/i, 'a URL with a password'],
  [/\bgh[pousr]_[A-Za-z0-9]{30}|\bgithub_pat_[A-Za-z0-9_]{22}/, 'a GitHub token'],
  [/\bgl(?:pat|dt|rt|soat|ptt|cbt|agent)-[\w-]{20}/, 'a GitLab token'],
  [/\bxox[abeoprs]-[\w-]{10}|\bxapp-\d-[\w-]{10}|hooks\.slack\.com\/services\/T\w+\/B\w+\/\w{10}/, 'a Slack token'],
  [/\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/, 'an AWS access key'],
  [/\bAIza[\w-]{35}|\bGOCSPX-[\w-]{20}|\bya29\.[\w-]{20}/, 'a Google key'],
  [/\b[rs]k_(?:live|test)_[A-Za-z0-9]{16}/, 'a Stripe key'],
  [/\bnpm_[A-Za-z0-9]{36}|\bpypi-[\w-]{50}|\bdckr_pat_[\w-]{20}|\brubygems_[a-f0-9]{40}/, 'a registry token'],
  [/\bhv[bsr]\.[\w-]{20}|\b(?:dop|doo|dor)_v1_[a-f0-9]{40}|\batlasv1\.[\w-]{20}/, 'a cloud token'],
  [/\bSG\.[\w-]{16,}\.[\w-]{16}|\bkey-[0-9a-f]{32}\b/, 'a mail service key'],
  [/\bsk-(?:proj-|ant-|svcacct-)?[\w-]{0,12}[A-Za-z0-9]{20}/, 'an API key'],
  [/\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{6}/, 'a JSON web token'],
  [/\bAccountKey=[A-Za-z0-9+/]{40}|\bSharedAccessKey=[A-Za-z0-9+/]{20}/, 'an Azure key'],
  [/\bgAAAAA[\w-]{50}/, 'a Keystone token'],
  [/"auths?"\s*:\s*\{[^]{0,600}"(?:auth|password)"\s*:\s*"(?![{$<"])[^"]{6}/, 'a registry login'],
  [/\b(?:authorization["']?\s*[:=]\s*["']?)?(?:Bearer|Basic) (?![${<])[A-Za-z0-9+/_.~-]{16,}/, 'an authorization header'],
  [/\$(?:2[aby]|apr1|[156])\$[\w./$]{20}/, 'a password hash'],
  [/\b(?:certificateKey|tlsBootstrapToken|token)["']?:\s*["']?(?:[a-f0-9]{64}|[a-z0-9]{6}\.[a-z0-9]{16})\b/, 'a bootstrap token or certificate key'],
];
const SHORTEST_SHAPE = 16;
/** What every shape has one of: most texts have none, and are passed over. */
const ANY = new RegExp(['-----BEGIN', 'PuTTY', 'SECRET-KEY', 'client-key', 'users"?:', ':\\/\\/', 'gh[pousr]_', 'pat_', '\\bgl[a-z]{2,4}-', 'xox',
  'xapp', 'AKIA', 'ASIA', 'AIza', 'GOCSPX', 'ya29',
  '[rs]k_', 'npm_', 'pypi-', 'gems_', 'hv[bsr]\\.', 'sv1', '_v1_', 'SG\\.', 'key-', 'sk-', 'eyJ', 'Key=', 'gAAAAA', '"auth', 'Bearer ', 'Basic ',
  '\\$[12a56]', 'Key["\']?:', '[tT]oken["\']?:', 'LS0tLS'].join('|'));
const ENCODED_PEM = /LS0tLS1CRUdJTi[A-Za-z0-9+/]{20,}/;
const ASSIGNED = /(?:^|[\s;'"])(?:export\s+)?[A-Z_]*(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY)=(?!["']?[$<{(/])["']?[^\s"';]{6}/;
const FLAGGED = /\s--?[\w-]*(?:password|passwd|token|secret|api-key)[= ](?!["']?[-$<{(/])["']?[^\s"';]{6}/;
const LOGIN = /\b(?:curl|wget)\b.*\s(?:-u|--user)[ =]?["']?[^\s:"'$]+:[^\s"'$]{4}/;

/** What credential a text holds, such as "a private key", wherever in it that stands. */
export function credentialIn(text: string): string | undefined {
  if (text.length < SHORTEST_SHAPE || !ANY.test(text)) return undefined;
  const shape = SHAPES.find(([pattern]) => pattern.test(text));
  if (shape) return shape[1];
  const encoded = ENCODED_PEM.exec(text);
  return encoded && SHAPES[0][0].test(Buffer.from(encoded[0], 'base64').toString()) ? SHAPES[0][1] : undefined;
}

/** Whether a command line holds a password: as a variable, a flag or a login. */
export function isCommandWithPassword(text: string): boolean {
  return ASSIGNED.test(text) || FLAGGED.test(text) || LOGIN.test(text);
}

/** Whether a value is a literal credential, going by the name that it has. */
export function isNamedCredential(name: string, value: unknown): boolean {
  if (typeof value !== 'string' || value.length < SHORTEST || PLACEHOLDER.test(value) || !NAME.test(name)) return false;
  if (/auth[_-]?token$/i.test(name) && /^(simple|jwt)(,|$)/.test(value)
    || /initial[_-]cluster[_-]token$/i.test(name)) return false; // of etcd: a way, a name
  return !(/(secret|cluster[_-]?token)$/i.test(name) && isObjectName(value));
}

/** Whether a value can be the name of an object, such as the Secret with the credential. */
function isObjectName(value: string): boolean {
  return value.includes('-') && /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(value);
}
