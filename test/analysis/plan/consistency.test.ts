import { readFileSync } from 'fs';
import { join } from 'path';
import { Arrival, StoragePlan } from '../../../src/analysis';
import { FIND_MATCHING_VOLUME, satisfies } from '../../../src/analysis/binding/predicates';
import { thorough } from '../../support/thorough';

/* What must hold in every plan, whatever the cluster does. The inputs are those of the recorded scenarios. */
const inputs: any[] = ['recorded-scenarios.json', 'recorded-scenarios-2.json']
  .flatMap((name) => JSON.parse(readFileSync(join(__dirname, '../../evidence/control-plane', name), 'utf8'))).filter((_, i) => i % thorough(3, 1) === 0);

const planOf = ({ manifests }: any, arrival: Arrival) => StoragePlan.ofManifests(manifests, { closedWorld: true, arrival });

test('no claim is pending while a volume that fits it stays Available', () => {
  const missed: string[] = [];
  let pending = 0;
  for (const input of inputs) {
    for (const arrival of Object.values(Arrival)) {
      const { claims, volumes, _inventory: inventory } = planOf(input, arrival);
      const free = volumes.filter(({ phase }) => phase === 'Available').map(({ name }) => inventory.volumesByName.get(name)!);
      for (const { namespace, name, outcome } of claims.filter((one) => one.outcome === 'pending')) {
        const claim = inventory.claims.get(`${namespace}/${name}`)!;
        pending++;
        const isChosenByController = claim.volumeName === '' && inventory.classes.get(claim.className)?.bindingMode !== 'WaitForFirstConsumer';
        if (isChosenByController && free.some((volume) => satisfies(FIND_MATCHING_VOLUME, claim, volume))) missed.push(`${input.id} ${arrival} ${claim.key} ${outcome}`);
      }
    }
  }
  expect(pending).toBeGreaterThan(thorough(30, 100));
  expect(missed).toEqual([]);
});

/** What may become of claims and pods, as "name outcome". */
const possible = ({ claims, pods }: StoragePlan) => new Set([
  ...claims.flatMap(({ name, namespace, volumes, mayStayUnbound }) => (
    [...volumes, ...mayStayUnbound || !volumes.length ? ['none'] : []].map((one) => `${namespace}/${name} ${one}`))),
  ...pods.flatMap(({ name, namespace, outcomes }) => outcomes.map((one) => `${namespace}/${name} ${one}`)),
]);

test.each([
  [Arrival.VOLUMES_FIRST, Arrival.ANY], [Arrival.DOCUMENT_ORDER, Arrival.ANY], [Arrival.ONE_BY_ONE, Arrival.DOCUMENT_ORDER],
])('what may happen in %s may happen in %s', (arrival, wide) => {
  const lost = inputs.flatMap((input) => {
    const wider = possible(planOf(input, wide));
    return [...possible(planOf(input, arrival))].filter((one) => !wider.has(one)).map((one) => `${input.id} ${one}`);
  });
  expect(lost).toEqual([]);
});
