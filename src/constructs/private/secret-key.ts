import { invalid } from '../../core/errors';

/** Key of a Secret, which is also the name of a file. */
export function requireSecretKey(property: string, value: string): string {
  const valid = /^[-._a-zA-Z0-9]{1,253}$/.test(value) && !/^\.\.?$/.test(value);
  return valid ? value : invalid(property, value, 'letters, digits, "-", "_" and "." such as "ca.pem"');
}
