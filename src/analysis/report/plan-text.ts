import { MISSES } from './nearest-miss';
import { Colour, Look, paint, PLAIN, table, wrapped } from './style';
import { printableData } from '../../core/printable';
import { Plan } from '../model/plan';
import { planSummary, ToldClaim, ToldPlan } from '../plan/prospects';
import { PodPlan } from '../plan/results';

const COLOURS: { readonly [outcome: string]: Colour } = {
  bound: 'green',
  provisioning: 'green',
  schedulable: 'green',
  waiting: 'cyan',
  oneOf: 'yellow',
  unknown: 'yellow',
  pending: 'red',
  lost: 'red',
  unschedulable: 'red',
  stuck: 'red',
};

const LONGEST_CELL = 90;

/** Outcomes of claims that need attention. */
const OPEN = new Set(['oneOf', 'pending', 'lost', 'unknown']);

/** The plan as tables of claims, volumes and pods, with a reason for each claim that gets no volume, and a summary. */
export function planText(given: ToldPlan, look: Look = PLAIN): string {
  const { claims, volumes, pods, rejected, incomplete = [] } = given;
  const plan = printableData({ claims, volumes, pods, rejected, incomplete });
  const isTold = claims.some(({ prospect }) => prospect);
  const sections = [
    section('Claims', claimLines(plan.claims, look)),
    section('Volumes', volumeLines(plan)),
    section('Pods', podLines(plan, look)),
    section('Rejected by the API server', plan.rejected.map((r) => `  ${r.kind} ${[r.namespace, r.name].filter(Boolean).join('/')}  ${r.field}: `
      + `${r.message}`)),
    section('Left out', plan.incomplete.map((message) => `  ${message}`)),
    ...isTold ? [[planSummary(plan)]] : [],
  ].filter((s) => s.length);
  return sections.length ? `${sections.map((lines) => [paint(look, 'bold', lines[0]), ...lines.slice(1)].join('\n')).join('\n\n')}\n`
    : 'No claims, volumes or pods.\n';
}

/** A table of the claims that need attention, each with the reason; empty if none does. */
export function openClaims(claims: readonly ToldClaim[], look: Look, most = 20): string[] {
  const open = printableData(claims.filter(isOpen));
  if (!open.length) return [];
  const more = open.length > most ? [`  … ${open.length - most} more not shown; run cdk8s-openstack plan to list them`] : [];
  return [`Claims that need attention: ${open.length} of ${claims.length}`, ...claimLines(open.slice(0, most), look), ...more];
}

function claimLines(claims: readonly ToldClaim[], look: Look): string[] {
  if (!claims.length) return [];
  const rows = claims.map((claim) => [`${claim.namespace}/${claim.name}`, claim.outcome, target(claim), claim.storageClass || '-']);
  const [header, ...lines] = table(['CLAIM', 'OUTCOME', 'VOLUME', 'CLASS'], rows, LONGEST_CELL);
  return [`  ${header}`, ...lines.flatMap((line, i) => [`  ${coloured(line, claims[i].outcome, look)}`, ...reason(claims[i], look)])];
}

function target({ outcome, volume, volumes, mayStayUnbound, provisioner, prospect }: ToldClaim): string {
  if (volume) return volume;
  if (prospect?.words) return prospect.words;
  if (outcome === 'oneOf') return [...volumes.slice(0, 10), ...mayStayUnbound ? ['none'] : []].join(' | ');
  return outcome === 'provisioning' && provisioner ? `provisioned by ${provisioner}` : '-';
}

/** Whether a claim may stay unbound, including one that waits for a pod that cannot be scheduled. */
function isOpen({ outcome, event, prospect }: ToldClaim): boolean {
  return prospect?.needsAttention ?? (OPEN.has(outcome) || event === 'WaitForPodScheduled');
}

/** Why a claim gets no volume, in one sentence. */
function reason(claim: ToldClaim, look: Look): string[] {
  if (!isOpen(claim) || claim.outcome === 'oneOf') return [];
  const { nearest, message, outcome } = claim;
  const hasNoClass = claim.event === 'ProvisioningFailed' && message === `storageclass.storage.k8s.io "${claim.storageClass}" not found`;
  const sentence = nearest && OPEN.has(outcome) && !hasNoClass ? `The closest volume, "${nearest.volume}", `
    + `${MISSES[nearest.predicate] ?? `fails on ${nearest.predicate}`}.` : message;
  return sentence ? [`      ${paint(look, 'gray', wrapped(sentence, look.width, 6))}`] : [];
}

function volumeLines({ volumes }: Plan): string[] {
  const rows = volumes.map((v) => [v.name, v.phase ?? v.phases.join(' | '), v.claim ?? '-']);
  return rows.length ? table(['VOLUME', 'PHASE', 'CLAIM'], rows).map((line) => `  ${line}`) : [];
}

function podLines({ pods }: Plan, look: Look): string[] {
  const rows = pods.map((p) => [`${p.namespace}/${p.name}`, p.outcomes.join(' | '), p.nodes.join(', ') || '-']);
  if (!rows.length) return [];
  const [header, ...lines] = table(['POD', 'OUTCOME', 'NODES'], rows);
  return [`  ${header}`, ...lines.flatMap((line, i) => [
    `  ${coloured(line, pods[i].outcome, look)}`,
    ...(pods[i].message && !isOnItsWay(pods[i]) ? [`      ${paint(look, 'gray', wrapped(pods[i].message!, look.width, 6))}`] : []),
  ])];
}

/** A pod that runs, or waits for volumes that are on their way: what the scheduler says meanwhile is not what becomes of it. */
function isOnItsWay({ outcome, message }: PodPlan): boolean {
  return outcome === 'schedulable' || (outcome === 'waiting' && /^\d+\/\d+ nodes are available/.test(message ?? ''));
}

function coloured(line: string, outcome: string, look: Look): string {
  return COLOURS[outcome] ? line.replace(outcome, paint(look, COLOURS[outcome], outcome)) : line;
}

function section(title: string, lines: string[]): string[] {
  return lines.length ? [title, ...lines] : [];
}
