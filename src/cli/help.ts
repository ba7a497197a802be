import { Command, COMMON_OPTIONS, Option, Options } from './command';

const COLUMN = 25;

/** The help of a command. */
export function helpOf(name: string, { usage, about, inputs, options, examples }: Command): string {
  const lines = examples.map((example) => `  ${example}\n`).join('');
  return `Usage: cdk8s-openstack ${name} ${usage}\n\n${about}\n\n${inputs}${optionsHelp({ ...COMMON_OPTIONS, ...options })}\nExamples:\n${lines}`;
}

function optionsHelp(options: Options): string {
  return Object.entries(options).map(([name, option]) => {
    const label = `  ${option.short ? `-${option.short}, ` : ''}--${name}${option.value === undefined ? '' : ` ${option.value}`}`;
    const [first, ...more] = described(option).split('\n');
    const start = label.length + 2 > COLUMN ? `${label}\n${' '.repeat(COLUMN)}` : label.padEnd(COLUMN);
    return [`${start}${first}`, ...more.map((line) => ' '.repeat(COLUMN) + line)].map((line) => `${line}\n`).join('');
  }).join('');
}

function described({ help, values }: Option): string {
  if (!values) return help;
  return `${help}: ${values.map((value, i) => (i ? value : `${value} (default)`)).join(', ')}`;
}
