import { completed, parsed } from './arguments';
import { Command, COMMON_OPTIONS, DONE, Terminal, unknown, UNUSABLE, UsageError } from './command';
import { NONE, readConfiguration } from './configuration';
import { helpOf } from './help';
import { sink } from './sink';
import { version } from './version';
import { writeWhole } from './write-file';
import { InvalidPropertyError } from '../core/errors';
import { nearest } from '../core/nearest';

/* eslint-disable @typescript-eslint/no-require-imports */
/** Commands are loaded on demand to keep the start-up fast. */
export const COMMANDS: { readonly [name: string]: { summary: string; load(): Command } } = {
  argocd: { summary: 'render in Argo CD: a config management plugin', load: () => require('./argocd').ARGOCD },
  check: { summary: 'check manifests for storage mistakes', load: () => require('./check').CHECK },
  completion: { summary: 'print a completion script for bash, zsh or fish', load: () => require('./completion').COMPLETION },
  diff: { summary: 'compare two renders, or a render with a cluster, by meaning', load: () => require('./diff').DIFF },
  explain: { summary: 'print the page of a rule, or list the rules', load: () => require('./explain').EXPLAIN },
  images: { summary: 'list the images of manifests', load: () => require('./images').IMAGES },
  init: { summary: 'create a project in YAML, Python or TypeScript', load: () => require('./init').INIT },
  migrate: { summary: 'turn a Helm release or manifests into a program', load: () => require('./migrate').MIGRATE },
  plan: { summary: 'show which volume each claim binds to, and why others never bind', load: () => require('./plan').PLAN },
  render: { summary: 'render clusters that are described in YAML', load: () => require('./render').RENDER },
  schema: { summary: 'print the JSON Schema of the files that render reads', load: () => require('./schema').SCHEMA },
};
/* eslint-enable @typescript-eslint/no-require-imports */

const HELP = ['--help', '-h', 'help'];

/** Runs the program and returns its exit code. Never throws, and never prints a stack trace. */
export async function run(args: string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args;
  try {
    if (name === undefined) {
      terminal.err(usage());
      return UNUSABLE;
    }
    if (name === '--version' || name === '-v') {
      terminal.out(`${version()}\n`);
      return DONE;
    }
    if (HELP.includes(name)) return help(rest[0], terminal);
    if (asksHelp(rest)) return help(name, terminal);
    return await execute(command(name), rest, terminal);
  } catch (e) {
    sink(terminal).err(`cdk8s-openstack: ${explained(e)}\n`);
    return UNUSABLE;
  }
}

async function execute({ run: start, options: own }: Command, args: string[], terminal: Terminal): Promise<number> {
  const options = { ...COMMON_OPTIONS, ...own };
  const { values: given, inputs } = parsed(args, options);
  const configuration = options.config ? readConfiguration(given.config as string | undefined) : NONE;
  const values = completed(given, configuration.values, options);
  const { output } = values;
  if (output === undefined || own.output) return start({ values, inputs, configuration }, sink(terminal));
  const text: string[] = [];
  const add = (part: string) => { text.push(part); };
  const code = await start({ values, inputs, configuration }, sink({ ...terminal, colour: false, out: add, raw: add }));
  writeWhole(String(output), text.join(''));
  return code;
}

function command(name: string): Command {
  const known = Object.keys(COMMANDS);
  if (!known.includes(name)) throw unknown('command', `"${name}"`, known, nearest(name, known));
  return COMMANDS[name].load();
}

/** Whether --help is among the options. Arguments after `--` are inputs. */
function asksHelp(args: string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end < 0 ? undefined : end).some((arg) => arg === '--help' || arg === '-h');
}

function help(name: string | undefined, terminal: Terminal): number {
  terminal.out(name === undefined ? usage() : helpOf(name, command(name)));
  return DONE;
}

function usage(): string {
  const lines = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`);
  return `Usage: cdk8s-openstack COMMAND\n\n${lines.join('\n')}\n\nRun cdk8s-openstack COMMAND --help for options and examples.
Exit codes: 0 no findings, 1 findings at or above the --fail-on severity, 2 invalid usage or unreadable input.\n`;
}

function explained(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const expected = error instanceof UsageError || error instanceof InvalidPropertyError;
  return expected ? message : `unexpected error: ${message.split('\n', 1)[0].slice(0, 300)}. Please report this bug`;
}
