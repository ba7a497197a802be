/*
 * Writes docs/helm-parity.md from the tables in docs/parity/, one JSON file a chart: each leaf of the chart's values, its default, our property, and
 * whether it does the same, is better (why) or is not offered (why).
 */
import { readFileSync } from 'fs';
import { join } from 'path';
import { page } from './pages';

/** One leaf of a chart's values. */
export interface Leaf {
  readonly leaf: string;
  readonly default: string;
  readonly property: string;
  readonly verdict: 'same' | 'better' | 'not offered';
  readonly why?: string;
}

/** What a chart cannot do and this library can. */
export interface Beyond {
  readonly what: string;
  readonly property: string;
  readonly test: string;
  /** Name of the test in that file. */
  readonly title: string;
}

export const CHARTS = [
  { file: 'ccm', title: 'openstack-cloud-controller-manager 2.36.0', construct: 'CloudControllerManager' },
  { file: 'cinder-csi', title: 'openstack-cinder-csi 2.36.0', construct: 'CinderCsi' },
  { file: 'local-static-provisioner', title: 'local-static-provisioner 2.9.0', construct: 'LocalVolumeProvisioner' },
  { file: 'local-path-provisioner', title: 'local-path-provisioner 0.0.37', construct: 'LocalPathProvisioner' },
];

const TABLES = join(__dirname, '../../docs/parity');

export function leavesOf(chart: string): Leaf[] {
  return JSON.parse(readFileSync(join(TABLES, `${chart}.json`), 'utf8'));
}

export function beyond(): Beyond[] {
  const rows: Beyond[] = JSON.parse(readFileSync(join(TABLES, 'beyond.json'), 'utf8'));
  for (const { test, title } of rows) {
    const text = readFileSync(join(TABLES, '../..', test), 'utf8');
    if (!text.includes(title.replace(/'/g, "\\'"))) throw new Error(`docs/parity/beyond.json: ${test} has no test "${title}"`);
  }
  return rows;
}

export function helmParity(): string {
  return page([
    '# Coming from the Helm charts',
    'Every value of the four upstream charts, and what takes its place. `same` has the same effect; `better` says what differs and why; `not offered` says why.',
    '`Naming.helmChart({ release })` gives objects the names, labels and selectors of a Helm release, so that it is taken over without deleting or recreating anything. '
    + 'The example [helm-equivalents](../examples/helm-equivalents) renders the typed equivalents of sample value sets.',
    '## What restarts once',
    'Names, selectors and labels are those of the release, so nothing is deleted or made again. Pods roll once where their template changes:',
    [
      '- cloud-controller-manager and local-static-provisioner: the value of the annotation `checksum/config`. Helm hashes its own template; here it is a hash of '
      + 'the bytes that are mounted.',
      '- Cinder CSI: the new annotation `cdk8s-openstack/cloud-config-checksum`, where the bytes are known; the chart has nothing that rolls its pods.',
      '- any chart that puts its version on pods (`helm.sh/chart`, `chart`), where the installed chart is of another version: `chartVersion` of the naming keeps it.',
    ].join('\n'),
    ...CHARTS.flatMap(({ file, title, construct }) => chartSection(title, construct, leavesOf(file))),
    '## What the charts cannot do',
    table(['feature', 'property', 'shown by'], beyond().map((b) => [b.what, code(b.property), `[${b.title}](../${b.test})`])),
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
