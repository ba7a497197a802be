import { Arguments, Command, DONE, FOUND, Terminal, UsageError } from './command';
import { INPUT_HELP, Inputs } from './inputs';
import { versionOf, WORLD_OPTIONS, worldOf } from './options';
import { version } from './version';
import { check } from '../analysis/check/check';
import { FindingSeverity, StorageFinding } from '../analysis/check/finding';
import { Problem } from '../analysis/input/source';
import { Inventory } from '../analysis/model/inventory';
import { toldClaims } from '../analysis/plan/prospects';
import { StoragePlan } from '../analysis/plan/storage-plan';
import { githubReport } from '../analysis/report/github';
import { jsonReport } from '../analysis/report/json';
import { sarifReport } from '../analysis/report/sarif';
import { textReport } from '../analysis/report/text';
import { RULES } from '../analysis/rules';

export const CHECK: Command = {
  usage: 'INPUT... [options]',
  about: `Checks manifests for storage mistakes: claims that never bind, classes that nothing provisions,
CSI drivers without permissions, broken cloud.conf files and more. Reads YAML from any source.`,
  inputs: INPUT_HELP,
  options: {
    ...WORLD_OPTIONS,
    'release': { value: 'VERSION', help: 'version of cloud-provider-openstack (default: the minor of --kubernetes)' },
    'previous': { value: 'DIR', help: 'manifests of the previous render, for rules that compare both' },
    'preset': { value: 'NAME', values: ['recommended', 'strict'], help: 'rules to run' },
    'fail-on': { value: 'SEVERITY', values: ['error', 'warning'], help: 'lowest severity that sets exit code 1' },
    'format': { value: 'FORMAT', values: ['text', 'json', 'sarif', 'github'], help: 'format of the report' },
  },
  examples: [
    'cdk8s-openstack check dist/k8s',
    'helm template web ./chart | cdk8s-openstack check - --known-classes fast,slow',
    'cdk8s-openstack check --each dist/k8s --closed-world --format sarif > storage.sarif',
  ],
  run,
};

async function run({ values, inputs }: Arguments, terminal: Terminal): Promise<number> {
  const [format, failing] = [String(values.format), String(values['fail-on'])];
  const strict = values.preset === 'strict';
  const world = worldOf(values);
  const release = versionOf(values, 'release');
  const given = await Inputs.of(values, inputs, terminal);
  const before = values.previous === undefined ? undefined : await given.previous(String(values.previous));

  const plans: StoragePlan[] = [];
  const problems: Problem[] = [];
  let objects = 0;
  const findings = given.clusters.flatMap((cluster, i) => {
    const previous = before?.[i] && Inventory.ofTexts(before[i].texts, world);
    const inventory = Inventory.ofTexts(cluster.texts, world);
    objects += inventory.items.length;
    problems.push(...inventory.problems);
    const checked = check(inventory, { release, strict, previous });
    plans.push(checked.plan);
    return checked.findings;
  });
  if (!objects && !problems.length) throw new UsageError('no Kubernetes objects in the input');
  terminal.out(report(findings, plans, format, terminal), format === 'github');
  return given.closed(isFailing(findings, failing) ? FOUND : DONE, problems);
}

function report(findings: StorageFinding[], plans: StoragePlan[], format: string, { colour, width }: Terminal): string {
  switch (format) {
    case 'json': return `${JSON.stringify(jsonReport(findings), undefined, 2)}\n`;
    case 'sarif': return `${JSON.stringify(sarifReport(findings, RULES, version()), undefined, 2)}\n`;
    case 'github': return githubReport(findings);
    default: return textReport(findings, plans.flatMap(toldClaims), { colour, width });
  }
}

function isFailing(findings: StorageFinding[], failing: string): boolean {
  return findings.some(({ severity, acknowledged }) => acknowledged === undefined
    && (severity === FindingSeverity.ERROR || (failing === 'warning' && severity === FindingSeverity.WARNING)));
}

