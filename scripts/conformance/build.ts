import { spawnSync } from 'child_process';
import { mkdirSync } from 'fs';
import { join } from 'path';

const FOLDER = join(__dirname, '../../conformance/kubernetes');
const BINARY = join(FOLDER, 'bin/kubernetes');

/** Builds the programs of Kubernetes into one, and returns its path. Ends the process where Go is missing. */
export function buildKubernetes(): string {
  if (spawnSync('go', ['version'], { stdio: 'ignore' }).status !== 0) {
    process.stderr.write('Go is missing: install Go 1.26 or newer (https://go.dev/dl/) and run this again\n');
    process.exit(1);
  }
  mkdirSync(join(BINARY, '..'), { recursive: true });
  process.stdout.write('building Kubernetes\n');
  const { status, error } = spawnSync('go', ['build', '-o', BINARY, '.'], { cwd: FOLDER, stdio: ['ignore', 'inherit', 'inherit'] });
  if (error) process.stderr.write(`go: ${error.message}\n`);
  if (status !== 0) process.exit(1);
  return BINARY;
}
