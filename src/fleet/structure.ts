import { SizeRoundingBehavior } from 'cdk8s';
import { SecretText } from '../openstack/secrets/secret-text';
import { reveal, storeOf } from '../openstack/secrets/secret-values';
import { Release } from '../releases';

/** What jsii marks exported classes with. */
const RTTI = Symbol.for('jsii.rtti');
/** Classes whose values are no data: what they hold is worked out later. */
const DEFERRED = new Set(['cdk8s.Lazy']);

/** Classes of cdk8s that refer to values of classes it does not export. */
const PRINTED: { readonly [type: string]: (value: any) => string } = {
  'cdk8s.Size': (size) => `${size.toKibibytes({ rounding: SizeRoundingBehavior.NONE })}`,
  'cdk8s.Duration': (duration) => duration.toIsoString(),
};

const releases = new WeakMap<Release, string>();

/** Deeper props refer to themselves. */
const DEEPEST = 100;

/**
 * A text that is the same for equal props alone: of plain data, and of values of this library and of cdk8s such as sizes and names. Undefined where
 * it cannot tell: for functions, constructs, and values of other classes.
 *
 * It holds secrets in the clear. It is for keyed hashes, and must not be kept.
 */
export function structureOf(value: unknown): string | undefined {
  const structure = new Structure();
  return structure.add(value, 0) ? structure.text : undefined;
}

class Structure {
  public text = '';

  public add(value: unknown, depth: number): boolean {
    if (typeof value === 'string') return this.push('s', value);
    if (typeof value === 'function' || typeof value === 'symbol' || depth > DEEPEST) return false;
    if (typeof value === 'object' && value !== null) return this.addObject(value, depth + 1);
    this.text += Object.is(value, -0) ? '-0;' : `${String(value)};`;
    return true;
  }

  private addObject(value: object, depth: number): boolean {
    if (Array.isArray(value)) {
      this.text += `[${value.length};`;
      for (const item of value) if (!this.add(item, depth)) return false;
      return true;
    }
    const type = typeOf(value);
    return type === '' ? this.addMembers(value, depth) : this.addValue(value, type, depth);
  }

  /** A property that is undefined counts as one that is left out. */
  private addMembers(value: object, depth: number): boolean {
    this.text += '{';
    for (const name of Object.keys(value).sort()) {
      const member = (value as { readonly [name: string]: unknown })[name];
      if (member !== undefined && !(this.push('k', name) && this.add(member, depth))) return false;
    }
    this.text += '}';
    return true;
  }

  private addValue(value: object, type: string | undefined, depth: number): boolean {
    if (value instanceof SecretText) return this.push('secret', value.source) && this.add(reveal(value) ?? storeOf(value), depth);
    if (value instanceof Release) return this.push('release', textOf(value));
    if (type === undefined) return false;
    const print = PRINTED[type];
    return print ? this.push(type, print(value)) : this.push('class', type) && this.addMembers(value, depth);
  }

  private push(kind: string, text: string): boolean {
    this.text += `${kind}${text.length}:${text}`;
    return true;
  }
}

/** The class of a value, "" for plain data; undefined for classes that this library does not know. */
function typeOf(value: object): string | undefined {
  const prototype = Object.getPrototypeOf(value);
  if (prototype === null || Object.getPrototypeOf(prototype) === null) return '';
  const { constructor } = prototype;
  const name: unknown = Object.hasOwn(constructor, RTTI) ? constructor[RTTI].fqn : undefined;
  return typeof name === 'string' && /^cdk8s(-openstack)?\./.test(name) && !DEFERRED.has(name) && !('node' in value) ? name : undefined;
}

function textOf(release: Release): string {
  const known = releases.get(release) ?? JSON.stringify([release.minor, release.fixes.length, release._profile]);
  releases.set(release, known);
  return known;
}
