import { openClaims } from './plan-text';
import { Colour, Look, paint, PLAIN, wrapped } from './style';
import { printableData } from '../../core/printable';
import { FindingObject, FindingSeverity, StorageFinding } from '../check/finding';
import { summaryOf } from '../check/summary';
import { ToldClaim } from '../plan/prospects';

const COLOURS: { [severity in FindingSeverity]: Colour } = { error: 'red', warning: 'yellow', info: 'cyan' };
const INDENT = 18;

/** How reports name an object: "StatefulSet default/web". */
export function title(object: FindingObject): string {
  return [object.kind, [object.namespace, object.name].filter(Boolean).join('/')].filter(Boolean).join(' ') || 'input';
}

/** The file of a finding, for programs that open it; undefined for standard input. */
export function fileOf({ file }: StorageFinding): string | undefined {
  return file === '-' ? undefined : file;
}

/** The open findings with their fixes, grouped by object; then the claims that need attention; then the number of findings. */
export function textReport(findings: StorageFinding[], claims: readonly ToldClaim[] = [], look: Look = PLAIN): string {
  const open = printableData(findings.filter((f) => f.acknowledged === undefined));
  const lines: string[] = [];
  let heading = '';
  for (const finding of open) {
    const next = `${title(finding.object)}\n${finding.file ?? finding.construct}`;
    if (next !== heading) lines.push(...(heading ? [''] : []), paint(look, 'bold', title(finding.object)) + origin(finding, look));
    heading = next;
    lines.push(...described(finding, look));
  }
  const table = openClaims(claims, look);
  return [...lines, ...(lines.length ? [''] : []), ...table, ...(table.length ? [''] : []), closing(findings, open, look), ''].join('\n');
}

function origin(finding: StorageFinding, look: Look): string {
  const places = [finding.construct, finding.file].filter((place): place is string => place !== undefined);
  return places.length ? paint(look, 'gray', `  ${places.join(', ')}`) : '';
}

function described(finding: StorageFinding, look: Look): string[] {
  const label = paint(look, COLOURS[finding.severity], finding.severity.padEnd(7));
  const place = [finding.line === undefined ? '' : `line ${finding.line}`, finding.path].filter(Boolean).join(', ');
  const text = (value: string) => wrapped(value, look.width, INDENT);
  return [
    `  ${label}  ${finding.rule} ${text(finding.message)}`,
    ...(place ? [' '.repeat(INDENT) + paint(look, 'gray', place)] : []),
    ' '.repeat(INDENT) + text(`Fix: ${finding.fix}`),
  ];
}

function closing(findings: StorageFinding[], open: StorageFinding[], look: Look): string {
  const { error, warning, info } = summaryOf(open);
  const acknowledged = findings.length - open.length;
  const tail = acknowledged ? ` (and ${acknowledged} acknowledged)` : '';
  if (!open.length) return `${paint(look, 'green', 'No findings.')}${tail}`;
  return `${counted(error, 'error')}, ${counted(warning, 'warning')}, ${counted(info, 'note')}${tail}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
