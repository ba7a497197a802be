/*
 * Runs all that a project of `init` contains, as its pipelines do for a pull request: tsx tools/package/project.ts FOLDER SOURCE
 *
 * FOLDER has its dependencies installed. SOURCE is the file in which the replicas of the workload stand. Steps that prepare a machine, and the comment
 * itself, need GitHub or GitLab and are left out; the text of the comment is read instead.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';

const [project, source] = [resolve(process.argv[2]), process.argv[3]];
const ELSEWHERE = /^(?:npm ci|pip install|gh pr comment)/;
let steps = 0;

function run(command: string, environment: { readonly [name: string]: string } = {}): { readonly status: number | null; readonly output: string } {
  const { status, stdout, stderr } = spawnSync('bash', ['-eo', 'pipefail', '-c', command], { cwd: project, encoding: 'utf8', env: { ...process.env, ...environment } });
  return { status, output: `${stdout}${stderr}` };
}

function must(command: string, environment?: { readonly [name: string]: string }): string {
  const { status, output } = run(command, environment);
  if (status !== 0) throw new Error(`"${command}" ends with ${status}:\n${output}`);
  return output;
}

const git = (args: string) => must(`git -c user.name=ci -c user.email=ci@example.com ${args}`);

interface Step { readonly run?: string; readonly env?: { readonly [name: string]: string } }

/** The commands of both pipelines, for a pull request to main. */
function pipelines(): ReadonlyMap<string, ReadonlyArray<{ readonly command: string; readonly environment: { readonly [name: string]: string } }>> {
  const read = (path: string) => parse(readFileSync(join(project, path), 'utf8'));
  const github = (read('.github/workflows/ci.yaml').jobs.render.steps as Step[]).flatMap(({ run: command, env = {} }) => (command === undefined ? [] : [{
    command, environment: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value.replace('${{ github.base_ref }}', 'main')])),
  }]));
  const { before_script: before, script } = read('.gitlab-ci.yml').render as { before_script: string[]; script: string[] };
  const merge = { CI_MERGE_REQUEST_IID: '1', CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main', GITLAB_TOKEN: '' };
  return new Map([
    ['GitHub', github.filter(({ command }) => !ELSEWHERE.test(command))],
    ['GitLab', [...before, ...script].filter((command) => !ELSEWHERE.test(command)).map((command) => ({ command, environment: merge }))],
  ]);
}

function runPipelines(): void {
  for (const [name, commands] of pipelines()) {
    rmSync(join(project, 'diff.md'), { force: true });
    if (commands.length < 6) throw new Error(`${name} has only ${commands.length} steps`);
    for (const { command, environment } of commands) must(command, environment);
    steps += commands.length;
    const comment = readFileSync(join(project, 'diff.md'), 'utf8');
    if (!/web/.test(comment) || !/replicas/.test(comment)) throw new Error(`the comment of ${name} does not tell the change:\n${comment}`);
  }
}

/** What Argo CD and Flux read: where the manifests are, and that they come from the repository. */
function readGitOps(): void {
  const [application] = parseAllDocuments(readFileSync(join(project, 'gitops/argocd/application.yaml'), 'utf8')).map((document) => document.toJS() as any);
  const [repository, kustomization] = parseAllDocuments(readFileSync(join(project, 'gitops/flux/kustomization.yaml'), 'utf8')).map((document) => document.toJS() as any);
  const facts = [
    [application.kind, 'Application'], [repository.kind, 'GitRepository'], [kustomization.kind, 'Kustomization'], [application.spec.source.repoURL, repository.spec.url],
    [kustomization.spec.sourceRef.name, repository.metadata.name], [kustomization.spec.path.replace('./', ''), application.spec.source.path],
  ];
  for (const [is, shall] of facts) if (is !== shall) throw new Error(`${is} is not ${shall}`);
  if (!existsSync(join(project, application.spec.source.path))) throw new Error(`${application.spec.source.path} is missing`);
}

function main(): void {
  const render = pipelines().get('GitHub')!.find(({ command }) => /synth|main\.py/.test(command))!.command;
  const typecheck = pipelines().get('GitHub')![0].command;
  const bare = mkdtempSync(join(tmpdir(), 'origin-'));
  must(render);
  git(`init --quiet --initial-branch main && git init --quiet --bare ${bare} && git remote add origin ${bare}`);
  git('add .');
  git('commit --quiet --message start');
  git('push --quiet origin main && git fetch --quiet origin && git checkout --quiet -b change');
  const text = readFileSync(join(project, source), 'utf8');
  const changed = text.replace(/replicas(: |=)3/, 'replicas$15');
  if (changed === text) throw new Error(`${source} has no three replicas`);
  writeFileSync(join(project, source), changed);
  const test = ['test', 'tests'].map((folder) => join(project, folder)).find((folder) => existsSync(folder))!;
  must(`grep -rl 3 ${test} | xargs sed -i -E 's/(length, |claims\\), )3/\\15/'`);
  must(render);
  const stale = run('git diff --exit-code -- dist/k8s');
  if (stale.status === 0) throw new Error('a change of the sources does not change the manifests');
  git('commit --quiet --all --message change');
  runPipelines();
  readGitOps();
  // The pipelines must stop at manifests that are not those of the sources, and at a mistake.
  writeFileSync(join(project, 'dist/k8s/stale.k8s.yaml'), '# nobody renders this\n');
  git('add . && git commit --quiet --message stale');
  must(render);
  if (run('git diff --exit-code -- dist/k8s').status === 0) throw new Error('a stale file is not found');
  writeFileSync(join(project, source), changed.replace('replicas', 'replicsa'));
  if (run(typecheck).status === 0) throw new Error('the type check finds no misspelled property');
  process.stdout.write(`summary: ${steps} steps of two pipelines\n`);
}

main();
