import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VOLUME_WITH_ERROR } from '../support/analysis';

/*
 * The program as a process: where its output cannot be written, and where it is started in a folder that is gone.
 */
const MAIN = join(__dirname, '../../src/cli/main.ts');
const TSX = require.resolve('tsx');

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'main-'));
  file = join(folder, 'volume.yaml');
  writeFileSync(file, VOLUME_WITH_ERROR);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a line of shell in which "$@" stands for the program, and which hands on the program's exit code. */
function shell(line: string): { status: number | null; stdout: string; stderr: string } {
  return spawnSync('bash', ['-c', line, 'bash', process.execPath, '--import', TSX, MAIN], { encoding: 'utf8', env: { ...process.env, FILE: file, FOLDER: folder } });
}

test.each(['plan "$FILE"', 'check "$FILE" --format json', '--version', 'plan --help'])('%s to a full device is one line on stderr and exit code 2', (args) => {
  expect(shell(`"$@" ${args} > /dev/full`)).toMatchObject({
    status: 2, stdout: '', stderr: 'cdk8s-openstack: cannot write to standard output: no space left on device\n',
  });
});

test('a reader that has seen enough ends the program quietly, with the exit code of the command', () => {
  for (const [command, code] of [['plan', 0], ['check', 1]]) {
    expect(shell(`"$@" ${command} "$FILE" | true; exit "\${PIPESTATUS[0]}"`)).toMatchObject({ status: code, stderr: '' });
  }
});

test('the exit code stays where stderr cannot be written', () => {
  expect(shell('"$@" plan /nonexistent 2> /dev/full')).toMatchObject({ status: 2, stdout: '' });
  expect(shell('"$@" check "$FILE" 2> /dev/full')).toMatchObject({ status: 1, stdout: expect.stringContaining('BND009') });
});
