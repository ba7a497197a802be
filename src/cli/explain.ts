import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Arguments, Command, DONE, Terminal, unknown } from './command';
import { exampleOn, RuleExample, ruleData, ruleList, ruleListText, rulePage, ruleText } from '../analysis/report/rule-page';
import { GROUPS, RULES } from '../analysis/rules';
import { Rule } from '../analysis/rules/rule';
import { nearest } from '../core/nearest';

/** The pages of the rules; the package has them at this place, too. */
const PAGES = join(__dirname, '../../docs/rules');

export const EXPLAIN: Command = {
  usage: '[RULE...] [options]',
  about: 'Prints what a rule finds, why it matters, how to fix it, and an example. Without RULE, lists the rules by group.',
  inputs: `  RULE                   id of a rule such as BND001, or of a group such as BND
`,
  options: {
    format: { value: 'FORMAT', values: ['text', 'json', 'markdown'], help: 'format of the page' },
  },
  examples: ['cdk8s-openstack explain BND001', 'cdk8s-openstack explain STS', 'cdk8s-openstack explain --format json'],
  run,
};

async function run({ values, inputs }: Arguments, terminal: Terminal): Promise<number> {
  const asked = inputs.map((name) => name.toUpperCase());
  const groups = GROUPS.filter(({ prefix }) => !asked.length || asked.includes(prefix));
  const rules = asked.filter((name) => !GROUPS.some(({ prefix }) => prefix === name)).map(ruleOf);
  const look = { colour: terminal.colour, width: terminal.width };
  switch (values.format) {
    case 'json': {
      const listed = [...groups.flatMap((group) => group.rules), ...rules];
      terminal.out(`${JSON.stringify({ rules: listed.map((rule) => ruleData(rule, exampleOf(rule))) }, undefined, 2)}\n`);
      break;
    }
    case 'markdown':
      terminal.out([...groups.length ? [ruleList(groups, (id) => `${id}.md`)] : [],
        ...rules.map((rule) => rulePage(rule, exampleOf(rule)))].join('\n'));
      break;
    default:
      terminal.out([...groups.length ? [ruleListText(groups, look)] : [], ...rules.map((rule) => ruleText(rule, exampleOf(rule), look))].join('\n'));
  }
  return DONE;
}

function ruleOf(name: string): Rule {
  const found = RULES.find(({ id }) => id === name);
  if (found) return found;
  const known = [...RULES.map(({ id }) => id), ...GROUPS.map(({ prefix }) => prefix)];
  throw unknown('rule', `"${name}"`, GROUPS.map(({ prefix }) => `${prefix}…`), nearest(name, known));
}

/** The example of a rule; undefined where its page is missing. */
function exampleOf({ id }: Rule): RuleExample | undefined {
  try {
    return exampleOn(readFileSync(join(PAGES, `${id}.md`), 'utf8'));
  } catch {
    return undefined;
  }
}
