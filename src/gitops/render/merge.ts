import { Entry, Mapping, Node } from './source';
import { Fields, fieldsOf, isObjectType, SHAPES, VALUES } from './types';

/*
 * How a document that extends another is merged over it: maps by key; lists and other values replace what was there; null removes it. A value that is
 * written as the name of a factory, such as {password: …}, replaces that of another factory.
 */

export function mergedMaps(base: Mapping, over: Mapping, typeOf: (key: string) => string | undefined): Mapping {
  const entries = new Map<string, Entry>(base.entries);
  for (const [key, entry] of over.entries) {
    const before = entries.get(key);
    if (isNull(entry.value)) entries.delete(key);
    else entries.set(key, before ? { key: entry.key, value: merged(before.value, entry.value, typeOf(key)) } : entry);
  }
  return { kind: 'map', place: over.place, entries };
}

function merged(base: Node, over: Node, type: string | undefined): Node {
  if (base.kind !== 'map' || over.kind !== 'map') return over;
  if (type === undefined || type === 'any' || type === 'any{}') return mergedMaps(base, over, () => 'any');
  if (type.endsWith('{}')) return mergedMaps(base, over, () => type.slice(0, -2));
  const called = type.split('|').find((one) => VALUES[one]);
  if (called && (calls(base, called) || calls(over, called))) {
    const [[before]] = [...base.entries];
    const [[after]] = [...over.entries];
    const isSame = calls(base, called) && calls(over, called) && before === after;
    return isSame ? mergedMaps(base, over, () => `!${VALUES[called][after]}`) : over;
  }
  const object = type.split('|').find((one) => isObjectType(one));
  return object ? mergedMaps(base, over, fieldType(fieldsOf(object))) : over;
}

function fieldType(fields: Fields): (key: string) => string | undefined {
  return (key) => fields.get(key)?.type;
}

/** Whether a map is the name of a factory with its arguments. */
export function calls({ entries }: Mapping, type: string): boolean {
  const [name] = entries.keys();
  return entries.size > 0 && Object.hasOwn(VALUES[type] ?? {}, name) && !Object.hasOwn(SHAPES.structs, type);
}

export function isNull(node: Node): boolean {
  return node.kind === 'scalar' && node.value === null && node.isPlain;
}
