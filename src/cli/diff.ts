import { CLUSTER, CLUSTER_OPTIONS, readObjects } from './cluster';
import { Arguments, Command, DONE, FOUND, Terminal, UsageError, Values } from './command';
import { ClusterInput, complain, Inputs, INPUT_OPTIONS } from './inputs';
import { versionOf } from './options';
import { Inventory } from '../analysis/model/inventory';
import { compare } from '../gitops/diff/compare';
import { ClusterDiff, jsonDiff, markdownDiff, textDiff } from '../gitops/diff/report';
import { NEWEST_KNOWN_MINOR } from '../kubernetes/minor';

const { each: _, ...SELECTION } = INPUT_OPTIONS;

export const DIFF: Command = {
  usage: 'OLD NEW [options]',
  about: `Compares two renders by object and field, by meaning: defaults, order and notation are no difference.
Says what the API server refuses, what restarts pods, and what touches data and permissions.`,
  inputs: `  OLD, NEW               a file, a folder, REVISION:PATH of the Git repository, or - for stdin;
                         with --cluster only NEW, which is compared with what the cluster has
`,
  options: {
    ...SELECTION,
    each: { help: 'OLD and NEW are folders with a subfolder for each cluster' },
    cluster: { help: 'compare with the objects of the cluster of kubectl' },
    context: CLUSTER_OPTIONS.context,
    kubernetes: { value: 'VERSION', help: `Kubernetes version of the cluster (default: ${NEWEST_KNOWN_MINOR})` },
    format: { value: 'FORMAT', values: ['text', 'json', 'markdown'], help: 'markdown is a comment for a pull request' },
  },
  examples: [
    'cdk8s-openstack diff main:dist/k8s dist/k8s',
    'cdk8s-openstack diff --each main:dist dist --format markdown > comment.md',
    'cdk8s-openstack diff dist/k8s --cluster --context prod-1',
  ],
  run,
};

async function run({ values, inputs }: Arguments, terminal: Terminal): Promise<number> {
  const live = values.cluster === true;
  if (!live && values.context !== undefined) throw new UsageError('--context is the context of --cluster, which is missing');
  if (live && values.each === true) throw new UsageError('--cluster is one cluster and cannot be combined with --each');
  if (inputs.length !== (live ? 1 : 2)) {
    throw new UsageError(`diff compares ${live ? 'one render with the cluster' : 'two renders'}, got `
    + `${inputs.length} (see --help)`);
  }
  const kubernetesVersion = versionOf(values, 'kubernetes');
  const { given, sides } = await Inputs.sides({ ...values, each: undefined }, inputs, values.each === true, terminal);
  const read = ({ texts }: ClusterInput) => Inventory.ofTexts(texts, { kubernetesVersion });
  const pairs = live ? await withCluster(sides[0], values) : paired(sides[0], sides[1]);
  const inventories = pairs.map(({ name, before, after }) => ({ name, before: read(before), after: read(after) }));
  const problems = inventories.flatMap(({ before, after }) => [...before.problems, ...after.problems]);
  if (inventories.every(({ before, after }) => !before.items.length && !after.items.length) && !problems.length) {
    throw new UsageError('no Kubernetes objects in the input');
  }
  const diffs = inventories.map(({ name, before, after }): ClusterDiff => ({
    ...name === undefined ? {} : { name },
    changes: compare(before, after, { live }),
  }));
  terminal.out(report(diffs, String(values.format), terminal));
  complain(problems, terminal);
  return given.closed(diffs.some(({ changes }) => changes.length) ? FOUND : DONE, problems);
}

function report(diffs: readonly ClusterDiff[], format: string, { colour, width }: Terminal): string {
  if (format === 'json') return `${JSON.stringify(jsonDiff(diffs), undefined, 2)}\n`;
  return format === 'markdown' ? markdownDiff(diffs) : textDiff(diffs, { colour, width });
}

interface Pair { readonly name?: string; readonly before: ClusterInput; readonly after: ClusterInput }

/** The clusters of both sides by name; one that a side lacks is empty there. */
function paired(old: readonly ClusterInput[], now: readonly ClusterInput[]): Pair[] {
  const names = [...new Set([...old, ...now].map(({ name }) => name))].sort();
  const of = (side: readonly ClusterInput[], name: string | undefined) => side.find((one) => one.name === name) ?? { name, texts: [] };
  return names.map((name) => ({ name, before: of(old, name), after: of(now, name) }));
}

/** The render, and the objects of the cluster that it names. */
async function withCluster([after]: readonly ClusterInput[], values: Values): Promise<Pair[]> {
  const { items } = Inventory.ofTexts(after.texts);
  const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: readObjects(items, values.context as string | undefined) });
  return [{ before: { texts: [{ file: CLUSTER, text }] }, after }];
}
