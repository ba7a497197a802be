import { spawnSync } from 'child_process';
import { mkdirSync } from 'fs';
import { join } from 'path';

/** Builds the programs of Kubernetes into one, and returns its path. Ends the process where Go is missing. */
export function buildKubernetes(): string {
  return buildProgram('Kubernetes', 'kubernetes');
}

/** Builds a program below conformance/, and returns its path. Ends the process where Go is missing. */
export function buildProgram(title: string, name: string): string {
  const folder = join(__dirname, '../../conformance', name);
  const binary = join(folder, 'bin', name);
  if (spawnSync('go', ['version'], { stdio: 'ignore' }).status !== 0) {
    process.stderr.write('Go is missing: install Go 1.26 or newer (https://go.dev/dl/) and run this again\n');
    process.exit(1);
  }
  mkdirSync(join(binary, '..'), { recursive: true });
  process.stdout.write(`building ${title}\n`);
  const { status, error } = spawnSync('go', ['build', '-o', binary, '.'], { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] });
  if (error) process.stderr.write(`go: ${error.message}\n`);
  if (status !== 0) process.exit(1);
  return binary;
}
