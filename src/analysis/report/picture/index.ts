/*
 * Diagrams of a storage plan: nodes, pods, claims, volumes, classes and provisioners in columns, coloured by the outcome of the claims.
 *
 *   mermaidOf(plan)              a flowchart for Markdown
 *   svgOf(plan, { title })       a picture
 *   htmlOf(plan, { findings })   a page with search, filters and details
 */
import { PictureFinding } from './graph';
import { html } from './html';
import { mermaid } from './mermaid';
import { readPlan } from './read-plan';
import { svg } from './svg';
import { printable, printableData } from '../../../core/printable';
import { CandidateLists, ClaimCandidates } from '../../plan/candidates';
import { StoragePlan } from '../../plan/storage-plan';

export interface PictureOptions {
  /** @default "Storage plan" */
  readonly title?: string;
  /** Findings of the rules, for the page. Acknowledged findings are omitted. */
  readonly findings?: readonly PictureFinding[];
  /** Redacts secrets in free text of the input; names are kept. */
  readonly redact?: (text: string) => string;
}

const TITLE = 'Storage plan';
const MOST_PAIRS = 100_000;
const MOST_CANDIDATES = 12;

export function mermaidOf(plan: StoragePlan, { redact }: PictureOptions = {}): string {
  return mermaid(readPlan(plan, shown(redact)));
}

export function svgOf(plan: StoragePlan, { title = TITLE, redact }: PictureOptions = {}): string {
  return svg(readPlan(plan, shown(redact)), printable(title));
}

export function htmlOf(plan: StoragePlan, { title = TITLE, findings = [], redact = (text) => text }: PictureOptions = {}): string {
  const open = findings.filter(({ acknowledged }) => acknowledged === undefined)
    .map((finding) => printableData({ ...finding, message: redact(finding.message), fix: redact(finding.fix) }));
  return html(readPlan(plan, shown(redact)), printable(title), open, lookedAt(plan));
}

/** What claims look at, by "namespace/name": the first volumes, and for claims of a size that a page can hold. */
function lookedAt(plan: StoragePlan): ReadonlyMap<string, ClaimCandidates> {
  if (plan.claims.length * plan.volumes.length > MOST_PAIRS) return new Map();
  const lists = new CandidateLists(plan);
  return new Map(plan.claims.map((claim) => [`${claim.namespace}/${claim.name}`, printableData(lists.of(claim, MOST_CANDIDATES))]));
}

/** Applied to all text of the input that is shown: redacts secrets and joins lines. */
function shown(redact: (text: string) => string = (text) => text): (text: string) => string {
  return (text) => printable(redact(text));
}

export type { PictureFinding } from './graph';
