import { Command, DONE, FOUND, Terminal, UsageError } from './command';
import { ClusterInput, readEach, readInputs } from './inputs';
import { oneOf, parsed, versionOf, WORLD_HELP, WORLD_OPTIONS, worldOf } from './options';
import { version } from './version';
import { check } from '../analysis/check/check';
import { FindingSeverity, StorageFinding } from '../analysis/check/finding';
import { Inventory } from '../analysis/model/inventory';
import { Plan } from '../analysis/model/plan';
import { githubReport } from '../analysis/report/github';
import { jsonReport } from '../analysis/report/json';
import { sarifReport } from '../analysis/report/sarif';
import { textReport } from '../analysis/report/text';
import { RULES } from '../analysis/rules';

const FORMATS = ['text', 'json', 'sarif', 'github'];
const FAILING = ['error', 'warning'];
const PRESETS = ['recommended', 'strict'];

const OPTIONS = {
  ...WORLD_OPTIONS,
  'release': { type: 'string' },
  'previous': { type: 'string' },
  'fail-on': { type: 'string' },
  'preset': { type: 'string' },
} as const;

const HELP = `Usage: cdk8s-openstack check INPUT... [options]

Checks manifests for storage mistakes: claims that never bind, classes that nothing provisions,
CSI drivers without permissions, broken cloud.conf files and more. Reads YAML from any source.

${WORLD_HELP}  --release VERSION      version of cloud-provider-openstack (default: the minor of --kubernetes)
  --previous DIR         manifests of the previous render, for rules that compare both
  --preset NAME          recommended (default) or strict (all rules)
  --fail-on SEVERITY     lowest severity that sets exit code 1: error (default) or warning
  --format FORMAT        text (default), json, sarif or github

Examples:
  cdk8s-openstack check dist/k8s
  helm template web ./chart | cdk8s-openstack check - --known-classes fast,slow
  cdk8s-openstack check --each dist/k8s --closed-world --format sarif > storage.sarif
`;

export const CHECK: Command = { help: HELP, run };

async function run(args: string[], terminal: Terminal): Promise<number> {
  const { values, inputs } = parsed(args, OPTIONS);
  const format = oneOf(values, 'format', FORMATS);
  const failing = oneOf(values, 'fail-on', FAILING);
  const strict = oneOf(values, 'preset', PRESETS) === 'strict';
  const world = worldOf(values);
  const release = versionOf(values, 'release');
  const clusters = values.each === undefined ? [await readInputs(inputs, terminal)] : readEach(String(values.each));
  const before = await previousOf(values.previous as string | undefined, clusters, terminal);

  const plans: Plan[] = [];
  let objects = 0;
  const findings = clusters.flatMap((cluster, i) => {
    const previous = before?.[i] && Inventory.ofTexts(before[i].texts, world);
    const inventory = Inventory.ofTexts(cluster.texts, world);
    objects += inventory.items.length + inventory.problems.length;
    const checked = check(inventory, { release, strict, previous });
    plans.push(checked.plan);
    return checked.findings;
  });
  if (!objects) throw new UsageError('no Kubernetes objects in the input');
  terminal.out(report(findings, plans, format, terminal), format === 'github');
  return isFailing(findings, failing) ? FOUND : DONE;
}

/** The previous render of each cluster: with --each the folder of the same name, or nothing if there was none. */
async function previousOf(path: string | undefined, clusters: ClusterInput[], terminal: Terminal): Promise<ClusterInput[] | undefined> {
  if (path === undefined) return undefined;
  if (path === '-') throw new UsageError('--previous needs a folder or file, not standard input');
  if (clusters.length === 1 && clusters[0].name === undefined) return [await readInputs([path], terminal)];
  const known = readEach(path);
  return clusters.map(({ name }) => known.find((k) => k.name === name) ?? { name, texts: [] });
}

function report(findings: StorageFinding[], plans: Plan[], format: string, { colour, width }: Terminal): string {
  switch (format) {
    case 'json': return `${JSON.stringify(jsonReport(findings), undefined, 2)}\n`;
    case 'sarif': return `${JSON.stringify(sarifReport(findings, RULES, version()), undefined, 2)}\n`;
    case 'github': return githubReport(findings);
    default: return textReport(findings, plans.flatMap(({ claims }) => claims), { colour, width });
  }
}

function isFailing(findings: StorageFinding[], failing: string): boolean {
  return findings.some(({ severity, acknowledged }) => acknowledged === undefined
    && (severity === FindingSeverity.ERROR || (failing === 'warning' && severity === FindingSeverity.WARNING)));
}

