/*
 * Writes docs/helm-parity.md from the tables in src/gitops/migrate/data/, which `migrate` reads too, one JSON file a chart: each leaf of the chart's values, its default, our property, and
 * whether it does the same, is better (why) or is not offered (why).
 */
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { page } from './pages';
import type { Leaf } from '../../src/gitops/migrate/values';

/** What a chart cannot do and this library can. */
export interface Beyond {
  readonly what: string;
  readonly property: string;
  /** What shows it: the title of a test, or of a group of tests, and its file. */
  readonly tests: { readonly file: string; readonly title: string }[];
}

export const CHARTS = [
  { file: 'ccm', title: 'openstack-cloud-controller-manager 2.36.0', construct: 'CloudControllerManager' },
  { file: 'cinder-csi', title: 'openstack-cinder-csi 2.36.0', construct: 'CinderCsi' },
  { file: 'manila-csi', title: 'openstack-manila-csi 2.36.0', construct: 'manila.ManilaCsi' },
  { file: 'local-static-provisioner', title: 'local-static-provisioner 2.9.0', construct: 'LocalVolumeProvisioner' },
  { file: 'local-path-provisioner', title: 'local-path-provisioner 0.0.37', construct: 'LocalPathProvisioner' },
];

const TABLES = join(__dirname, '../../docs/parity');
/** `migrate` reads them too. */
const CHART_TABLES = join(__dirname, '../../src/gitops/migrate/data');

export function leavesOf(chart: string): Leaf[] {
  const leaves: Leaf[] = JSON.parse(readFileSync(join(CHART_TABLES, `${chart}.json`), 'utf8'));
  for (const { leaf, property } of leaves) requireProperties(`the table of ${chart}: ${leaf}`, property);
  return leaves;
}

/** Paths of all leaves of values: maps by key, entries of lists as `[]`. */
export function valuePaths(value: unknown, prefix = ''): string[] {
  if (Array.isArray(value)) return value.length ? [...new Set(value.flatMap((entry) => valuePaths(entry, `${prefix}[]`)))] : [prefix];
  if (value === null || typeof value !== 'object' || !Object.keys(value).length) return [prefix];
  return Object.entries(value).flatMap(([key, entry]) => valuePaths(entry, prefix ? `${prefix}.${key}` : key));
}

/** A leaf of the table covers a path when it is the path, or holds it: `resources` covers `resources.limits.cpu`. */
export function covers(leaf: string, path: string): boolean {
  return path === leaf || path.startsWith(`${leaf}.`) || path.startsWith(`${leaf}[]`);
}

/** Rejects dotted paths, such as "CloudConfig.secretName", with a name that the library does not have. */
function requireProperties(where: string, text: string): void {
  const unknown = (text.match(/[A-Za-z]\w*(?:\.\w+)+/g) ?? []).flatMap((path) => path.split('.')).filter((name) => !names().has(name));
  if (unknown.length) throw new Error(`${where}: the library has no ${unknown.join(', ')}`);
}

let known: Set<string> | undefined;

/** Names of public classes, interfaces, enums and their members. */
function names(): Set<string> {
  if (known) return known;
  const source = readdirSync(join(__dirname, '../../src'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(__dirname, '../../src', file), 'utf8')).join('\n');
  const declared = /^(?:export (?:abstract )?(?:class|interface|enum|\* as) |  (?:public )?(?:static )?(?:readonly )?)([A-Za-z_]\w*)/gm;
  return known = new Set([...source.matchAll(declared)].map(([, name]) => name));
}

export function beyond(): Beyond[] {
  const rows: Beyond[] = JSON.parse(readFileSync(join(TABLES, 'beyond.json'), 'utf8'));
  for (const { what, property } of rows) requireProperties(`docs/parity/beyond.json: ${what}`, property);
  for (const { file, title } of rows.flatMap(({ tests }) => tests)) {
    const text = readFileSync(join(TABLES, '../..', file), 'utf8');
    if (!text.includes(`('${title.replace(/'/g, "\\'")}'`)) throw new Error(`docs/parity/beyond.json: ${file} has no test "${title}"`);
  }
  return rows;
}

const PROGRAM = [
  '`migrate` writes a program, or [YAML for `render`](yaml.md), from the values of a release, and lists every value that has no counterpart:',
  ['```sh', 'helm get values occm -n kube-system -o yaml > values.yaml', 'helm get manifest occm -n kube-system > installed.yaml',
    'npx cdk8s-openstack migrate values.yaml --chart openstack-cloud-controller-manager@2.36.0 --release occm --against installed.yaml > main.ts',
    'npx cdk8s-openstack migrate values.yaml --chart openstack-cloud-controller-manager@2.36.0 --release occm --to yaml > clusters/occm.yaml', '```'].join('\n'),
  'The proof goes to stderr: what the program or the file renders, compared with what is installed ([diff](diff.md)), and what restarts. `--cluster` compares with the cluster instead. The exit '
  + 'code is 0 if nothing differs and every value has a counterpart, 1 otherwise. Texts that are the same YAML in another notation are no difference.',
  [
    '- `--chart` takes the version of the chart behind an @; the release of the provider follows from it.',
    '- A cloud config is read from a file beside the program or the YAML, because it holds credentials: `kubectl get secret cloud-config -n kube-system -o '
    + '"jsonpath={.data.cloud\\.conf}" | base64 -d > cloud.conf`. Keep that file out of Git, or move on to `CloudConfig` with a secret store.',
    '- Template expressions in values are read where they are `.Values`, `.Release` or `.Chart`.',
    '- Without `--chart` the input is manifests, and the program has an `ApiObject` for each, without Secrets: `migrate manifests/`. In YAML they are `apiObjects`.',
    '- `migrate --cluster --selector app.kubernetes.io/instance=shop` takes the objects that the labels find in a cluster, without what the cluster wrote into them.',
  ].join('\n'),
].join('\n\n');

const TAKE_OVER = [
  'Apply the output over what Helm installed, then remove the release from Helm without touching its objects:',
  ['```sh', 'kubectl diff -f dist/                     # what would change', 'kubectl apply --server-side --force-conflicts -f dist/',
    'kubectl -n <namespace> delete secret -l owner=helm,name=<release>', '```'].join('\n'),
  '**Never `helm uninstall`**: it deletes the objects. Flux does the same when a HelmRelease is deleted, unless it is suspended first. Argo CD renders charts '
  + 'itself and has no release: give the Application the new source.',
  [
    '- Fields belong to the manager `helm`; where a value differs, `--force-conflicts` takes it over. A client-side `kubectl apply` works too, and warns once that '
    + 'its annotation is missing.',
    '- Helm puts the label `app.kubernetes.io/managed-by: Helm` on every object, whatever the chart says, and the annotations `meta.helm.sh/release-name` and '
    + '`meta.helm.sh/release-namespace`. Apply leaves the annotations where they are; they do nothing without Helm, and let it adopt the objects again. '
    + '`kubectl annotate <object> meta.helm.sh/release-name- meta.helm.sh/release-namespace-` removes them.',
    '- The label stays in the output where the chart writes it: the chart local-path-provisioner has it on its pods, which would restart without it.',
    '- Give `release`, `nameOverride` and `fullnameOverride` as they were installed (`helm list`, `helm get values`), the namespace too. Selectors derive from them, and '
    + 'cannot be changed later. Give the `release` of this library that belongs to the chart, and upgrade in a step of its own.',
    '- Objects that only the values asked for, such as StorageClasses of the Cinder CSI chart, have a construct each: see their rows. What is not in the output stays '
    + 'in the cluster as it is.',
  ].join('\n'),
].join('\n\n');

const RESTARTS = [
  'Names, selectors and labels are those of the release, and the order of containers, arguments, variables and volumes too, so nothing is deleted or recreated. '
  + 'Pods roll once where their template changes:',
  [
    '- cloud-controller-manager and local-static-provisioner: the value of the annotation `checksum/config`. Helm hashes its own template; here it is a hash of '
    + 'the bytes that are mounted, and absent where these are not known (`CloudConfig.fromSecretName`).',
    '- Cinder CSI: the new annotation `cdk8s-openstack/cloud-config-checksum`, where the bytes are known; the chart has nothing that rolls its pods. Without it they do not restart.',
    '- local-path-provisioner and Manila CSI: nothing restarts.',
    '- any chart whose values (`extraArgs`) give a flag a second time, or one that has a property here: it is set once, and may stand at another place.',
    '- any chart that puts its version on pods (`helm.sh/chart`, `chart`), where the installed chart is of another version: `chartVersion` of the naming keeps it. '
    + 'So do other images and whatever else a row below calls better and your values use.',
  ].join('\n'),
].join('\n\n');

export function helmParity(): string {
  return page([
    '# Coming from the Helm charts',
    'Every value of the five upstream charts, and the property that replaces it. `same` has the same effect; `better` says what differs and why; `not offered` says why.',
    '`Naming.helmChart({ release })` gives objects the names, labels and selectors of a Helm release, so that it is taken over without deleting or recreating anything. '
    + 'The example [helm-equivalents](../examples/helm-equivalents) renders the typed equivalents of sample value sets.',
    '## A program from your values',
    PROGRAM,
    '## Taking over a release',
    TAKE_OVER,
    '## What restarts once',
    RESTARTS,
    ...CHARTS.flatMap(({ file, title, construct }) => chartSection(title, construct, leavesOf(file))),
    '## What the charts cannot do',
    table(['feature', 'property', 'shown by'], beyond().map((b) => [
      b.what, code(b.property), b.tests.map(({ file, title }) => `[${title}](../${file})`).join('; '),
    ])),
  ]);
}

function chartSection(title: string, construct: string, leaves: Leaf[]): string[] {
  const count = (verdict: Leaf['verdict']) => leaves.filter((leaf) => leaf.verdict === verdict).length;
  return [
    `## ${title}`,
    `\`${construct}\`: ${leaves.length} values, ${count('same')} the same, ${count('better')} better, ${count('not offered')} not offered.`,
    table(['value', 'default', 'property', 'verdict'], leaves.map((leaf) => [
      code(leaf.leaf), code(leaf.default), code(leaf.property), leaf.why ? `${leaf.verdict}: ${leaf.why}` : leaf.verdict,
    ])),
  ];
}

export function table(head: string[], rows: string[][]): string {
  const cell = (text: string) => text.replace(/\|/g, '\\|').replace(/\n/g, ' ');
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n');
}

function code(text: string): string {
  return text && !text.includes('`') ? `\`${text}\`` : text;
}
