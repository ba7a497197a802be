import { ARRIVALS, FILES, Judged, judge, judgePlan, OBSERVED, Recording, recordings } from './support/recordings';
import { Arrival, StoragePlan } from '../../src/analysis';

/*
 * What a live 1.36 control plane (no kubelet, no provisioner) did with random sets of objects. SCENARIOS names another file of the same form:
 * tools/conformance/binding.ts has the scenarios judged that it just played.
 */
const files = process.env.SCENARIOS ? [process.env.SCENARIOS] : FILES;
const all = files.flatMap((file) => recordings(file));

const surprisesOf = (judged: readonly Judged[]) => judged.filter(({ wrong }) => wrong).map(({ key, seen }) => `${key} was ${seen}`);

test.each(all.map((one): [string, Recording] => [one.id, one]))('%s', (_, { manifests, plan: made, observed }) => {
  if (made) {
    expect(surprisesOf(judgePlan(made, observed.runs))).toEqual([]);
    return;
  }
  for (const run of observed.runs) {
    for (const arrival of ARRIVALS[run.timing]) {
      expect([arrival, ...surprisesOf(judge(manifests, [run], arrival))]).toEqual([arrival]);
    }
  }
  const plan = StoragePlan.ofManifests(manifests, { closedWorld: true, kubernetesVersion: OBSERVED });
  const keyOf = ({ kind, namespace, name }: any) => [kind, namespace, name].filter((part) => part).join('/');
  for (const { object, fields } of observed.rejected) {
    const rejected = plan.rejected.filter((one) => keyOf(one) === object).map(({ field }) => field);
    expect([object, rejected]).toEqual([object, fields.length ? expect.arrayContaining([...fields]) : [expect.any(String), ...rejected.slice(1)]]);
  }
  expect([...new Set(plan.rejected.map(keyOf))].sort()).toEqual(observed.rejected.map(({ object }) => object).sort());
});

/** Judged answers of a file: for each scenario the runs of some timings together. */
const judged = (file: string, timings: string[], arrival: Arrival) => recordings(file).flatMap(({ manifests, observed }) => {
  const runs = observed.runs.filter(({ timing }) => timings.includes(timing));
  return runs.length ? judge(manifests, runs, arrival) : [];
});

const share = (part: number, whole: number) => Math.round(1000 * part / whole) / 10;

function figures(answers: readonly Judged[]) {
  const vaguer = (some: readonly Judged[]) => share(some.filter((one) => one.vaguer).length, some.length);
  return {
    answers: answers.length,
    wrong: answers.filter(({ wrong }) => wrong).length,
    vaguerPercent: { all: vaguer(answers), ...Object.fromEntries(['claims', 'volumes', 'pods'].map((of) => [of, vaguer(answers.filter((one) => one.of === of))])) },
  };
}

const describeFiles = process.env.SCENARIOS ? describe.skip : describe;

describeFiles('answers are as sharp as what was seen', () => {
  const tables = Object.fromEntries(FILES.map((file) => [file, {
    'settled: oneByOne': figures(judged(file, ['settled'], Arrival.ONE_BY_ONE)),
    'slow: oneByOne': figures(judged(file, ['slow'], Arrival.ONE_BY_ONE)),
    'settled and slow: oneByOne': figures(judged(file, ['settled', 'slow'], Arrival.ONE_BY_ONE)),
    'settled and slow: documentOrder': figures(judged(file, ['settled', 'slow'], Arrival.DOCUMENT_ORDER)),
    'burst: any': figures(judged(file, ['burst'], Arrival.ANY)),
    'settled, slow and burst: any': figures(judged(file, ['settled', 'slow', 'burst'], Arrival.ANY)),
  }]));

  test('figures', () => {
    expect(tables).toMatchSnapshot();
  });

  test.each(FILES)('%s', (file) => {
    for (const { wrong } of Object.values(tables[file])) expect(wrong).toBe(0);
    expect(tables[file]['settled and slow: oneByOne'].vaguerPercent.all).toBeLessThan(4);
  });
});
