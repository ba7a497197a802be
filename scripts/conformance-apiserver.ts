/*
 * Asks a real kube-apiserver whether it accepts what the examples render: builds conformance/apiserver with Go (minutes the first time, as it holds
 * the whole API server), then a server-side dry run of every object with strict field validation. Folders may be given: the default is dist/k8s.
 */
import { spawnSync } from 'child_process';
import { existsSync, mkdirSync } from 'fs';
import { join } from 'path';

const ROOT = join(__dirname, '..');
const BINARY = join(ROOT, 'conformance/apiserver/bin/apiserver');
const folders = process.argv.slice(2).length ? process.argv.slice(2) : ['dist/k8s'];

function run(command: string, args: string[], cwd: string): void {
  const { status, error } = spawnSync(command, args, { cwd, stdio: ['ignore', 'inherit', 'ignore'] });
  if (error) process.stderr.write(`${command}: ${error.message}\n`);
  if (status !== 0) process.exit(1);
}

if (spawnSync('go', ['version'], { stdio: 'ignore' }).status !== 0) {
  process.stderr.write('Go is missing: install Go 1.26 or newer (https://go.dev/dl/) and run this again\n');
  process.exit(1);
}
for (const folder of folders) {
  if (!existsSync(folder)) {
    process.stderr.write(`${folder} is missing: run \`npm run synth\` first\n`);
    process.exit(1);
  }
}
mkdirSync(join(BINARY, '..'), { recursive: true });
process.stdout.write('building kube-apiserver\n');
run('go', ['build', '-o', BINARY, '.'], join(ROOT, 'conformance/apiserver'));
run(BINARY, folders, ROOT);
