import { InvalidPropertyError } from './errors';
import { nearest } from './nearest';

const MEMBER = /^[A-Z][A-Z0-9_]*$/;
const MOST_NAMES = 12;

/**
 * Makes it an error to read a member that an enum or an enum-like class does not have, such as Release.V1_99: as undefined it would count as a
 * property that was left out. What the enum has is read as before; what it does not have is looked up in its prototype, which says so.
 *
 * @param modules Modules whose enums and classes are closed, by their exported names
 */
export function closeMembers(...modules: object[]): void {
  for (const [name, value] of modules.flatMap((module) => Object.entries(module))) {
    if (isClosed(value)) continue;
    if (isEnum(value) || isEnumLike(value)) Object.setPrototypeOf(value, guarded(name, value, Object.getPrototypeOf(value)));
  }
}

const guards = new WeakSet<object>();

function isClosed(value: any): boolean {
  return (typeof value === 'object' || typeof value === 'function') && value !== null && guards.has(Object.getPrototypeOf(value));
}

function isEnum(value: any): value is object {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0
    && Object.entries(value).every(([key, member]) => MEMBER.test(key) && typeof member === 'string');
}

function isEnumLike(value: any): value is object {
  return typeof value === 'function' && Object.entries(value).some(([key, member]) => MEMBER.test(key) && member instanceof value);
}

function guarded(name: string, value: object, prototype: object): object {
  const guard = new Proxy(Object.create(prototype), {
    get(target, key, receiver) {
      if (typeof key === 'string' && !(key in target)) refuseUnknown(name, value, key);
      return Reflect.get(target, key, receiver);
    },
  });
  guards.add(guard);
  return guard;
}

/** Refuses what looks like a member; other names belong to those who inspect values, such as `then` and `toJSON`. */
function refuseUnknown(name: string, value: object, key: string): void {
  const members = Object.keys(value).filter((member) => MEMBER.test(member));
  const near = nearest(key, members);
  if (!near && !/^[A-Z]/.test(key)) return;
  const known = members.length > MOST_NAMES ? [...members.slice(0, 2), '…', ...members.slice(2 - MOST_NAMES)] : members;
  throw new InvalidPropertyError(`${name}.${key}`, `is unknown${near ? `: did you mean ${name}.${near}?` : ''} (known: ${known.join(', ')})`);
}
