import { invalid } from '../../core/errors';
import { INamedObject } from '../named-object';

/** Refuses what is not an object of the kind, as plain JavaScript and objects of other libraries may be. */
export function requireKind(property: string, object: INamedObject, kind: string): void {
  const given: any = object;
  if (typeof given === 'object' && given !== null && given.kind === kind && typeof given.name === 'string') return;
  const what = typeof given === 'object' && given !== null ? `${given.kind ?? 'an object without a kind'} ${given.name ?? ''}`.trim() : given;
  invalid(property, what, `a ${kind} of this library or of cdk8s-plus`);
}
