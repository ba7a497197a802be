/*
 * Compares the public API with that of the last release: what jsii-diff finds breaking fails, unless .compatignore lists it.
 *
 *   npm run api-diff
 *
 * Compiles both, the release from its tag in a folder of its own. Without a tag of a release there is nothing to compare, and a line says so.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const JSII = join(ROOT, 'node_modules/.bin/jsii');

function git(...args: string[]): string {
  return execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim();
}

/** The newest release that this commit contains. v0.0.0 marks the first commit, which was never released. */
function lastRelease(): string | undefined {
  return git('tag', '--list', 'v[0-9]*', '--merged', 'HEAD', '--sort=-version:refname').split('\n').find((tag) => tag && tag !== 'v0.0.0');
}

function main(): number {
  const tag = lastRelease();
  if (!tag) {
    process.stdout.write('summary: no release is tagged, so there is no API to compare with\n');
    return 0;
  }
  const before = mkdtempSync(join(tmpdir(), 'api-diff-'));
  try {
    git('worktree', 'add', '--detach', '--force', before, tag);
    execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: before, stdio: ['ignore', 'ignore', 'inherit'] });
    for (const folder of [before, ROOT]) execFileSync(JSII, ['--silence-warnings=reserved-word'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
    const ignored = join(ROOT, '.compatignore');
    const { status } = spawnSync('npx', ['jsii-diff', before, ROOT, '--keys', ...existsSync(ignored) ? ['--ignore-file', ignored] : []], { cwd: ROOT, stdio: 'inherit' });
    process.stdout.write(`summary: ${status === 0 ? 'nothing breaks' : 'the API breaks'} since ${tag}\n`);
    return status ?? 1;
  } finally {
    spawnSync('git', ['worktree', 'remove', '--force', before], { cwd: ROOT });
    rmSync(before, { recursive: true, force: true });
  }
}

process.exit(main());
