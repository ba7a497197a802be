import { refuse } from '../../../core/errors';
import { SecretText } from '../../../openstack/secrets/secret-text';
import { reveal } from '../../../openstack/secrets/secret-values';

/** Form of a bootstrap token: an id, which is public, a dot and the secret. */
export const TOKEN = /^[a-z0-9]{6}\.[a-z0-9]{16}$/;
export const TOKEN_FORM = 'a bootstrap token: 6 and 16 lower-case letters and digits with a dot between them';

/** The characters of a secret for a file, or an error where they are not known here. Its form is checked without ever printing it. */
export function secretForFile(property: string, secret: SecretText, form: RegExp, expected: string): string {
  const value = reveal(secret);
  if (value === undefined) {
    refuse(property, `is ${secret.source}, which only the cluster can read, and this is a file for a machine. `
      + 'Omit it to get a placeholder, or use SecretText.fromEnv(...)');
  }
  if (!form.test(value)) refuse(property, `must be ${expected}, which what is in ${secret.source} is not`);
  return value;
}
