import { baselineText, readBaseline } from './baseline';
import { CLUSTER } from './cluster';
import { Arguments, Command, Configuration, DONE, FOUND, Terminal, UsageError, Values } from './command';
import { BASELINE } from './files';
import { INPUT_HELP, Inputs } from './inputs';
import { inventoryOf, versionOf, WORLD_OPTIONS, worldOf } from './options';
import { version } from './version';
import { writeWhole } from './write-file';
import { check } from '../analysis/check/check';
import { FindingSeverity, StorageFinding } from '../analysis/check/finding';
import { applied, baselineOf, Policy } from '../analysis/check/policy';
import { Problem } from '../analysis/input/source';
import { Inventory } from '../analysis/model/inventory';
import { toldClaims } from '../analysis/plan/prospects';
import { StoragePlan } from '../analysis/plan/storage-plan';
import { githubReport } from '../analysis/report/github';
import { jsonReport } from '../analysis/report/json';
import { junitReport } from '../analysis/report/junit';
import { sarifReport } from '../analysis/report/sarif';
import { textReport } from '../analysis/report/text';
import { RULES } from '../analysis/rules';
import { count } from '../core/words';

const STRICT = new Set(RULES.filter(({ preset }) => preset === 'strict').map(({ id }) => id));

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
    'fail-on': { value: 'SEVERITY', values: ['error', 'warning', 'info', 'none'], help: 'lowest severity that sets exit code 1' },
    'baseline': { value: 'FILE', help: 'findings that are accepted as they were' },
    'write-baseline': { help: 'accept the findings: write them to the baseline (default: .cdk8s-openstack-baseline.json)' },
    'format': { value: 'FORMAT', values: ['text', 'json', 'sarif', 'github', 'junit'], help: 'format of the report' },
  },
  examples: [
    'cdk8s-openstack check dist/k8s',
    'helm template web ./chart | cdk8s-openstack check - --known-classes fast,slow',
    'cdk8s-openstack check --each dist/k8s --closed-world --format sarif --output storage.sarif',
    'cdk8s-openstack check dist/k8s --write-baseline',
  ],
  run,
};

async function run({ values, inputs, configuration }: Arguments, terminal: Terminal): Promise<number> {
  const [format, failing] = [String(values.format), String(values['fail-on'])];
  const strict = values.preset === 'strict';
  const isAsked = ({ rule }: StorageFinding) => strict || !STRICT.has(rule) || configuration.extraRules.includes(rule);
  const world = worldOf(values);
  const release = versionOf(values, 'release');
  const given = await Inputs.of(values, inputs, terminal);
  const before = values.previous === undefined ? undefined : await given.previous(String(values.previous));

  const plans: StoragePlan[] = [];
  const problems: Problem[] = [];
  let objects = 0;
  const found = given.clusters.flatMap((cluster, i) => {
    const previous = before?.[i] && Inventory.ofTexts(before[i].texts, world);
    const inventory = inventoryOf(cluster, world, false);
    objects += inventory.items.length;
    problems.push(...inventory.problems);
    const checked = check(inventory, { release, strict: strict || configuration.extraRules.length > 0, previous });
    plans.push(checked.plan);
    return checked.findings.filter((finding) => isAsked(finding) && !(cluster.live && finding.file === CLUSTER));
  });
  if (!objects && !problems.length) throw new UsageError('no Kubernetes objects in the input');
  const findings = applied(found, policyOf(values, configuration));
  if (values['write-baseline'] === true) {
    const [path, baseline] = [String(values.baseline ?? BASELINE), baselineOf(findings)];
    writeWhole(path, baselineText(baseline));
    terminal.out(`${count([...baseline.values()].reduce((sum, one) => sum + one, 0), 'finding')} written to ${path}\n`);
    return given.closed(DONE, problems);
  }
  terminal.out(report(findings, plans, format, terminal), format === 'github');
  return given.closed(isFailing(findings, failing) ? FOUND : DONE, problems);
}

function report(findings: StorageFinding[], plans: StoragePlan[], format: string, { colour, width }: Terminal): string {
  switch (format) {
    case 'json': return `${JSON.stringify(jsonReport(findings), undefined, 2)}\n`;
    case 'sarif': return `${JSON.stringify(sarifReport(findings, RULES, version()), undefined, 2)}\n`;
    case 'github': return githubReport(findings);
    case 'junit': return junitReport(findings);
    default: return textReport(findings, plans.flatMap(toldClaims), { colour, width });
  }
}

function policyOf(values: Values, { severities, acknowledgements, file }: Configuration): Policy {
  const isRead = values.baseline !== undefined && values['write-baseline'] !== true;
  const today = new Date().toISOString().slice(0, 'yyyy-mm-dd'.length);
  return { severities, acknowledgements, file, today, baseline: isRead ? readBaseline(String(values.baseline)) : undefined };
}

/** Severities that fail, by the lowest of them. */
const FAILING: { readonly [lowest: string]: readonly string[] } = {
  error: [FindingSeverity.ERROR],
  warning: [FindingSeverity.ERROR, FindingSeverity.WARNING],
  info: Object.values(FindingSeverity),
  none: [],
};

function isFailing(findings: StorageFinding[], lowest: string): boolean {
  return findings.some(({ severity, acknowledged }) => acknowledged === undefined && FAILING[lowest].includes(severity));
}
