/* Reports of a diff as text, JSON, and Markdown for a comment on a pull request. */
import { FieldChange, Note, ObjectChange, summaryOf, titleOf } from './compare';
import { changedLines, short } from './values';
import { Colour, Look, paint, PLAIN, wrapped } from '../../analysis/report/style';
import { printable } from '../../core/printable';
import { count } from '../../core/words';
import { Effect, EFFECTS } from '../../kubernetes/updates/effects';

/** The changes of one cluster. */
export interface ClusterDiff {
  /** Its folder, where several are compared. */
  readonly name?: string;
  readonly changes: readonly ObjectChange[];
}

const MARKS = { added: '+', removed: '-', changed: '~' } as const;
const COLOURS: { readonly [change in ObjectChange['change']]: Colour } = { added: 'green', removed: 'red', changed: 'yellow' };
const TITLES: { readonly [effect in Effect]: string } = {
  refused: 'refused by the API server', data: 'touches data', rights: 'changes permissions', restart: 'restarts pods', prune: 'pruned',
};
/** Lines of a text value that a report shows, and characters of a line. */
const MOST_LINES = 20;
const LONGEST = 160;

export function jsonDiff(diffs: readonly ClusterDiff[]): object {
  const [{ name, changes }] = diffs;
  const one = (list: readonly ObjectChange[]) => ({ objects: list, summary: summaryOf(list) });
  if (diffs.length === 1 && name === undefined) return one(changes);
  return { clusters: diffs.map((diff) => ({ name: diff.name, ...one(diff.changes) })), summary: summaryOf(diffs.flatMap((diff) => diff.changes)) };
}

export function textDiff(diffs: readonly ClusterDiff[], look: Look = PLAIN): string {
  return diffs.map(({ name, changes }) => [
    ...name === undefined ? [] : [paint(look, 'bold', `# ${printable(name)}`), ''],
    ...changes.flatMap((change) => [...objectLines(change, look), '']), closing(changes), '',
  ].join('\n')).join('\n');
}

function objectLines({ change, object, fields, notes }: ObjectChange, look: Look): string[] {
  const head = `${paint(look, COLOURS[change], MARKS[change])} ${paint(look, 'bold', printable(titleOf(object)))}`;
  return [
    head,
    ...notes.map(({ effect, path, message }) => `  ${paint(look, effect === 'refused' ? 'red' : 'yellow', effect.padEnd(7))}  `
      + wrapped(printable(`${path === undefined ? '' : `${path}: `}${message}`), look.width, 11)),
    ...fields.flatMap((field) => fieldLines(field, Math.max(look.width, 80))
      .map(([mark, line]) => `    ${paint(look, mark === '-' ? 'red' : mark === '+' ? 'green' : 'gray', `${mark} ${printable(line)}`.trimEnd())}`)),
  ];
}

/** A field as lines that begin with "-", "+" or nothing. */
function fieldLines({ path, before, after, isOrder }: FieldChange, width: number): Array<readonly [string, string]> {
  if (isOrder) return [['~', `${path}: order ${short(before, width)} -> ${short(after, width)}`]];
  const lines = changedLines(before, after);
  if (lines) {
    const cut = (mark: string, list: string[]) => [
      ...list.slice(0, MOST_LINES).map((line): readonly [string, string] => [mark, `${path}: ${short(line || ' ', width)}`]),
      ...list.length > MOST_LINES ? [[mark, `${path}: ${list.length - MOST_LINES} more lines`] as const] : [],
    ];
    return lines.gone.length + lines.fresh.length ? [...cut('-', lines.gone), ...cut('+', lines.fresh)]
      : [['~', `${path}: differs in what is hidden`]];
  }
  return [
    ...before === undefined ? [] : [['-', `${path}: ${short(before, width)}`] as const],
    ...after === undefined ? [] : [['+', `${path}: ${short(after, width)}`] as const],
  ];
}

/** "1 added, 2 changed; 1 refused by the API server". */
function closing(changes: readonly ObjectChange[]): string {
  if (!changes.length) return 'No differences.';
  const summary = summaryOf(changes);
  const counted = (['changed', 'added', 'removed'] as const).filter((key) => summary[key]).map((key) => `${summary[key]} ${key}`);
  const effects = EFFECTS.filter((key) => summary[key]).map((key) => `${summary[key]} ${TITLES[key]}`);
  return counted.join(', ') + (effects.length ? `; ${effects.join(', ')}` : '');
}

/** GitHub refuses comments above 65,536 characters. */
const MOST_MARKDOWN = 65_000;
/** What is kept for the lines about what is not shown. */
const RESERVE = 400;

/** A comment on a pull request, at most as long as GitHub takes. */
export function markdownDiff(diffs: readonly ClusterDiff[], most = MOST_MARKDOWN): string {
  const all = diffs.flatMap(({ name, changes }) => changes.map((change) => ({ name, change })));
  const clusters = diffs.length > 1 || diffs[0].name !== undefined ? ` in ${count(diffs.length, 'cluster')}` : '';
  const page = new Page(most - RESERVE);
  page.add(`### Changes of the manifests${clusters}\n\n${closing(all.map(({ change }) => change))}\n`);
  const grave = all.flatMap(({ name, change }) => change.notes.map((note) => ({ name, change, note })));
  for (const effect of EFFECTS) {
    const lines = grave.filter(({ note }) => note.effect === effect).map(({ name, change, note }) => noteLine(name, change, note));
    if (lines.length) page.list(`\n**${TITLES[effect][0].toUpperCase()}${TITLES[effect].slice(1)}**\n\n`, [...new Set(lines)], most / 2);
  }
  page.list('\n', all.map(({ name, change }) => details(name, change)), most - RESERVE);
  return page.text;
}

/** Collects blocks up to a size, and says how many did not fit. */
class Page {
  public text = '';
  private size = 0;

  constructor(private readonly most: number) {}

  public add(block: string, most = this.most): boolean {
    const bytes = Buffer.byteLength(block);
    if (this.size + bytes > Math.min(most, this.most)) return false;
    this.text += block;
    this.size += bytes;
    return true;
  }

  public list(head: string, blocks: readonly string[], most: number): void {
    if (!this.add(head, most)) return;
    const isOver = blocks.findIndex((block) => !this.add(block, most));
    if (isOver >= 0) this.text += `\n_${blocks.length - isOver} more not shown here: run \`cdk8s-openstack diff\` to see them._\n`;
  }
}

function noteLine(cluster: string | undefined, { object }: ObjectChange, { path, message }: Note): string {
  const where = [...cluster === undefined ? [] : [cluster], titleOf(object), ...path === undefined ? [] : [path]];
  return `- ${where.map((part) => code(short(printable(part), LONGEST))).join(' ')}: ${plain(message)}\n`;
}

function details(cluster: string | undefined, { change, object, fields }: ObjectChange): string {
  const title = `${MARKS[change]} ${cluster === undefined ? '' : `${cluster}: `}${titleOf(object)}`;
  if (!fields.length) return `<details><summary><code>${html(short(printable(title), LONGEST))}</code> ${change}</summary></details>\n`;
  const lines = fields.flatMap((field) => fieldLines(field, LONGEST)).map(([mark, line]) => `${mark === '~' ? ' ' : mark} ${printable(line)}`);
  const fence = '`'.repeat(Math.max(3, longestRun(lines.join('\n')) + 1));
  return `<details><summary><code>${html(short(printable(title), LONGEST))}</code> `
    + `${count(fields.length, 'field')}</summary>\n\n${fence}diff\n${lines.join('\n')}\n${fence}\n\n</details>\n`;
}

/** Text as code: Markdown reads nothing in it. */
function code(text: string): string {
  const fence = '`'.repeat(longestRun(text) + 1);
  const space = /^`|`$/.test(text) ? ' ' : '';
  return `${fence}${space}${text}${space}${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}

/** Our sentence, with names of the input that Markdown must not read. */
function plain(text: string): string {
  return printable(text).replace(/[\\`*_[\]<>#|~@]/g, '\\$&').replace(/@/g, '@\u200b').replace(/\u200b/g, '&#8203;');
}

function html(text: string): string {
  return text.replace(/[&<>"'@]/g, (found) => `&#${found.charCodeAt(0)};`);
}
