import { GROUPS } from '.';
import { dedent, Rule } from './rule';

const WORLDS = {
  same: 'the same: nothing is inferred from what is absent',
  lower: 'a severity lower, unless the input is said to be all there is',
  silent: 'nothing is said, unless the input is said to be all there is',
};

/** The pages of docs/rules/, by path from the root of the repository. */
export function rulePages(): { [path: string]: string } {
  const pages = GROUPS.flatMap(({ rules }) => rules.map((rule) => [`docs/rules/${rule.id}.md`, page(rule)]));
  return { 'docs/rules/README.md': index(), ...Object.fromEntries(pages) };
}

function index(): string {
  const groups = GROUPS.map(({ prefix, title, rules }) => `## ${title} (${prefix})\n\n${rules.map(line).join('\n')}\n`);
  return `# Rules of the storage analysis

Generated from \`src/analysis/rules\` by \`npm run docs\`.

An **error** is refused by the API server or can never work, a **warning** is likely wrong or fragile, **info** explains a decision. Rules marked *strict* run
only with \`--preset strict\`. A finding that is right as it is can be acknowledged, with a reason: in code with
\`Advice.of(construct).acknowledge('BND006', 'any of them will do')\`, in YAML with the annotation
\`cdk8s-openstack/acknowledge: "BND006=any of them will do"\`.

${groups.join('\n')}`;
}

function line({ id, title, severity, preset }: Rule): string {
  return `- [${id}](${id}.md) ${title} — ${severity}${preset ? `, *${preset}*` : ''}`;
}

function page(rule: Rule): string {
  const { id, title, why, fix, source, failing, passing, previous } = rule;
  return [
    `# ${id}: ${title}\n`,
    `${facts(rule).map((fact) => `- ${fact}`).join('\n')}\n`,
    `## Why\n\n${why}\n`,
    `## Fix\n\n${fix}\n`,
    ...(previous ? [`## The render before\n\n${block(previous)}`] : []),
    `## Found in\n\n${block(failing)}`,
    `## Not found in\n\n${block(passing)}`,
    ...(source ? [`Source: ${source}\n`] : []),
  ].join('\n');
}

function facts({ severity, minors, openWorld = 'same', preset, example }: Rule): string[] {
  const { from, to } = minors ?? {};
  const range = from && to ? `${from} to ${to}` : from ? `from ${from} on` : `up to ${to}`;
  const given = Object.entries(example ?? {}).map(([key, value]) => `${key} ${[value].flat().join(', ')}`);
  return [
    `Severity: **${severity}**`,
    `While the cluster may hold more than the input: ${WORLDS[openWorld]}`,
    ...(minors ? [`Kubernetes: ${range}`] : []),
    ...(preset ? ['Runs only with `--preset strict`'] : []),
    ...(given.length ? [`The examples are for ${given.join('; ')}`] : []),
  ];
}

function block(manifests: string): string {
  return `\`\`\`yaml\n${dedent(manifests)}\`\`\`\n`;
}
