/*
 * Asks a real API server about objects with random changes, and compares which it rejects, and for which fields, with what the storage plan says; without
 * --kinds objects of all kinds that it validates.
 *
 *   npx tsx --tsconfig tools/tsconfig.json tools/conformance/validation.ts [--objects N] [--seed S] [--kinds A,B] [--kubernetes MINOR]
 *
 * Builds conformance/kubernetes with Go (minutes the first time). Prints each way in which the two differ with its count and an example, those first in
 * which the plan rejects what the server accepts. Exits 1 if there is one.
 */
import { spawn } from 'child_process';
import { createInterface } from 'readline';
import { parseArgs } from 'util';
import { buildKubernetes, KUBERNETES } from './build';
import { Mutant, mutants } from './mutations';
import { StoragePlan } from '../../src/analysis';

interface Verdict { readonly id: string; readonly code: number; readonly fields: string[]; readonly message: string }

const { values } = parseArgs({
  options: { objects: { type: 'string', default: '2000' }, seed: { type: 'string', default: '1' }, kinds: { type: 'string', default: '' } },
});

async function ask(binary: string, list: readonly Mutant[]): Promise<Map<string, Verdict>> {
  const server = spawn(binary, ['validate'], { stdio: ['pipe', 'pipe', 'pipe'] });
  let complaints = '';
  server.stderr.on('data', (text) => { complaints = `${complaints}${text}`.slice(-2000); });
  server.stdin.end(list.map(({ id, object }) => JSON.stringify({ id, object })).join('\n'));
  const verdicts = new Map<string, Verdict>();
  const ended = new Promise<number | null>((done) => { server.on('close', done); });
  for await (const line of createInterface({ input: server.stdout })) verdicts.set(JSON.parse(line).id, JSON.parse(line));
  const code = await ended;
  if (code !== 0) throw new Error(`the server ended with ${code}: ${complaints}`);
  return verdicts;
}

/** The field without what differs from object to object, and without the server's own misspellings. */
const general = (field: string) => field.replace(/\[\d+\]/g, '[]').replace('downwarAPI', 'downwardAPI').replace('cephFS', 'cephfs');

/** Ways in which the plan and the server differ about one object. */
function differences({ object }: Mutant, { code, fields, message }: Verdict): string[] {
  const refused = StoragePlan.ofManifests([object], { closedWorld: true, kubernetesVersion: KUBERNETES }).rejected;
  if (code === 403) return []; // admission that looks at other objects
  if (!code) return refused.map(({ field, message: reason }) => `1 only the plan rejects ${object.kind} ${general(field)}: ${reason.split(':')[0]}`);
  if (!refused.length) return (code === 422 ? fields : [message]).slice(0, 1).map((what) => `2 only the server rejects ${object.kind} ${general(what)}`);
  if (code !== 422) return [];
  const mine = new Set(refused.map(({ field }) => general(field)));
  return fields.some((field) => mine.has(general(field))) ? [] : [`3 another field of ${object.kind}: ${[...mine].slice(0, 3)} instead of ${fields.slice(0, 3).map(general)}`];
}

async function main(): Promise<number> {
  const list = mutants(Number(values.objects), Number(values.seed), values.kinds.split(',').filter(Boolean).filter(Boolean));
  const verdicts = await ask(buildKubernetes(), list);
  const ways = new Map<string, { count: number; example: string }>();
  for (const one of list) {
    const verdict = verdicts.get(one.id)!;
    for (const way of differences(one, verdict)) {
      const known = ways.get(way);
      ways.set(way, { count: (known?.count ?? 0) + 1, example: known?.example ?? `${verdict.message.slice(0, 300)}\n      ${JSON.stringify(one.object).slice(0, 600)}` });
    }
  }
  for (const [way, { count, example }] of [...ways].sort()) process.stdout.write(`${way} (${count})\n      ${example}\n`);
  const refused = [...verdicts.values()].filter(({ code }) => code).length;
  process.stdout.write(`summary: ${list.length} objects, ${refused} rejected by the server, ${ways.size} differences\n`);
  return ways.size ? 1 : 0;
}

main().then((code) => { process.exitCode = code; }, (error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
