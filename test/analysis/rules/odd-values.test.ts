import { parseAllDocuments } from 'yaml';
import { Inventory } from '../../../src/analysis/model/inventory';
import { EMPTY_PLAN } from '../../../src/analysis/model/plan';
import { View } from '../../../src/analysis/model/view';
import { RULES } from '../../../src/analysis/rules';
import { EXAMPLES } from '../support/rule-examples';

const ODD: readonly unknown[] = [
  null, 0, -1, 1e300, '', 'x', '/', true, [], {}, [null], [[]], { a: null }, { toString: 1 }, { constructor: 'x' }, ['a', 1], { name: 5 }, 'a'.repeat(300), '\u0000', '{{', '[Global', '10Gi',
];
const ROUNDS = 4;

/** Numbers from 0 to 1, the same in each run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** A copy in which some values are odd ones; of what an object is, nothing changes. */
function spoilt(value: unknown, share: number, random: () => number): unknown {
  if (random() < share) return ODD[Math.floor(random() * ODD.length)];
  if (Array.isArray(value)) return value.map((item) => spoilt(item, share, random));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, key === 'kind' || key === 'apiVersion' ? inner : spoilt(inner, share, random)]));
}

const SETS = [...EXAMPLES.values()].flatMap(({ failing, passing, previous }) => [failing, passing, ...previous ? [previous] : []])
  .map((text) => parseAllDocuments(text).map((document) => document.toJS()));

test('no rule stumbles over odd values', () => {
  const random = numbers(7);
  const view = (objects: unknown[], closedWorld: boolean, previous?: Inventory) => {
    const inventory = Inventory.ofManifests(objects.map((object) => spoilt(object, 0.02 + random() * 0.08, random)), { closedWorld });
    return new View(inventory, EMPTY_PLAN, '1.36', previous ?? inventory);
  };
  let drafts = 0;
  for (let round = 0; round < ROUNDS; round++) {
    for (const objects of SETS) {
      const seen = view(objects, round % 2 === 0, view(objects, false).inventory);
      for (const rule of RULES) {
        for (const { message, path } of rule.check(seen)) {
          drafts++;
          if (!message || typeof path !== 'string') throw new Error(`${rule.id} says nothing`);
        }
      }
    }
  }
  expect(drafts).toBeGreaterThan(1000);
});
