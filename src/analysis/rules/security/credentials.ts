/* Credentials, recognised by their names; of a value only its presence and form are checked. */

const OPENSTACK = /^OS_(PASSWORD|TOKEN|AUTH_TOKEN|APPLICATION_CREDENTIAL_SECRET|TRUSTEE_PASSWORD)$/;
const NAME = /(^|[_-])(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY)$/i;

/** Whether a variable or flag is a plaintext credential, of OpenStack or another. */
export function isCredential(name: string, value: unknown): 'openstack' | 'other' | undefined {
  if (typeof value !== 'string' || value.length < 6 || /^(\/|\$\(|\$\{|<|true$|false$|https?:)/i.test(value)) return undefined;
  if (OPENSTACK.test(name)) return 'openstack';
  return NAME.test(name) && !(/secret$/i.test(name) && isObjectName(value)) ? 'other' : undefined;
}

/** Whether a value can be the name of an object, such as the Secret with the credential. */
function isObjectName(value: string): boolean {
  return value.includes('-') && /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(value);
}
