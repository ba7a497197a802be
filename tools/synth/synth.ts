/*
 * Renders the examples (`npm run synth`): a line for each with what was written and what its storage plan says, and the pages of the plans.
 */
import { spawnSync } from 'child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { Inventory } from '../../src/analysis/model/inventory';
import { checker } from '../../src/analysis/on-demand';
import { planSummary, toldClaims } from '../../src/analysis/plan/prospects';
import { htmlOf, svgOf } from '../../src/analysis/report/picture';
import { table } from '../../src/analysis/report/style';
import { count } from '../../src/core/words';

const MANIFESTS = 'dist/k8s';
const FILES = 'dist/files';
const LONGEST_PLAN = 200;

/** What the cluster of an example is, besides its manifests; an example without an entry holds several clusters, or parts of one. */
const CLUSTERS: { readonly [example: string]: { kubernetesVersion?: string; knownClasses?: string[] } } = {
  'hardened': {},
  'kubeadm-v1.15': { kubernetesVersion: '1.15' },
  'kubevirt-import': {},
  'local-path-k3s': {},
  'manila-shared': {},
  'removed-volume-plugins': { kubernetesVersion: '1.22' },
  'reference': {},
  'stateful-database': { knownClasses: ['cinder-ssd'] },
  'storage-tour': {},
};

/** Runs the CLI of cdk8s, which prints a line for each file: they are shown only if it fails. */
function render(): void {
  const { status, stdout } = spawnSync('cdk8s synth --check-upgrade=false', { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], shell: true });
  if (status === 0) return;
  process.stderr.write(stdout);
  process.exit(status ?? 1);
}

/** The plan of an example in a line; writes its page and its picture. */
function planned(example: string, inventory: Inventory): string {
  const { plan, findings } = checker().check(inventory);
  const folder = join(FILES, example);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'storage-plan.html'), htmlOf(plan, { findings }));
  writeFileSync(join(folder, 'storage-plan.svg'), svgOf(plan));
  return planSummary({ claims: toldClaims(plan), volumes: plan.volumes, pods: plan.pods, rejected: plan.rejected });
}

function row(example: string): string[] {
  const folder = join(MANIFESTS, example);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.k8s.yaml')).sort();
  const inventory = Inventory.ofTexts(files.map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') })), CLUSTERS[example] ?? {});
  const objects = inventory.items.length + inventory.problems.filter(({ object }) => object).length;
  return [example, String(files.length), String(objects), CLUSTERS[example] ? planned(example, inventory) : '-'];
}

render();
const rows = readdirSync(MANIFESTS).sort().map(row);
const lines = table(['EXAMPLE', 'FILES', 'OBJECTS', 'STORAGE PLAN'], rows, LONGEST_PLAN);
process.stdout.write(`
${count(rows.length, 'example')} in ${MANIFESTS}/<example>/:

${lines.map((line) => `  ${line}\n`).join('')}
Other files are in ${FILES}/<example>/: kubeadm configurations, cloud-init data, and storage-plan.html, the plan with search, details and the findings of check.

  npm run --silent cdk8s-openstack -- plan ${MANIFESTS}/reference     which volume each claim gets, and when
  npm run --silent cdk8s-openstack -- check ${MANIFESTS}/reference    mistakes, each with its fix
  docs/quickstart.md                                              your own cluster, from an empty folder
`);
