import { Terminal } from './command';
import { printable, printableLines } from '../core/printable';

/*
 * The one way out of the program. Reports escape foreign text where they compose it, as only they know which line breaks are their own; whatever they
 * forget is caught here.
 */

/** Colours as reports write them. */
// eslint-disable-next-line no-control-regex
const COLOUR = /(\u001b\[\d+(?:;\d+)*m)/;
/**
 * The start of a workflow command of GitHub, which its runner also finds behind blanks; and behind colours, which a log viewer may take out.
 *
 * @see https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
const COMMAND = /^((?:[^\S\n]|\u001b\[[\d;]*m)*):(?=:)/gm; // eslint-disable-line no-control-regex
/** Commands that GitHub (`##[error]`), Azure Pipelines (`##vso[`) and TeamCity (`##teamcity[`) find anywhere in a line. */
const HASH_COMMAND = /#(?=#[a-z]*\[)/gi;

/** What is printed goes through here, whatever the command and the format. */
export function sink(terminal: Terminal): Terminal {
  return {
    stdin: terminal.stdin,
    colour: terminal.colour,
    width: terminal.width,
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

/** The escape is one of JSON too, where such texts stand in strings only. */
function withoutHashCommands(text: string): string {
  return text.replace(HASH_COMMAND, '\\u0023');
}
