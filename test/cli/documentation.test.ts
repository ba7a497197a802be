import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMON_OPTIONS } from '../../src/cli/command';
import { COMMANDS } from '../../src/cli/run';

const PAGE = readFileSync(join(__dirname, '../../docs/command-line.md'), 'utf8');

describe.each(Object.keys(COMMANDS))('docs/command-line.md on %s', (name) => {
  const options = { ...COMMON_OPTIONS, ...COMMANDS[name].load().options };

  test('lists the command', () => expect(PAGE).toMatch(new RegExp(`^\\| \`${name}[ \`]`, 'm')));

  test.each(Object.keys(options))('says that it has the option --%s, and its values', (option) => {
    const row = PAGE.split('\n').find((line) => line.startsWith('|') && line.split('|')[1].includes(`\`--${option}`));
    expect(row?.split('|')[2]).toMatch(new RegExp(`\`${name}\`|all`));
    for (const value of options[option].values ?? []) expect(row).toContain(value);
  });
});
