/* Programs in one file, for a sidecar that allows them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { difference, names, objectsOf, output, repository, Run } from './run';
import { until } from './server';

const ROOT = join(__dirname, '../../..');

export async function programs(run: Run): Promise<void> {
  const { table, folder } = run;
  table.title('Programs in one file');
  const server = await run.start('bundled', { CDK8S_OPENSTACK_PROGRAMS: 'bundled', SIDECAR_PASSWORD: 'of the sidecar' });
  const asked = (program: string) => ({ root: repository(folder, { 'cdk8s.yaml': 'app: node main.js\n', 'dist/app.js': program }) });
  const bundled = (source: string) => buildSync({
    stdin: { contents: source, resolveDir: join(ROOT, 'examples/reference'), loader: 'ts' },
    bundle: true,
    platform: 'node',
    keepNames: true,
    write: false,
    logLevel: 'error',
    tsconfig: join(ROOT, 'examples/tsconfig.json'),
    logOverride: { 'require-resolve-not-external': 'silent' },
  }).outputFiles[0].text;
  const reference = bundled("import './main';");
  const synth = (root: string) => {
    const outdir = join(root, '../expected');
    output(['dist/app.js'], root, { PATH: process.env.PATH, CDK8S_OUTDIR: outdir, CDK8S_OPENSTACK_FILES_DIR: `${outdir}-files` });
    return readdirSync(outdir).sort().flatMap((name) => objectsOf(readFileSync(join(outdir, name), 'utf8')));
  };

  await table.check('MatchRepository: a program with cdk8s.yaml is supported', async () => {
    const { value } = await server.ask<{ isSupported?: boolean }>('MatchRepository', asked(reference));
    return value?.isSupported;
  });
  await table.check('GenerateManifest: the reference example is what synth writes', async () => {
    const application = asked(reference);
    return difference(await server.generate(application), synth(application.root));
  });
  await table.check('what a program prints is no manifest, and is in the log of the sidecar', async () => {
    const noisy = `console.log('to stdout: {}'); console.error('to stderr');\n${reference}`;
    const application = asked(noisy);
    const found = await server.generate(application);
    return difference(found, synth(application.root)) ?? names(readFileSync(server.log, 'utf8'), 'to stdout: {}', 'to stderr');
  });
  await table.check('env of an Application: SecretText.fromEnv finds it without the prefix', async () => {
    const program = bundled(`import { App, Chart } from 'cdk8s';
import { Auth, CloudConfig, SecretText } from 'cdk8s-openstack';
const app = new App();
const auth = Auth.password({ username: 'u', tenantId: 't', domainId: 'd', password: SecretText.fromEnv('OS_PASSWORD') });
new CloudConfig(new Chart(app, 'a', { disableResourceNameHashes: true }), 'CloudConfig', { global: { authUrl: 'https://keystone.example.com', auth } });
app.synth();`);
    const found = await server.generate({ ...asked(program), env: { OS_PASSWORD: 'of the app' } });
    return names(JSON.stringify(found), 'password = \\"of the app\\"') ?? names(await server.refusal(asked(program)), 'environment variable OS_PASSWORD is not set');
  });
  await table.check('a program that fails: its error is what Argo CD shows', async () => names(
    await server.refusal(asked("throw new Error('no such flavor');")), 'Error: no such flavor', 'dist/app.js failed with exit code 1', 'exit status 2'));
  await table.check('a program that writes nothing is an error', async () => names(await server.refusal(asked('')), 'the program must call app.synth()'));
  const forbidden = Object.entries({
    'reads the machine': "require('node:fs').readFileSync('/etc/hostname')",
    'writes elsewhere': "require('node:fs').writeFileSync('/tmp/argocd-was-here', '')",
    'writes to the repository': "require('node:fs').writeFileSync('x', '')",
    'starts a program': "require('node:child_process').execSync('id')",
    'opens a connection': "require('node:net').connect(1, '127.0.0.1')",
    'asks a name server': "require('node:dns').lookup('example.com', () => {})",
  });
  for (const [what, work] of forbidden) {
    await table.check(`a program that ${what} is stopped`, async () => names(await server.refusal(asked(work)), 'ERR_ACCESS_DENIED'));
  }
  await table.check('a program sees no variable of the sidecar', async () => names(
    await server.refusal(asked('throw new Error(JSON.stringify([process.env.SIDECAR_PASSWORD, process.env.ARGOCD_APP_NAME]));')), 'Error: [null,"prod"]'));
  await table.check('a program that never ends is ended at the deadline, and leaves nothing', async () => {
    const error = await server.refusal({ ...asked('setInterval(() => {}, 1000);'), seconds: 8 });
    await until('the end of the program', () => server.leftovers().length === 0);
    return /failed signal: |DeadlineExceeded/.test(error) || error;
  });
  await table.check('a project that npm installs is refused', async () => names(
    await server.refusal({ root: repository(folder, { 'cdk8s.yaml': 'app: node main.js\n', 'package.json': '{}' }) }), 'CDK8S_OPENSTACK_PROGRAMS=npm'));
  await table.check('nothing is left of these requests', () => server.leftovers().join(', ') || undefined);
}
