/*
 * What security scanners say about manifests: scan.ts TOOL PROGRAM FOLDER, where TOOL is kube-score or checkov. Each finding needs a reason in
 * explained.json, and each reason a finding: what is new fails, and so does what no longer occurs.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { NEWEST_RELEASE } from '../../src/kubernetes/minor';

interface Finding {
  /** The check, such as "container-resources: CPU limit is not set" or "CKV_K8S_16: Container should not be privileged". */
  readonly check: string;
  /** "KIND/NAMESPACE/NAME", and of some findings a container. */
  readonly object: string;
}

interface Explanation {
  readonly tool: string;
  readonly check: string;
  /** Objects, each with all below it; "*" for every object. */
  readonly on: string[];
  readonly reason: string;
}

const MOST_BYTES = 256 * 1024 * 1024;
const PASSED = 10;

const TOOLS: { readonly [tool: string]: { args(folder: string): string[]; findings(output: any): Finding[] } } = {
  'kube-score': {
    args: (folder) => ['score', '--output-format', 'json', '--kubernetes-version', `v${NEWEST_RELEASE}`, ...readdirSync(folder).sort()
      .map((file) => join(folder, file))],
    findings: (objects) => objects.flatMap(({ type_meta: { kind }, object_meta: { namespace, name }, checks }: any) => (
      checks.filter(({ skipped, grade }: any) => !skipped && grade < PASSED)
        .flatMap(({ check, comments }: any) => (comments ?? []).map((comment: any) => ({
          check: `${check.id}: ${comment.summary}`, object: [kind, namespace, name, comment.path].filter(Boolean).join('/'),
        }))))),
  },
  'checkov': {
    args: (folder) => ['--directory', folder, '--framework', 'kubernetes', '--output', 'json', '--quiet', '--compact', '--skip-download'],
    findings: ({ results }) => results.failed_checks.map(({ check_id: id, check_name: name, resource }: any) => ({
      check: `${id}: ${name}`, object: resource.split('.').slice(0, 3).join('/'),
    })),
  },
};

function main([tool, program, folder]: string[]): number {
  if (!TOOLS[tool] || !folder) throw new Error(`usage: scan.ts ${Object.keys(TOOLS).join('|')} PROGRAM FOLDER`);
  const { args, findings: read } = TOOLS[tool];
  const { stdout, stderr, error } = spawnSync(program, args(resolve(folder)), { encoding: 'utf8', maxBuffer: MOST_BYTES });
  if (error || !stdout.trim()) throw new Error(`${tool} does not run: ${error?.message ?? stderr}`);
  const findings = read(JSON.parse(stdout));
  const explanations = (JSON.parse(readFileSync(join(__dirname, 'explained.json'), 'utf8')) as Explanation[]).filter((one) => one.tool === tool);

  const covers = (on: string, object: string) => on === '*' || object === on || object.startsWith(`${on}/`);
  const fits = (one: Explanation, on: string, { check, object }: Finding) => one.check === check && covers(on, object);
  const open = findings.filter((finding) => !explanations.some((one) => one.on.some((on) => fits(one, on, finding))));
  const past = explanations.flatMap((one) => one.on.filter((on) => !findings.some((finding) => fits(one, on, finding)))
    .map((on) => `${one.check}, on ${on}`));
  const bare = explanations.filter(({ reason }) => reason.trim().length < 20).map(({ check }) => check);
  for (const { check, object } of open) console.error(`not explained: ${check}, on ${object}`);
  for (const what of past) console.error(`explained, but does not occur: ${what}`);
  for (const check of bare) console.error(`no reason: ${check}`);
  console.log(`summary: ${findings.length} findings of ${tool}, each explained by one of ${explanations.length} reasons`);
  return open.length || past.length || bare.length ? 1 : 0;
}

process.exitCode = main(process.argv.slice(2));
