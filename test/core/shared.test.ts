import { Size } from 'cdk8s';
import * as fc from 'fast-check';
import { immutable, keyOf, onceFor, recall, recallForName, share } from '../../src/core/shared';

const data = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<unknown>;
/** The shared value from the second time on. */
const shared = (make: () => object) => { share(make()); return share(make())!; };

test('keys are the same for equal data alone', () => {
  fc.assert(fc.property(data, data, (a, b) => {
    const again = () => JSON.parse(JSON.stringify(a)) as unknown;
    expect(keyOf(again())).toBe(keyOf(again()));
    if (JSON.stringify(a) !== JSON.stringify(b)) expect(keyOf(a)).not.toBe(keyOf(b));
  }));
  const odd = [0, -0, '0', '', null, undefined, [], {}, [null], [undefined], ['', ''], [''], { a: 1 }, { a: '1' }, ['a', 'b'], ['as1:b'], { a: undefined }, true, 'true', 's1:a', ['s1:a']];
  expect(new Set(odd.map(keyOf)).size).toBe(odd.length);
});

test('what comes later, what has a class and functions have no key', () => {
  for (const value of [Size.gibibytes(1), { produce: () => 1 }, [() => 1], Symbol('a'), new Date(0), new Map(), { a: { b: Object.create(null) } }]) expect(keyOf(value)).toBeUndefined();
  const release = new Date(1);
  immutable(release);
  expect(keyOf([release])).toBe(keyOf([release]));
});

test('equal values become one from the second time on, frozen, and the owner may change theirs', () => {
  const mine = { tolerations: [{ key: 'once' }] };
  expect(share(mine)).toBeUndefined();
  const one = share(mine)!;
  expect(share({ tolerations: [{ key: 'once' }] })).toBe(one);
  mine.tolerations.push({ key: 'later' });
  expect(one.value).toEqual({ tolerations: [{ key: 'once' }] });
  expect(() => one.value.tolerations.push({ key: 'other' })).toThrow(TypeError);
});

test('facts are worked out until they repeat, and errors each time', () => {
  const of = shared(() => ({ facts: 'of this' }));
  let times = 0;
  for (let i = 0; i < 5; i++) expect(onceFor(of, 'a', () => { times++; return undefined; })).toBeUndefined();
  expect(times).toBe(2);
  for (let i = 0; i < 3; i++) expect(() => onceFor(of, 'b', () => { throw new Error('no'); })).toThrow('no');
  expect([1, 2, 3].map((i) => onceFor(undefined, 'c', () => i))).toEqual([1, 2, 3]);
});

test('a field named __proto__ is kept', () => {
  const make = () => JSON.parse('{"a": {"__proto__": null, "b": {"__proto__": {"c": 1}}}}');
  expect(JSON.stringify(shared(make).value)).toBe(JSON.stringify(make()));
});

test('results are recalled for equal inputs, and are those of the work', () => {
  fc.assert(fc.property(data, (input) => {
    for (let i = 0; i < 3; i++) expect(recall('same', [input], () => ({ input }))).toEqual({ input });
  }));
  const objects = [1, 2, 3, 4].map(() => recall('objects', ['x'], () => ({ a: [] })));
  expect(objects[3]).toBe(objects[2]);
  expect(Object.isFrozen(objects[2].a)).toBe(true);
});

describe('results for any name', () => {
  const make = (args: unknown) => (name: string) => ({ args, flags: [`--name=${name}`, 'x'], deep: { name, same: { a: 1 } } });

  test('are those of the name', () => {
    fc.assert(fc.property(data, fc.array(fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/), { maxLength: 5 }), (args, names) => {
      for (const name of names) expect(recallForName(name, 'any', [args], make(args))).toEqual(make(args)(name));
    }));
  });

  test('share what does not hold the name', () => {
    const made = ['prod-1', 'prod-2', 'prod-3'].map((name) => recallForName(name, 'parts', [], make('')));
    expect(made[2].deep.same).toBe(made[1].deep.same);
    expect(made[2].deep).not.toBe(made[1].deep);
  });

  test('are made for the name where inputs hold it, and errors have it', () => {
    const compare = (flag: string) => (name: string) => (flag === name ? 'equal' : 'different');
    for (const name of ['prod-1', 'prod-2', 'prod-2']) expect(recallForName(name, 'compare', ['prod-2'], compare('prod-2'))).toBe(compare('prod-2')(name));
    const fail = (name: string): never => { throw new Error(`not ${name}`); };
    for (const name of ['prod-1', 'prod-2', 'prod-3']) expect(() => recallForName(name, 'fail', [], fail)).toThrow(`not ${name}`);
  });
});
