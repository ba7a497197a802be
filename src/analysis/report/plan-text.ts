import { Colour, Look, paint, PLAIN, table, wrapped } from './style';
import { printableData } from '../../core/printable';
import { Plan } from '../model/plan';
import { ClaimPlan } from '../plan/results';

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

/** Outcomes of claims that somebody has to look at. */
const OPEN = new Set(['oneOf', 'pending', 'lost', 'unknown']);

const MISSES: { readonly [predicate: string]: string } = {
  capacity: 'is too small',
  nodeAffinity: 'is on nodes where the pod cannot run',
  selector: 'does not have the labels that are selected',
  accessModes: 'lacks an access mode',
  volumeMode: 'has another volumeMode',
  volumeAttributesClass: 'has another volumeAttributesClassName',
  storageClass: 'has another storageClassName',
  deletion: 'is being deleted',
  claimRef: 'belongs to another claim',
};

/** The plan as tables of claims, volumes and pods, with a sentence for each claim that will not be served. */
export function planText(given: Plan, look: Look = PLAIN): string {
  const { claims, volumes, pods, rejected } = given;
  const plan = printableData({ claims, volumes, pods, rejected });
  const sections = [
    section('Claims', claimLines(plan.claims, look)),
    section('Volumes', volumeLines(plan)),
    section('Pods', podLines(plan, look)),
    section('Refused by the API server', plan.rejected.map((r) => `  ${r.kind} ${[r.namespace, r.name].filter(Boolean).join('/')}  ${r.field}: ${r.message}`)),
  ].filter((s) => s.length);
  return sections.length ? `${sections.map((lines) => [paint(look, 'bold', lines[0]), ...lines.slice(1)].join('\n')).join('\n\n')}\n` : 'No claims, volumes or pods.\n';
}

/** A table of the claims that are not simply served, with the reason of each; empty if all are. */
export function openClaims(claims: readonly ClaimPlan[], look: Look, most = 20): string[] {
  const open = printableData(claims.filter(isOpen));
  if (!open.length) return [];
  const more = open.length > most ? [`  … and ${open.length - most} more: cdk8s-openstack plan lists them`] : [];
  return [`Claims that are not simply served: ${open.length} of ${claims.length}`, ...claimLines(open.slice(0, most), look), ...more];
}

function claimLines(claims: readonly ClaimPlan[], look: Look): string[] {
  if (!claims.length) return [];
  const rows = claims.map((claim) => [`${claim.namespace}/${claim.name}`, claim.outcome, target(claim), claim.storageClass || '-']);
  const [header, ...lines] = table(['CLAIM', 'OUTCOME', 'VOLUME', 'CLASS'], rows);
  return [`  ${header}`, ...lines.flatMap((line, i) => [`  ${coloured(line, claims[i].outcome, look)}`, ...reason(claims[i], look)])];
}

function target({ outcome, volume, volumes, mayStayUnbound, provisioner }: ClaimPlan): string {
  if (volume) return volume;
  if (outcome === 'oneOf') return [...volumes.slice(0, 10), ...mayStayUnbound ? ['none'] : []].join(' | ');
  return outcome === 'provisioning' && provisioner ? `made by ${provisioner}` : '-';
}

/** Whether a claim may stay without a volume; also one that waits for a pod that finds no node. */
function isOpen({ outcome, event }: ClaimPlan): boolean {
  return OPEN.has(outcome) || event === 'WaitForPodScheduled';
}

/** Why a claim is not served, in a sentence. */
function reason(claim: ClaimPlan, look: Look): string[] {
  if (!isOpen(claim) || claim.outcome === 'oneOf') return [];
  const { nearest, message, outcome } = claim;
  const sentence = nearest && OPEN.has(outcome) ? `The closest volume, "${nearest.volume}", ${MISSES[nearest.predicate] ?? `fails on ${nearest.predicate}`}.` : message;
  return sentence ? [`      ${paint(look, 'gray', wrapped(sentence, look.width, 6))}`] : [];
}

function volumeLines({ volumes }: Plan): string[] {
  const rows = volumes.map((v) => [v.name, v.phase ?? v.phases.join(' | '), v.claim ?? '-']);
  return rows.length ? table(['VOLUME', 'PHASE', 'CLAIM'], rows).map((line) => `  ${line}`) : [];
}

function podLines({ pods }: Plan, look: Look): string[] {
  const rows = pods.map((p) => [`${p.namespace}/${p.name}`, p.outcome, p.nodes.join(', ') || '-']);
  if (!rows.length) return [];
  const [header, ...lines] = table(['POD', 'OUTCOME', 'NODES'], rows);
  return [`  ${header}`, ...lines.flatMap((line, i) => [
    `  ${coloured(line, pods[i].outcome, look)}`,
    ...(pods[i].outcome !== 'schedulable' && pods[i].message ? [`      ${paint(look, 'gray', wrapped(pods[i].message!, look.width, 6))}`] : []),
  ])];
}

function coloured(line: string, outcome: string, look: Look): string {
  return COLOURS[outcome] ? line.replace(outcome, paint(look, COLOURS[outcome], outcome)) : line;
}

function section(title: string, lines: string[]): string[] {
  return lines.length ? [title, ...lines] : [];
}
