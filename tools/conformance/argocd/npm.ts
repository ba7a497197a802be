/* A project that npm installs: npm ci in the sidecar, then cdk8s synth. Left out, with a line, where the npm registry cannot be reached. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { difference, names, objectsOf, output, Run } from './run';

const MAIN = `const { ApiObject, App, Chart } = require('cdk8s');
const app = new App();
for (const name of ['one', 'two']) {
  const chart = new Chart(app, name);
  new ApiObject(chart, 'Settings', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { flavor: process.env.ARGOCD_ENV_FLAVOR ?? 'small' } });
}
console.log('to stdout: {}');
app.synth();
`;

export async function npmProjects({ table, folder, start }: Run): Promise<void> {
  table.title('Projects that npm installs');
  const root = mkdtempSync(join(folder, 'project-'));
  const { devDependencies } = JSON.parse(readFileSync(join(__dirname, '../../../package.json'), 'utf8')) as { devDependencies: { readonly [name: string]: string } };
  const dependencies = Object.fromEntries(['cdk8s', 'cdk8s-cli', 'constructs'].map((name) => [name, devDependencies[name]]));
  writeFileSync(join(root, 'package.json'), JSON.stringify({ name: 'project', private: true, dependencies }));
  writeFileSync(join(root, 'cdk8s.yaml'), 'language: typescript\napp: node main.js\noutput: dist/k8s\n');
  writeFileSync(join(root, 'main.js'), MAIN);
  const npm = spawnSync('npm', ['install', '--package-lock-only', '--no-audit', '--no-fund'], { cwd: root, encoding: 'utf8', env: { ...process.env, npm_config_cache: join(folder, 'npm') } });
  if (npm.status !== 0) {
    table.note(`SKIPPED: the npm registry cannot be reached: ${npm.stderr.trim().split('\n')[0]}`);
    return;
  }
  const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => /^(npm_config_registry|https?_proxy|no_proxy|NODE_EXTRA_CA_CERTS)$/i.test(name)));
  const server = await start('npm', { CDK8S_OPENSTACK_PROGRAMS: 'npm', npm_config_userconfig: npmrc(), ...environment as { [name: string]: string } });
  await table.check('MatchRepository: a project with cdk8s.yaml is supported', async () => {
    const { value } = await server.ask<{ isSupported?: boolean }>('MatchRepository', { root });
    return value?.isSupported;
  });
  await table.check('GenerateManifest: npm ci and cdk8s synth in the sidecar write what cdk8s synth writes', async () => {
    const found = await server.generate({ root, env: { FLAVOR: 'large' } });
    const copy = join(folder, 'project-here');
    cpSync(root, copy, { recursive: true });
    spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: copy, env: { ...process.env, npm_config_cache: join(folder, 'npm') } });
    output([join(copy, 'node_modules/cdk8s-cli/bin/cdk8s'), 'synth', '--check-upgrade=false'], copy, { ...process.env, ARGOCD_ENV_FLAVOR: 'large' });
    const outdir = join(copy, 'dist/k8s');
    return difference(found, readdirSync(outdir).sort().flatMap((name) => objectsOf(readFileSync(join(outdir, name), 'utf8'))));
  });
  await table.check('a project that fails: its error is what Argo CD shows', async () => {
    const failing = mkdtempSync(join(folder, 'project-'));
    cpSync(root, failing, { recursive: true });
    writeFileSync(join(failing, 'main.js'), "throw new Error('no such flavor');");
    return names(await server.refusal({ root: failing }), 'Error: no such flavor', 'cdk8s synth failed with exit code');
  });
  await table.check('a project without lock file is an error', async () => {
    const unlocked = mkdtempSync(join(folder, 'project-'));
    for (const name of ['package.json', 'cdk8s.yaml', 'main.js']) cpSync(join(root, name), join(unlocked, name));
    return names(await server.refusal({ root: unlocked }), 'package-lock.json is missing');
  });
  await table.check('nothing is left of these requests', () => server.leftovers().join(', ') || undefined);
}

/** The configuration of npm of whoever runs this, which may name a registry. */
function npmrc(): string {
  const { stdout } = spawnSync('npm', ['config', 'get', 'userconfig'], { encoding: 'utf8' });
  return stdout.trim();
}
