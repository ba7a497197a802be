import { invalid } from '../../../core/errors';
import { requireDnsLabel, requireDnsSubdomain } from '../../../kubernetes/names';
import { NamespacedName } from '../../namespaced-name';

/** A non-empty string, which the API server requires. */
export function required(property: string, value: string): string {
  return typeof value === 'string' && value.trim() ? value : invalid(property, value, 'a non-empty string');
}

/** A Secret reference of a volume source. */
export function secretRef(property: string, secret?: NamespacedName): NamespacedName | undefined {
  if (secret === undefined) return undefined;
  return { name: requireDnsSubdomain(`${property}.name`, secret.name), namespace: requireDnsLabel(`${property}.namespace`, secret.namespace) };
}
