import { Command, Terminal, UNUSABLE, UsageError } from './command';
import { version } from './version';
import { InvalidPropertyError } from '../core/errors';

/* eslint-disable @typescript-eslint/no-require-imports */
/** Each command is loaded when it is asked for, so that the program starts at once. */
const COMMANDS: { readonly [name: string]: { summary: string; load(): Command } } = {
  check: { summary: 'find what is wrong with the storage in manifests', load: () => require('./check').CHECK },
  plan: { summary: 'say what each claim will bind to', load: () => require('./plan').PLAN },
};
/* eslint-enable @typescript-eslint/no-require-imports */

/** Runs the program and returns its exit code. Never throws, and never prints a stack. */
export async function run(args: string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args;
  try {
    if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
      terminal.out(usage());
      return name === undefined ? UNUSABLE : 0;
    }
    if (name === '--version') {
      terminal.out(`${version()}\n`);
      return 0;
    }
    if (!Object.hasOwn(COMMANDS, name)) throw new UsageError(`there is no command "${name}"; try --help`);
    const command = COMMANDS[name].load();
    if (rest.includes('--help') || rest.includes('-h')) {
      terminal.out(command.help);
      return 0;
    }
    return await command.run(rest, terminal);
  } catch (e) {
    terminal.err(`cdk8s-openstack: ${explained(e)}\n`);
    return UNUSABLE;
  }
}

function usage(): string {
  const lines = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(8)} ${summary}`);
  return `Usage: cdk8s-openstack COMMAND\n\n${lines.join('\n')}\n\nEach command shows its options and examples with --help.
Exit code: 0 done and nothing found, 1 findings of the failing severity, 2 bad usage or unreadable input.\n`;
}

function explained(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const expected = error instanceof UsageError || error instanceof InvalidPropertyError
    || (error as NodeJS.ErrnoException)?.code?.startsWith('ERR_PARSE_ARGS');
  return expected ? message : `failed unexpectedly: ${message.split('\n', 1)[0].slice(0, 300)}. Please report this`;
}
