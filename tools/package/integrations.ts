/*
 * Uses the command as other programs run it: as a plugin of a real kubectl, by the steps of the GitHub Action, as a hook of pre-commit, and by the
 * steps of the Dockerfile, which run here, without a container.
 *
 *   tsx tools/package/integrations.ts TARBALL KUBECTL [PRE-COMMIT]
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { parse } from 'yaml';

const ROOT = resolve(__dirname, '../..');
const [TARBALL, KUBECTL, PRE_COMMIT] = process.argv.slice(2).map((path) => resolve(path));
const GOOD = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, namespace: shop}\ndata: {colour: blue}\n';
const BAD = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, namespace: shop}\ndata: {colour: 5}\n';
const FINDING = /INP005/;

interface Outcome { readonly status: number | null; readonly output: string }

const failures: string[] = [];
const work = mkdtempSync(join(tmpdir(), 'integrations-'));

function run(command: string, args: readonly string[], { cwd, env = {} }: { cwd: string; env?: NodeJS.ProcessEnv }): Outcome {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8', env: { ...process.env, ...env } });
  return { status, output: error ? error.message : stdout + stderr };
}

function expect(title: string, { status, output }: Outcome, wanted: number, pattern?: RegExp): void {
  const holds = status === wanted && (!pattern || pattern.test(output));
  process.stdout.write(`${holds ? 'ok  ' : 'FAIL'} ${title}\n`);
  if (!holds) failures.push(`${title}: exit code ${status}, not ${wanted}${pattern ? `, or no ${pattern}` : ''}\n${output}`);
}

/** A folder with a manifest of each kind. */
function manifests(name: string): string {
  const folder = join(work, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'good.yaml'), GOOD);
  writeFileSync(join(folder, 'bad.yaml'), BAD);
  return folder;
}

/** The RUN instruction of the Dockerfile with the package, in a prefix of its own, and then the entry point. Returns the folder of the commands. */
function image(): string {
  const instructions = readFileSync(join(ROOT, 'Dockerfile'), 'utf8').split('\n').filter((line) => line && !line.startsWith('#'));
  const of = (word: string) => instructions.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));
  const prefix = join(work, 'image');
  mkdirSync(join(prefix, 'lib'), { recursive: true });
  for (const step of of('RUN')) {
    expect(`Dockerfile: RUN ${step.split(' ').slice(0, 2).join(' ')}`, run('sh', ['-c', step], { cwd: work, env: { PACKAGE: TARBALL, npm_config_prefix: prefix } }), 0);
  }
  const bin = join(prefix, 'bin');
  const cwd = manifests('volume');
  const [entry] = of('ENTRYPOINT').map((text) => JSON.parse(text) as string[]);
  const [command] = of('CMD').map((text) => JSON.parse(text) as string[]);
  const start = (args: readonly string[]) => run(join(bin, entry[0]), [...entry.slice(1), ...args], { cwd });
  expect('Dockerfile: the image without arguments shows help', start(command), 0, /Usage|cdk8s-openstack/);
  expect('Dockerfile: the image checks a good manifest', start(['check', 'good.yaml']), 0);
  expect('Dockerfile: the image checks a bad manifest', start(['check', 'bad.yaml']), 1, FINDING);
  return bin;
}

function kubectlPlugin(bin: string): void {
  const cwd = manifests('kubectl');
  const env = { PATH: [bin, process.env.PATH].join(delimiter) };
  expect('kubectl: lists the plugin', run(KUBECTL, ['plugin', 'list'], { cwd, env }), 0, /kubectl-cdk8s_openstack/);
  expect('kubectl: checks a good manifest', run(KUBECTL, ['cdk8s-openstack', 'check', 'good.yaml'], { cwd, env }), 0);
  expect('kubectl: checks a bad manifest', run(KUBECTL, ['cdk8s-openstack', 'check', 'bad.yaml'], { cwd, env }), 1, FINDING);
}

/** Runs the steps of the action as a runner does: inputs become variables, and no text of an input stands in a script. */
function action(): void {
  const { inputs, runs: { steps } } = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8'));
  const cwd = manifests('action with spaces');
  const given = (values: Record<string, string>) => {
    const value = (name: string) => values[name] ?? inputs[name].default ?? '';
    let last: Outcome = { status: 0, output: '' };
    for (const { shell, env, run: script } of steps) {
      if (shell !== 'bash' || script.includes('${{')) return { status: -1, output: 'a step is no script of bash, or has an expression in its script' };
      const variables = Object.fromEntries(Object.entries<string>(env).map(([name, text]) => [name,
        text.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, input) => value(input))]));
      last = run('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], { cwd, env: variables });
      if (last.status !== 0) break;
    }
    return last;
  };
  expect('GitHub Action: a good manifest', given({ package: TARBALL, path: 'good.yaml\n' }), 0);
  expect('GitHub Action: a bad manifest is annotated', given({ package: TARBALL, path: '\nbad.yaml\n' }), 1, /^::error file=bad\.yaml,line=4.*INP005/m);
  expect('GitHub Action: another command, with arguments',
    given({ package: TARBALL, path: 'good.yaml', command: 'images', arguments: '--format=json' }), 0, /"images": \[\]/);
  expect('GitHub Action: an input is no script', given({ package: TARBALL, path: 'good.yaml"; touch pwned; "' }), 2);
  expect('GitHub Action: and runs nothing', run('ls', ['pwned'], { cwd }), 2);
}

function preCommit(): void {
  if (!PRE_COMMIT) {
    process.stdout.write('SKIPPED pre-commit: it is not installed\n');
    return;
  }
  const cwd = manifests('repository');
  const env = { PRE_COMMIT_HOME: join(work, 'pre-commit'), GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@example.com', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@example.com' };
  writeFileSync(join(cwd, 'package.json'), '{"private": true}');
  writeFileSync(join(cwd, '.gitignore'), 'node_modules\n');
  for (const [command, ...args] of [['git', 'init', '--quiet'], ['npm', 'install', '--no-audit', '--no-fund', TARBALL, 'cdk8s', 'cdk8s-plus-28', 'constructs'], ['git', 'add', '.']]) {
    const { status, output } = run(command, args, { cwd, env });
    if (status !== 0) failures.push(`${command} ${args[0]}: ${output}`);
  }
  const hook = (file: string) => run(PRE_COMMIT, ['try-repo', ROOT, 'cdk8s-openstack-check', '--files', file], { cwd, env });
  expect('pre-commit: a good manifest', hook('good.yaml'), 0, /Passed/);
  expect('pre-commit: a bad manifest', hook('bad.yaml'), 1, FINDING);
  expect('pre-commit: package.json is no manifest', hook('package.json'), 0, /Skipped/);
}

try {
  const bin = image();
  kubectlPlugin(bin);
  action();
  preCommit();
} finally {
  rmSync(work, { recursive: true, force: true });
}
for (const failure of failures) process.stderr.write(`\n${failure}\n`);
process.exit(failures.length ? 1 : 0);
