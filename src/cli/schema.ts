import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Arguments, Command, DONE, Terminal, UsageError } from './command';

/** Generated from the public types; the package has it at this place, too. */
const SCHEMA_FILE = join(__dirname, '../../schema/cluster.schema.json');

export const SCHEMA: Command = {
  usage: '[options]',
  about: `Prints the JSON Schema (draft 7) of the files that render reads, for editors: completion, descriptions, and mistakes as they are typed.
An editor finds the one of the installed package by a first line in the file:
  # yaml-language-server: $schema=node_modules/cdk8s-openstack/schema/cluster.schema.json`,
  inputs: '',
  options: {},
  examples: ['cdk8s-openstack schema --output cluster.schema.json'],
  run,
};

async function run({ inputs }: Arguments, terminal: Terminal): Promise<number> {
  if (inputs.length) throw new UsageError('schema takes no input');
  terminal.raw!(readFileSync(SCHEMA_FILE, 'utf8'));
  return DONE;
}
