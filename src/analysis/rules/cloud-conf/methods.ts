/* The authentication methods that a file has keys for. */
import type { View } from '../../model/view';
import { ConfFile, globalOf } from '../shared/cloud-conf-files';

const METHODS = [['token'], ['password', 'trustee-password'], ['application-credential-secret', 'application-credential-id', 'application-credential-name']];

/** How many authentication methods the file has keys for. */
export function methodsIn(file: ConfFile, view: View): number {
  const keys = new Set(globalOf(file, view).filter(({ value }) => value !== '').map(({ row }) => row.key));
  return METHODS.filter((method) => method.some((key) => keys.has(key))).length;
}
