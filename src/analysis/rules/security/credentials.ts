/* Recognising credentials by their names; values are never looked at further than whether there is one. */

const OPENSTACK = /^OS_(PASSWORD|TOKEN|AUTH_TOKEN|APPLICATION_CREDENTIAL_SECRET|TRUSTEE_PASSWORD)$/;
const NAME = /(^|[_-])(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY)$/i;

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
