import { Look, paint, PLAIN, wrapped } from './style';
import type { Rule, Severity } from '../rules/rule';

/** Manifests that a rule reports, and the same manifests fixed. */
export interface RuleExample {
  readonly options?: { readonly [name: string]: string | boolean };
  /** The previous render, for rules that compare two of them. */
  readonly previous?: string;
  readonly failing: string;
  readonly passing: string;
}

/** A group of rules as lists show it. */
interface RuleGroup {
  readonly prefix: string;
  readonly title: string;
  readonly rules: readonly Rule[];
}

const WORLDS = {
  same: 'the same: nothing is inferred from what is absent',
  lower: 'a severity lower, unless the input is said to be all there is',
  silent: 'nothing is said, unless the input is said to be all there is',
};

/** Headings of the examples on a page. */
const HEADINGS = { previous: 'The render before', failing: 'Found in', passing: 'Not found in' } as const;
const EXAMPLE_FACT = 'The examples are for ';

/** The page of a rule in Markdown, as docs/rules has it. */
export function rulePage(rule: Rule, example?: RuleExample): string {
  const { id, title, why, fix, source } = rule;
  return [
    `# ${id}: ${title}\n`,
    `${facts(rule, example).map((fact) => `- ${fact}`).join('\n')}\n`,
    `## Why\n\n${why}\n`,
    `## Fix\n\n${fix}\n`,
    ...manifests(example).map(([heading, text]) => `## ${heading}\n\n\`\`\`yaml\n${text}\`\`\`\n`),
    ...(source ? [`Source: ${source}\n`] : []),
  ].join('\n');
}

/** The example on a page of docs/rules; undefined if the page has none. */
export function exampleOn(page: string): RuleExample | undefined {
  const section = (heading: string) => page.split(`\n## ${heading}\n\n\`\`\`yaml\n`)[1]?.split(/^```$/m, 1)[0];
  const [failing, passing, previous] = [HEADINGS.failing, HEADINGS.passing, HEADINGS.previous].map(section);
  if (failing === undefined || passing === undefined) return undefined;
  const given = page.split('\n').find((line) => line.startsWith(`- ${EXAMPLE_FACT}`))?.slice(`- ${EXAMPLE_FACT}`.length);
  const options = given && Object.fromEntries(given.split('; ').map((one) => [one.split(' ')[0], one.split(' ').slice(1).join(' ')]));
  return { ...options ? { options } : {}, ...previous === undefined ? {} : { previous }, failing, passing };
}

/** The page of a rule for a terminal. */
export function ruleText(rule: Rule, example: RuleExample | undefined, look: Look = PLAIN): string {
  const head = (text: string) => paint(look, 'bold', text);
  return [
    `${head(`${rule.id}  ${rule.title}`)}\n`,
    `${facts(rule, example).map((fact) => `  ${wrapped(fact.replace(/[*`]/g, ''), look.width, 2)}`).join('\n')}\n`,
    ...[['Why', rule.why], ['Fix', rule.fix], ...rule.source ? [['Source', rule.source]] : []].map(([heading, text]) => (
      `${head(heading)}\n  ${wrapped(text, look.width, 2)}\n`)),
    ...manifests(example).map(([heading, text]) => `${head(heading)}\n${text.replace(/^(?=.)/gm, '  ')}`),
  ].join('\n');
}

/** The page of a rule as data. */
export function ruleData({ id, title, severity, why, fix, source, minors, openWorld = 'same', preset }: Rule, example?: RuleExample): object {
  return {
    id,
    title,
    severity,
    preset: preset ?? 'recommended',
    openWorld,
    kubernetes: minors ?? null,
    why,
    fix,
    source: source ?? null,
    examples: example
      ?? null,
  };
}

/** The rules by group in Markdown; `link` gives a rule its target. */
export function ruleList(groups: readonly RuleGroup[], link: (id: string) => string): string {
  const line = ({ id, title, severity, preset }: Rule) => `- [${id}](${link(id)}) ${title} — ${severity}${preset ? `, *${preset}*` : ''}`;
  return groups.map(({ prefix, title, rules }) => `## ${title} (${prefix})\n\n${rules.map(line).join('\n')}\n`).join('\n');
}

const COLOURS = { error: 'red', warning: 'yellow', info: 'cyan' } as const satisfies { [severity in Severity]: string };

/** The rules by group for a terminal. */
export function ruleListText(groups: readonly RuleGroup[], look: Look = PLAIN): string {
  const line = ({ id, title, severity, preset }: Rule) => `  ${id}  ${paint(look, COLOURS[severity], severity.padEnd(7))}  `
    + `${title}${preset ? ` (${preset})` : ''}`;
  return groups.map(({ prefix, title, rules }) => `${paint(look, 'bold', `${title} (${prefix})`)}\n${rules.map(line).join('\n')}\n`).join('\n');
}

function manifests(example: RuleExample | undefined): Array<[string, string]> {
  if (!example) return [];
  return (['previous', 'failing', 'passing'] as const).flatMap((key): Array<[string, string]> => (example[key] ? [[HEADINGS[key], example[key]]]
    : []));
}

function facts({ severity, minors, openWorld = 'same', preset }: Rule, example?: RuleExample): string[] {
  const { from, to } = minors ?? {};
  const range = from && to ? `${from} to ${to}` : from ? `from ${from} on` : `up to ${to}`;
  const given = Object.entries(example?.options ?? {}).map(([key, value]) => `${key} ${value}`);
  return [
    `Severity: **${severity}**`,
    `While the cluster may hold more than the input: ${WORLDS[openWorld]}`,
    ...(minors ? [`Kubernetes: ${range}`] : []),
    ...(preset ? ['Runs only with `--preset strict`'] : []),
    ...(given.length ? [`${EXAMPLE_FACT}${given.join('; ')}`] : []),
  ];
}
