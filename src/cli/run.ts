import { Command, DONE, Terminal, UNUSABLE, UsageError } from './command';
import { sink } from './sink';
import { version } from './version';
import { InvalidPropertyError } from '../core/errors';

/* eslint-disable @typescript-eslint/no-require-imports */
/** Each command is loaded when it is asked for, so that the program starts at once. */
const COMMANDS: { readonly [name: string]: { summary: string; load(): Command } } = {
  check: { summary: 'find what is wrong with the storage in manifests', load: () => require('./check').CHECK },
  plan: { summary: 'say what each claim will bind to', load: () => require('./plan').PLAN },
};
/* eslint-enable @typescript-eslint/no-require-imports */

const HELP = ['--help', '-h', 'help'];

/** Runs the program and returns its exit code. Never throws, and never prints a stack. */
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
    return await command(name).run(rest, sink(terminal));
  } catch (e) {
    sink(terminal).err(`cdk8s-openstack: ${explained(e)}\n`);
    return UNUSABLE;
  }
}

function command(name: string): Command {
  if (!Object.hasOwn(COMMANDS, name)) throw new UsageError(`there is no command "${name}"; there are ${Object.keys(COMMANDS).join(' and ')}`);
  return COMMANDS[name].load();
}

/** Whether help is asked for among the options; what stands after `--` is input. */
function asksHelp(args: string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end < 0 ? undefined : end).some((arg) => arg === '--help' || arg === '-h');
}

function help(name: string | undefined, terminal: Terminal): number {
  terminal.out(name === undefined ? usage() : command(name).help);
  return DONE;
}

function usage(): string {
  const lines = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(8)} ${summary}`);
  return `Usage: cdk8s-openstack COMMAND\n\n${lines.join('\n')}\n\nEach command shows its options and examples with --help.
Exit code: 0 done and nothing found, 1 findings of the failing severity, 2 bad usage or unreadable input.\n`;
}

function explained(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const expected = error instanceof UsageError || error instanceof InvalidPropertyError;
  return expected ? message : `failed unexpectedly: ${message.split('\n', 1)[0].slice(0, 300)}. Please report this`;
}
