import { CLUSTER, CLUSTER_OPTIONS, identityOf, readObjects, readOwned, withoutClaimsOfSets } from './cluster';
import { Arguments, Command, DONE, FOUND, Terminal, UsageError, Values } from './command';
import { ClusterInput, complain, Inputs, INPUT_OPTIONS } from './inputs';
import { versionOf } from './options';
import { Inventory } from '../analysis/model/inventory';
import { compare, Pruner } from '../gitops/diff/compare';
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
    'each': { help: 'OLD and NEW are folders with a subfolder for each cluster' },
    'cluster': { help: 'compare with the objects of the cluster of kubectl' },
    'context': CLUSTER_OPTIONS.context,
    'application': { value: 'NAME', help: 'with --cluster, also what this Argo CD application has there and the render lacks: what a sync prunes' },
    'prune-selector': { value: 'LABELS', help: 'with --cluster, also what these labels find there and the render lacks, as `kubectl apply --prune -l` does' },
    'kubernetes': { value: 'VERSION', help: `Kubernetes version of the cluster (default: ${NEWEST_KNOWN_MINOR})` },
    'format': { value: 'FORMAT', values: ['text', 'json', 'markdown'], help: 'markdown is a comment for a pull request' },
  },
  examples: [
    'cdk8s-openstack diff main:dist/k8s dist/k8s',
    'cdk8s-openstack diff --each main:dist dist --format markdown > comment.md',
    'cdk8s-openstack diff dist/k8s --cluster --context prod-1',
    'cdk8s-openstack diff dist/k8s --cluster --application prod-1',
  ],
  run,
};

async function run({ values, inputs }: Arguments, terminal: Terminal): Promise<number> {
  const live = values.cluster === true;
  if (!live && values.context !== undefined) throw new UsageError('--context is the context of --cluster, which is missing');
  const owner = ['application', 'prune-selector'].filter((name) => values[name] !== undefined);
  if (!live && owner.length) throw new UsageError(`--${owner[0]} is about the cluster of --cluster, which is missing`);
  if (owner.length > 1) throw new UsageError('--application and --prune-selector exclude each other');
  if (live && values.each === true) throw new UsageError('--cluster is one cluster and cannot be combined with --each');
  if (inputs.length !== (live ? 1 : 2)) {
    throw new UsageError(`diff compares ${live ? 'one render with the cluster' : 'two renders'}, got `
    + `${inputs.length} (see --help)`);
  }
  const kubernetesVersion = versionOf(values, 'kubernetes');
  const { given, sides } = await Inputs.sides({ ...values, each: undefined }, inputs, values.each === true, terminal);
  const read = ({ texts }: ClusterInput) => Inventory.ofTexts(texts, { kubernetesVersion });
  const pairs = live ? await withCluster(sides[0], values) : paired(sides[0], sides[1]);
  const inventories = pairs.map(({ name, before, after, left }) => ({ name, before: read(before), after: read(after), left: left && read(left) }));
  const problems = inventories.flatMap(({ before, after }) => [...before.problems, ...after.problems]);
  if (inventories.every(({ before, after }) => !before.items.length && !after.items.length) && !problems.length) {
    throw new UsageError('no Kubernetes objects in the input');
  }
  const by: Pruner = values.application === undefined ? 'kubectl' : 'argocd';
  const diffs = inventories.map(({ name, before, after, left }): ClusterDiff => ({
    ...name === undefined ? {} : { name },
    changes: compare(before, after, { live, ...left ? { left: { objects: left, by } } : {} }),
  }));
  terminal.out(report(diffs, String(values.format), terminal));
  complain(problems, terminal);
  return given.closed(diffs.some(({ changes }) => changes.length) ? FOUND : DONE, problems);
}

function report(diffs: readonly ClusterDiff[], format: string, { colour, width }: Terminal): string {
  if (format === 'json') return `${JSON.stringify(jsonDiff(diffs), undefined, 2)}\n`;
  return format === 'markdown' ? markdownDiff(diffs) : textDiff(diffs, { colour, width });
}

interface Pair {
  readonly name?: string;
  readonly before: ClusterInput;
  readonly after: ClusterInput;
  /** Of a cluster: what belongs to the render and is not in it. It is part of `before`. */
  readonly left?: ClusterInput;
}

/** The clusters of both sides by name; one that a side lacks is empty there. */
function paired(old: readonly ClusterInput[], now: readonly ClusterInput[]): Pair[] {
  const names = [...new Set([...old, ...now].map(({ name }) => name))].sort();
  const of = (side: readonly ClusterInput[], name: string | undefined) => side.find((one) => one.name === name) ?? { name, texts: [] };
  return names.map((name) => ({ name, before: of(old, name), after: of(now, name) }));
}

/** The render, and the objects of the cluster that it names; with an owner also those that belong to it. */
async function withCluster([after]: readonly ClusterInput[], values: Values): Promise<Pair[]> {
  const { items } = Inventory.ofTexts(after.texts);
  const context = values.context as string | undefined;
  const named = readObjects(items, context);
  const input = (objects: readonly any[]): ClusterInput => ({ texts: [{ file: CLUSTER, text: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }) }] });
  if (values.application === undefined && values['prune-selector'] === undefined) return [{ before: input(named), after }];
  const known = new Set(named.map(identityOf));
  const owned = readOwned({ application: values.application as string, selector: values['prune-selector'] as string }, context);
  const others = readObjects(owned.filter((object) => !known.has(identityOf(object))), context);
  const left = withoutClaimsOfSets(others, [...others, ...named]);
  return [{ before: input([...named, ...left]), after, left: input(left) }];
}
