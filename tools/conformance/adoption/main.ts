/*
 * Taking over what runs, live: `helm install` of the charts and `kubectl apply` of the upstream manifests into a real control plane, then what the
 * library renders applied over it, server-side and client-side; and the upgrades of every release since 1.30, step by step.
 *
 *   npx tsx tools/conformance/adoption/main.ts [--keep] [--required]
 *
 * Helm and kubectl are built from their Go modules. The charts are not part of this repository: HELM_CHARTS names a folder with their sources, else
 * ../shared/upstream/charts has what Helm rendered from them, which is installed as a chart. Without either, adoption is skipped with one line each.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { inNamespaces, told } from '../openstack/namespaces';
import { buildKubernetes, compile, Missing, requireNamespaces } from '../openstack/prepare';

const { values } = parseArgs({ options: { keep: { type: 'boolean', default: false }, required: { type: 'boolean', default: false } } });
const ROOT = join(__dirname, '../../..');
const UPSTREAM = join(ROOT, '../shared/upstream');
const say = (line: string) => { process.stdout.write(`${line}\n`); };

/** Renders an example to a folder. */
function render(example: string, outdir: string): string {
  const { status, stderr } = spawnSync(process.execPath, ['--import', require.resolve('tsx'), join(ROOT, 'examples', example, 'main.ts')], {
    encoding: 'utf8', env: { ...process.env, CDK8S_OUTDIR: outdir, TSX_TSCONFIG_PATH: join(ROOT, 'examples/tsconfig.json') },
  });
  if (status !== 0) throw new Error(`examples/${example}: ${stderr}`);
  return outdir;
}

async function main(): Promise<number> {
  let bin: string;
  try {
    requireNamespaces();
    bin = buildKubernetes(say);
    const own = join(ROOT, 'conformance/adoption/bin');
    mkdirSync(own, { recursive: true });
    compile(say, 'helm, kubectl', 'adoption', ['-ldflags=-s -w', '-o', `${own}/`, 'helm.sh/helm/v3/cmd/helm', 'k8s.io/kubernetes/cmd/kubectl']);
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    say(`SKIPPED: ${error.message}`);
    say(`summary: SKIPPED, ${error.message}`);
    return values.required ? 1 : 0;
  }
  const start = Date.now();
  const renders = mkdtempSync(join(tmpdir(), 'adoption-'));
  try {
    const found = (...path: string[]) => (existsSync(join(...path)) ? join(...path) : undefined);
    const [charts, manifests] = [found(UPSTREAM, 'charts'), found(UPSTREAM, 'manifests')];
    for (const [what, there] of [['the charts', charts], ['the manifests', manifests]]) {
      if (!there) say(`SKIPPED adoption of ${what}: ../shared/upstream is missing`);
    }
    const orders = {
      bin,
      charts,
      manifests,
      pages: join(ROOT, 'docs/releases'),
      equivalents: render('helm-equivalents', join(renders, 'helm')),
      releases: render('releases', join(renders, 'releases')),
    };
    return told([await inNamespaces('adoption', join(__dirname, 'run.ts'), orders, values.keep)], 'adoption and upgrades', start);
  } finally {
    rmSync(renders, { recursive: true, force: true });
  }
}

main().then((code) => { process.exitCode = code; }, (error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
});
