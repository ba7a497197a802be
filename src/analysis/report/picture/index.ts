/*
 * Pictures of a storage plan: nodes, pods, claims, volumes, classes and provisioners in columns, coloured by what becomes of the claims.
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
import { StoragePlan } from '../../storage-plan';

export interface PictureOptions {
  /** @default "Storage plan" */
  readonly title?: string;
  /** Findings of the rules, for the page. Acknowledged ones are left out. */
  readonly findings?: readonly PictureFinding[];
  /** Takes secrets out of whatever text of the input is shown. */
  readonly redact?: (text: string) => string;
}

const TITLE = 'Storage plan';

export function mermaidOf(plan: StoragePlan, { redact }: PictureOptions = {}): string {
  return mermaid(readPlan(plan, redact));
}

export function svgOf(plan: StoragePlan, { title = TITLE, redact }: PictureOptions = {}): string {
  return svg(readPlan(plan, redact), title);
}

export function htmlOf(plan: StoragePlan, { title = TITLE, findings = [], redact = (text) => text }: PictureOptions = {}): string {
  const open = findings.filter(({ acknowledged }) => acknowledged === undefined)
    .map((finding) => ({ ...finding, message: redact(finding.message), fix: redact(finding.fix) }));
  return html(readPlan(plan, redact), title, open);
}

export type { PictureFinding } from './graph';
