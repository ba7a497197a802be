import { Arguments, Command, DONE, FOUND, Terminal, unknown, UsageError } from './command';
import { complain, INPUT_HELP, Inputs } from './inputs';
import { listOf, inventoryOf, WORLD_OPTIONS, worldOf } from './options';
import { StorageFinding } from '../analysis/check/finding';
import { Redactor, redactor, withMessages } from '../analysis/check/redact';
import { Problem } from '../analysis/input/source';
import { checker } from '../analysis/on-demand';
import { CandidateLists } from '../analysis/plan/candidates';
import { toldClaims } from '../analysis/plan/prospects';
import { ClaimOutcome } from '../analysis/plan/results';
import { StoragePlan } from '../analysis/plan/storage-plan';
import { consequencesOf, missingIn, WhatIf } from '../analysis/plan/what-if';
import { candidatesText } from '../analysis/report/candidates-text';
import { htmlOf, mermaidOf, PictureOptions, svgOf } from '../analysis/report/picture';
import { planText } from '../analysis/report/plan-text';
import { nearest } from '../core/nearest';
import { printable, printableData } from '../core/printable';

const PICTURES: { [format: string]: (plan: StoragePlan, options: PictureOptions) => string } = { mermaid: mermaidOf, svg: svgOf, html: htmlOf };

export const PLAN: Command = {
  usage: 'INPUT... [options]',
  about: 'Shows which volume each claim binds to, which claims wait, and which can never bind and why.',
  inputs: INPUT_HELP,
  options: {
    ...WORLD_OPTIONS,
    'format': {
      value: 'FORMAT',
      values: ['text', 'json', ...Object.keys(PICTURES)],
      help: 'html is a page with search, details and the findings '
      + 'of check',
    },
    'fail-on': { value: 'OUTCOME', values: ['none', 'pending'], help: 'pending: exit with 1 if a claim never binds or has lost its volume' },
    'without-node': { value: 'NAME', multiple: true, help: 'show what changes when the node is gone' },
    'drain': { value: 'NAME', multiple: true, help: 'show what changes when the node is drained' },
    'delete': { value: 'KIND/NS/NAME', multiple: true, help: 'show what changes when the object is deleted' },
    'why': { value: 'NAMESPACE/NAME', help: 'list the volumes that a claim looks at, in order, and the first condition that each fails' },
  },
  examples: [
    'cdk8s-openstack plan dist/k8s --why shop/data',
    'cdk8s-openstack plan dist/k8s --delete PersistentVolumeClaim/shop/data',
    'cdk8s-openstack plan dist/k8s --closed-world',
    'cdk8s-openstack plan dist/k8s --cluster --context prod-1',
    'cdk8s-openstack plan dist/k8s --format html > plan.html',
    'kubectl get pv,pvc,sc,nodes -A -o yaml | cdk8s-openstack plan - --closed-world',
  ],
  run,
};

/** Names of claims that an error lists. */
const MOST_NAMES = 20;

interface Planned {
  readonly name?: string;
  readonly plan: StoragePlan;
  readonly findings: readonly StorageFinding[];
  readonly redact: Redactor;
  readonly objects: number;
  readonly problems: readonly Problem[];
}

async function run({ values, inputs }: Arguments, terminal: Terminal): Promise<number> {
  const format = String(values.format);
  const world = worldOf(values);
  if (PICTURES[format] && values.each !== undefined) {
    throw new UsageError(`--format ${format} draws a single cluster and cannot be combined `
    + 'with --each');
  }
  const given = await Inputs.of(values, inputs, terminal);
  const planned = given.clusters.map((cluster): Planned => {
    const inventory = inventoryOf(cluster, world, true);
    const { items, problems } = inventory;
    // Only the page shows findings. Other formats skip loading the rules, which takes half of the command's time.
    const { plan, findings } = format === 'html' ? checker().check(inventory) : { plan: StoragePlan._ofInventory(inventory), findings: [] };
    return { name: cluster.name, plan, findings, redact: redactor(items), problems, objects: items.length };
  });
  if (planned.every(({ objects, problems }) => !objects && !problems.length)) throw new UsageError('no Kubernetes objects in the input');
  const change = { deleted: listOf(values, 'delete'), gone: listOf(values, 'without-node'), drained: listOf(values, 'drain') };
  const isChange = Object.values(change).some((names) => names.length);
  terminal.out(isChange ? changed(planned, change, format) : values.why === undefined ? printed(planned, format, terminal)
    : explained(planned, String(values.why), format, terminal));
  const all = planned.flatMap(({ problems }) => problems);
  complain(all, terminal);
  return given.closed(isFailing(planned, values['fail-on']) ? FOUND : DONE, all);
}

/** What a change does to claims, volumes and pods, as text or JSON. */
function changed(planned: Planned[], change: WhatIf, format: string): string {
  if (PICTURES[format]) throw new UsageError(`--delete, --drain and --without-node print text or json, not ${format}`);
  const missing = planned.map(({ plan }) => missingIn(plan, change)).reduce((a, b) => a.filter((title) => b.includes(title)));
  if (missing.length) throw new UsageError(`${missing[0]} is not in the input`);
  const changes = planned.flatMap(({ name, plan, redact }) => (
    withMessages(consequencesOf(plan, change), redact).map((one) => ({ ...name === undefined ? {} : { cluster: name }, ...one }))));
  if (format === 'json') return `${JSON.stringify({ changes }, undefined, 2)}\n`;
  const lines = printableData(changes).map(({ kind, namespace, name, before, after, message }) => (
    `${[kind, namespace, name].filter(Boolean).join('/')}: ${before} -> ${after}\n${message ? `    ${message}\n` : ''}`));
  return lines.join('') || 'Nothing changes.\n';
}

/** The volumes of one claim, as text or JSON. */
function explained(planned: Planned[], given: string, format: string, { colour, width }: Terminal): string {
  if (PICTURES[format]) throw new UsageError(`--why prints text or json, not ${format}`);
  const key = given.includes('/') ? given : `default/${given}`;
  const found = planned.flatMap(({ plan, redact }) => plan.claims.filter(({ namespace, name }) => `${namespace}/${name}` === key).map((claim) => (
    { claim: withMessages([claim], redact)[0], lists: new CandidateLists(plan).of(claim) })));
  const keys = planned.flatMap(({ plan }) => plan.claims.map(({ namespace, name }) => `${namespace}/${name}`));
  if (!found.length) throw unknown('claim', key, keys.slice(0, MOST_NAMES), nearest(key, keys));
  if (format === 'json') return `${JSON.stringify(found.map(({ claim, lists }) => ({ claim, ...lists }))[0], undefined, 2)}\n`;
  return found.map(({ claim, lists }) => candidatesText(claim, lists, { colour, width })).join('\n');
}

/** Claims that no event in the cluster binds any more. */
const FAILED: ReadonlySet<string> = new Set([ClaimOutcome.PENDING, ClaimOutcome.LOST]);

function isFailing(planned: Planned[], lowest: unknown): boolean {
  return lowest === 'pending' && planned.some(({ plan }) => plan.claims.some(({ outcome }) => FAILED.has(outcome)));
}

function printed(planned: Planned[], format: string, terminal: Terminal): string {
  const [{ plan, findings, redact }] = planned;
  if (PICTURES[format]) return PICTURES[format](plan, { findings, redact });
  return format === 'json' ? json(planned) : planned.map((one) => text(one, terminal)).join('\n');
}

function json(planned: Planned[]): string {
  const plans = planned.map(({ name, plan, redact }) => ({ ...name === undefined ? {} : { name }, ...withoutSecrets(plan.toJson(), redact) }));
  return `${JSON.stringify(planned[0].name === undefined ? plans[0] : { clusters: plans }, undefined, 2)}\n`;
}

function text({ name, plan, redact }: Planned, { colour, width }: Terminal): string {
  const told = { claims: toldClaims(plan), volumes: plan.volumes, pods: plan.pods, rejected: plan.rejected, incomplete: plan._incomplete() };
  return (name === undefined ? '' : `# ${printable(name)}\n\n`) + planText(withoutSecrets(told, redact), { colour, width });
}

function withoutSecrets(plan: any, redact: Redactor): any {
  return { ...plan, ...Object.fromEntries(['claims', 'pods', 'rejected'].map((list) => [list, withMessages(plan[list], redact)])) };
}
