/*
 * What a live cluster holds, read with kubectl. Nothing is written. Secrets are read as the table that `kubectl get` prints: names and types, no
 * values.
 */
import { execFileSync } from 'node:child_process';
import { Options, UsageError } from './command';
import { Inventory, NamedText } from '../analysis/model/inventory';
import { ManifestObject } from '../analysis/model/manifest-object';
import { fields, list, text } from '../core/fields';
import { CLUSTER_RESOURCES } from '../kubernetes/cluster-resources';
import { groupOf, isFile } from '../kubernetes/kinds';

/** Name of the cluster as a file of findings. */
export const CLUSTER = 'cluster';
const MOST_BYTES = 1024 * 1024 * 1024;
/** A line that kubectl logs before its error. */
const LOG = /^[EWIF]\d{4} /;

export const CLUSTER_OPTIONS: Options = {
  cluster: { help: 'also read what the cluster of kubectl holds: the result is what happens when INPUT is applied there' },
  context: { value: 'NAME', help: 'context of the kubeconfig that --cluster uses (default: the current one)' },
};

/** Workloads whose pods have other names in a plan than in a cluster. */
const REPLACED = new Set(['Deployment', 'DaemonSet', 'Job', 'CronJob', 'ReplicaSet']);

/** A live cluster. */
export interface LiveCluster {
  /** The objects that storage depends on, as they are served. */
  readonly objects: readonly any[];
  /** Secrets as "namespace/name". */
  readonly secrets: readonly string[];
  /** Such as "1.36"; undefined if the server does not tell. */
  readonly kubernetesVersion?: string;
}

/** Reads the objects that storage depends on, those of the kinds that the cluster serves. */
export function readCluster(context: string | undefined): LiveCluster {
  const flags = context === undefined ? [] : [`--context=${context}`];
  const served = new Set(kubectl(['api-resources', '--verbs=list', '--output=name', ...flags]).split('\n').map((line) => line.trim()));
  const wanted = CLUSTER_RESOURCES.filter((resource) => served.has(resource));
  if (!wanted.length) throw new UsageError('the cluster serves none of the kinds that storage depends on');
  const { items } = parsed(kubectl(['get', wanted.join(','), '--all-namespaces', '--output=json', ...flags]));
  const secrets = kubectl(['get', 'secrets', '--all-namespaces', '--no-headers', ...flags]).split('\n')
    .map((line) => line.trim().split(/\s+/)).filter((cells) => cells.length >= 2).map(([namespace, name]) => `${namespace}/${name}`);
  const { minor } = fields(parsed(kubectl(['version', '--output=json', ...flags])).serverVersion);
  const found = /^\d+/.exec(text(minor) ?? '');
  return { objects: list(items), secrets, kubernetesVersion: found ? `1.${found[0]}` : undefined };
}

/** The objects of the cluster that have the names of the given ones. kubectl is told names only. */
export function readObjects(items: readonly ManifestObject[], context: string | undefined): readonly any[] {
  const names = items.filter(({ name, group }) => name && !isFile(group)).map(({ apiVersion, kind, metadata: { name, namespace } }) => (
    { apiVersion, kind, metadata: { name, ...namespace ? { namespace } : {} } }));
  const flags = context === undefined ? [] : [`--context=${context}`];
  const answer = kubectl(['get', '--filename=-', '--ignore-not-found', '--output=json', ...flags],
    JSON.stringify({ apiVersion: 'v1', kind: 'List', items: names }));
  const found = answer.trim() ? parsed(answer) : {};
  return found.kind === 'List' ? list(found.items) : found.kind === undefined ? [] : [found];
}

/** The manifests, and what else the cluster has. What both have is taken from the manifests, as an apply does. */
export function merged(texts: readonly NamedText[], { objects }: LiveCluster): NamedText[] {
  const { items } = Inventory.ofTexts(texts);
  const given = new Set(items.map(identity));
  const replaced = items.filter(({ kind }) => REPLACED.has(kind));
  const isReplaced = (object: any) => replaced.some((workload) => owns(workload, object));
  const others = objects.filter((object) => !given.has(identityOf(object)) && !isOver(object) && !isReplaced(object));
  return [...texts, { file: CLUSTER, text: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: others.map(slim) }) }];
}

/** Runs kubectl, whose failures are those of the user's set-up. */
function kubectl(args: string[], input = ''): string {
  try {
    return execFileSync('kubectl', args, { encoding: 'utf8', maxBuffer: MOST_BYTES, input, stdio: ['pipe', 'pipe', 'pipe'], env: process.env });
  } catch (e) {
    const { code, stderr, message } = e as NodeJS.ErrnoException & { stderr?: string };
    if (code === 'ENOENT') throw new UsageError('--cluster needs kubectl, which is not in the PATH');
    const lines = (stderr || message).trim().split('\n').filter((line) => !LOG.test(line));
    throw new UsageError(`kubectl ${args[0]} failed: ${lines[0] ?? 'see kubectl for the reason'}`);
  }
}

function parsed(json: string): { readonly [key: string]: any } {
  try {
    return fields(JSON.parse(json));
  } catch {
    throw new UsageError('kubectl printed no JSON');
  }
}

function identity({ group, kind, namespace, name }: Pick<ManifestObject, 'group' | 'kind' | 'namespace' | 'name'>): string {
  return `${group}/${kind} ${namespace}/${name}`;
}

function identityOf({ apiVersion, kind, metadata }: any): string {
  return identity({ group: groupOf(String(apiVersion)), kind, namespace: metadata?.namespace ?? '', name: metadata?.name });
}

/** Whether a pod has ended: it uses no volume any more. */
function isOver({ kind, status }: any): boolean {
  return kind === 'Pod' && ['Succeeded', 'Failed'].includes(status?.phase);
}

/** Whether a live pod belongs to a workload of the input, whose pods are planned anew. Pods of a StatefulSet have the same names there and here. */
function owns({ kind, namespace, name }: ManifestObject, { kind: of, metadata }: any): boolean {
  if (of !== 'Pod' || metadata?.namespace !== namespace) return false;
  const generated = kind === 'Deployment' ? 'ReplicaSet' : kind === 'CronJob' ? 'Job' : undefined;
  return list(metadata.ownerReferences).some((owner) => (owner.kind === kind && owner.name === name)
    || (owner.kind === generated && String(owner.name).startsWith(`${name}-`) && /^[a-z0-9]+$/.test(String(owner.name).slice(name.length + 1))));
}

/** An object without what no rule and no plan needs of a live one. */
function slim(object: any): any {
  const { managedFields, ...metadata } = object.metadata ?? {};
  const containers = (value: unknown) => (Array.isArray(value) ? value.map(({ env, envFrom, args, command, ...container }) => container) : value);
  if (object.kind !== 'Pod') return { ...object, metadata };
  const { containers: main, initContainers: init, ...spec } = object.spec ?? {};
  return { ...object, metadata, spec: { ...spec, containers: containers(main), ...init ? { initContainers: containers(init) } : {} } };
}
