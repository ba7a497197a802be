/*
 * What `npm test` does, side by side: check the types, lint what changed, run the tests. Options go to jest, such as the path of a test.
 */
import { spawn, spawnSync } from 'child_process';
import { join } from 'path';

const root = join(__dirname, '../..');
/** These need the compiled library: `npm run check:package` runs them. */
const OF_PACKAGE = ['test/api.test.ts', 'test/package.test.ts'];
const LINTED = /^(src|test|tools|examples)\/.*\.ts$|^\.projenrc\.ts$/;

/** Files that differ from the main branch, or that git does not know yet. */
function changed(): string[] {
  const git = (...args: string[]): string[] => {
    const { status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
    return status === 0 ? stdout.split('\n').filter(Boolean) : [];
  };
  const [base] = [...git('merge-base', 'HEAD', 'origin/main'), ...git('merge-base', 'HEAD', 'main'), 'HEAD'];
  return [...git('diff', '--name-only', '--diff-filter=d', base), ...git('ls-files', '--others', '--exclude-standard')];
}

/** Runs a program of the project; whether it ended well. What it prints appears at its end, unless it is live. */
function run(name: string, program: string, args: readonly string[], isLive = false): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(join(root, 'node_modules/.bin', program), args, {
      cwd: root,
      stdio: isLive ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ESLINT_USE_FLAT_CONFIG: 'false', NODE_NO_WARNINGS: '1' },
    });
    let printed = '';
    child.stdout?.on('data', (data) => { printed += data; });
    child.stderr?.on('data', (data) => { printed += data; });
    child.on('error', (error) => { printed += error.message; });
    child.on('close', (code) => {
      process.stdout.write(`${printed}${name}: ${code === 0 ? 'fine' : 'FAILED'}\n`);
      resolve(code === 0);
    });
  });
}

async function main(): Promise<void> {
  const files = changed();
  const linted = files.includes('.eslintrc.json') ? ['src', 'test', 'tools', 'examples', '.projenrc.ts'] : files.filter((file) => LINTED.test(file));
  const ignored = ['/node_modules/', ...OF_PACKAGE].map((path) => `--testPathIgnorePatterns=${path}`);
  const results = await Promise.all([
    run('types', 'tsc', ['-p', 'tools/tsconfig.json']),
    ...linted.length ? [run(`lint of ${linted.length} changed files`, 'eslint', ['--ext', '.ts', '--fix', ...linted])] : [],
    run('tests', 'jest', ['--ci', ...process.argv.slice(2), ...ignored], true),
  ]);
  process.exit(results.every(Boolean) ? 0 : 1);
}

void main();
