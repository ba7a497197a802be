import { Terminal } from './command';
import { printable, printableLines } from '../core/printable';

/*
 * All output of the program passes here. Reports escape text of the input themselves, because only they know which line breaks are their own. This is
 * the second line of defence.
 */

/** Colour codes that reports write. */
// eslint-disable-next-line no-control-regex
const COLOUR = /(\u001b\[\d+(?:;\d+)*m)/;
/**
 * The start of a GitHub workflow command. The runner also accepts leading blanks, and a log viewer may strip leading colour codes.
 *
 * @see https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
const COMMAND = /^((?:[^\S\n]|\u001b\[[\d;]*m)*):(?=:)/gm; // eslint-disable-line no-control-regex
/** Commands that GitHub (`##[error]`), Azure Pipelines (`##vso[`) and TeamCity (`##teamcity[`) recognise anywhere in a line. */
const HASH_COMMAND = /#(?=#[a-z]*\[)/gi;

/** Wraps a terminal so that text of the input cannot inject control characters or CI commands, in any format. */
export function sink(terminal: Terminal): Terminal {
  return {
    stdin: terminal.stdin,
    colour: terminal.colour,
    width: terminal.width,
    raw: terminal.raw ?? terminal.out,
    out: (text, commands) => terminal.out(commands ? withoutHashCommands(printableLines(text)) : withoutCommands(shown(text, terminal.colour))),
    err: (text) => terminal.err(`${withoutCommands(printable(text.replace(/\n$/, '')))}\n`),
  };
}

function shown(text: string, colour: boolean): string {
  if (!colour) return printableLines(text);
  return text.split(COLOUR).map((part, i) => (i % 2 ? part : printableLines(part))).join('');
}

function withoutCommands(text: string): string {
  return withoutHashCommands(text).replace(COMMAND, '$1\\u003a');
}

/** The escape is also valid JSON, where such text occurs only inside strings. */
function withoutHashCommands(text: string): string {
  return text.replace(HASH_COMMAND, '\\u0023');
}
