/*
 * What a live cluster holds, read with kubectl. Nothing is written. Secrets are read as the table that `kubectl get` prints: names and types, no
 * values.
 */
import { execFileSync } from 'node:child_process';
import { Options, UsageError } from './command';
import { Located, Origin } from '../analysis/input/source';
import { firstOrdinal } from '../analysis/model/claim-sources';
import { Inventory, NamedText } from '../analysis/model/inventory';
import { ManifestObject, readManifest } from '../analysis/model/manifest-object';
import { StoragePlanOptions } from '../analysis/options';
import { Fields, fields, isObject, list, text, whole } from '../core/fields';
import { TRACKING_ID } from '../kubernetes/argo';
import { CLUSTER_RESOURCES } from '../kubernetes/cluster-resources';
import { groupOf, isClusterScoped, isFile, podTemplatePath } from '../kubernetes/kinds';
import { Minor, NEWEST_KNOWN_MINOR } from '../kubernetes/minor';
import { isOfStatefulSet, isTracked, NEVER_APPLIED } from '../kubernetes/pruning';
import { applied, Growth } from '../kubernetes/updates/applied';
import { recreation } from '../kubernetes/updates/immutable';

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

/** What a render may have left in a cluster: the objects that a selector of labels finds, or those that Argo CD tracks for an application. */
export interface Owned { readonly selector?: string; readonly application?: string }

/** What of a live object tells whose it is, as kubectl prints it: no other content is read. */
const PARTS: readonly string[] = [
  'apiVersion', 'kind', 'metadata.namespace', 'metadata.name', 'metadata.labels', 'metadata.ownerReferences', `metadata.annotations.${TRACKING_ID.replace(/\./g, '\\.')}`,
];
const LINES = `{range .items[*]}${PARTS.map((path) => `{.${path}}`).join('{"\\t"}')}{"\\n"}{end}`;

/** The objects that belong to an owner, with their names, of every kind that can be listed and deleted. */
export function readOwned({ selector, application }: Owned, context: string | undefined, namespace?: string): readonly any[] {
  const flags = context === undefined ? [] : [`--context=${context}`];
  const resources = kubectl(['api-resources', '--verbs=list,delete', '--output=name', ...flags]).split('\n').map((line) => line.trim())
    .filter((resource) => resource && !NEVER_APPLIED.includes(resource));
  const where = namespace === undefined ? '--all-namespaces' : `--namespace=${namespace}`;
  const by = selector === undefined ? [] : [`--selector=${selector}`];
  const answer = kubectl(['get', resources.join(','), where, ...by, '--ignore-not-found', `--output=jsonpath=${LINES}`, ...flags]);
  return answer.split('\n').filter(Boolean).map(parts).filter(({ ownerReferences, ...object }) => !ownerReferences.length && (application === undefined || isTracked(object, application)));
}

function parts(line: string): any {
  const [apiVersion, kind, namespace, name, labels, owners, id] = line.split('\t');
  return {
    apiVersion,
    kind,
    ownerReferences: owners ? [owners] : [],
    metadata: { name, ...namespace ? { namespace } : {}, labels: labels ? parsed(labels) : {}, annotations: id ? { [TRACKING_ID]: id } : {} },
  };
}

/** Without the claims of StatefulSets, which have their labels: nobody prunes these. */
export function withoutClaimsOfSets(objects: readonly any[], sets: readonly any[]): readonly any[] {
  return objects.filter((object) => !isOfStatefulSet(object, sets));
}

/** The objects of the cluster that have the names of the given ones. kubectl is told names only. */
export function readObjects(items: ReadonlyArray<Pick<ManifestObject, 'apiVersion' | 'kind' | 'metadata'>>, context: string | undefined): readonly any[] {
  const given = items.filter(({ apiVersion, metadata: { name } }) => name && !isFile(groupOf(apiVersion)));
  const names = given.map(({ apiVersion, kind, metadata: { name, namespace } }) => (
    { apiVersion, kind, metadata: { name, ...namespace ? { namespace } : {} } }));
  if (!names.length) return [];
  const flags = context === undefined ? [] : [`--context=${context}`];
  const answer = kubectl(['get', '--filename=-', '--ignore-not-found', '--output=json', ...flags],
    JSON.stringify({ apiVersion: 'v1', kind: 'List', items: names }));
  const found = answer.trim() ? parsed(answer) : {};
  return found.kind === 'List' ? list(found.items) : found.kind === undefined ? [] : [found];
}

/** Where an object stands that only the cluster has. */
const IN_CLUSTER: Origin = { file: CLUSTER, line: () => 1 };

/** The manifests of a command, laid over what a cluster holds. */
export class LiveInput {
  private readonly there: ReadonlyMap<string, Fields>;
  private readonly refusals = new Map<string, string>();

  constructor(private readonly given: readonly NamedText[], public readonly cluster: LiveCluster) {
    this.there = new Map(cluster.objects.filter((object) => !isOver(object)).map((object) => [identityOf(object), object]));
  }

  /** What an apply of the manifests leaves: what is there comes first, also where the manifests have it. */
  public inventory(options: StoragePlanOptions): Inventory {
    const minor = options.kubernetesVersion ?? NEWEST_KNOWN_MINOR;
    return Inventory.ofTexts(this.given, options, (objects) => {
      const items = objects.flatMap(({ value, origin }, i) => readManifest(value, origin, i) ?? []);
      const grows = this.growth(items);
      const [there, fresh]: Located[][] = [[], []];
      for (const one of objects) {
        const live = isObject(one.value) ? this.there.get(identityOf(one.value)) : undefined;
        if (live) there.push({ ...one, value: this.applied(fields(one.value), live, minor, grows) });
        else fresh.push(one);
      }
      there.push(...this.others(items).map((value) => ({ value, origin: IN_CLUSTER })));
      return [...there.sort((a, b) => rank(a) - rank(b)), ...fresh];
    });
  }

  /** A line for each object whose update the API server refuses. */
  public get refused(): string[] {
    return [...this.refusals.values()];
  }

  /** What the cluster has and the manifests have not, without pods that they replace. */
  private others(items: readonly ManifestObject[]): Fields[] {
    const names = new Set(items.map(identity));
    const replaced = items.filter(({ kind }) => REPLACED.has(kind));
    const sets = items.filter(({ kind, group }) => kind === 'StatefulSet' && group === 'apps');
    const goes = (object: any) => replaced.some((workload) => owns(workload, object)) || sets.some((set) => isScaledAway(object, set));
    return [...this.there].filter(([name, object]) => !names.has(name) && !goes(object)).map(([, object]) => slim(object));
  }

  private growth(items: readonly ManifestObject[]): Growth {
    const classes = new Map([...this.cluster.objects, ...items.map(({ object }) => object)].filter(({ kind }) => kind === 'StorageClass')
      .map(({ metadata, allowVolumeExpansion }) => [metadata?.name, allowVolumeExpansion === true]));
    return (storageClass) => classes.get(storageClass) ?? false;
  }

  private applied(given: Fields, live: Fields, minor: Minor, grows: Growth): unknown {
    const { refused } = applied(given, live, minor, grows);
    if (refused.length) {
      const { kind, metadata } = given;
      const { namespace, name: own } = fields(metadata);
      const title = [kind, namespace, own].filter(Boolean).join('/');
      this.refusals.set(identityOf(given), `${title} stays as it is in the cluster: it changes ${refused.join(', ')}, which cannot be changed in place. `
        + `To change it, ${recreation(String(kind))}`);
    }
    return refused.length ? slim(live) : applied(given, slim(live), minor, grows).object;
  }
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

/** Whether a live pod of a StatefulSet is beyond the replicas that the manifests ask for. */
function isScaledAway({ kind, metadata }: any, set: ManifestObject): boolean {
  const { namespace, name } = set;
  if (kind !== 'Pod' || metadata?.namespace !== namespace) return false;
  if (!list(metadata.ownerReferences).some((owner) => owner.kind === 'StatefulSet' && owner.name === name)) return false;
  const [start, replicas] = [firstOrdinal(set), whole(set.spec.replicas) ?? 1];
  const ordinal = Number(String(metadata.name).slice(name.length + 1));
  return ordinal < start || ordinal >= start + replicas;
}

/** What others refer to comes before them. */
function rank({ value }: Located): number {
  const { kind } = fields(value);
  return kind === 'PersistentVolumeClaim' ? 1 : podTemplatePath(text(kind) ?? '') ? 2 : 0;
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

export function identityOf({ apiVersion, kind, metadata }: any): string {
  return identity({ group: groupOf(String(apiVersion)), kind, namespace: isClusterScoped(kind) ? '' : metadata?.namespace || 'default', name: metadata?.name });
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
  const slimmed = { ...object, metadata };
  if (object.kind === 'Pod') return { ...slimmed, spec: slimPod(object.spec) };
  const path = podTemplatePath(object.kind);
  return path === undefined ? slimmed : withPod(slimmed, path);
}

/** A copy in which the spec of the pods at a path is slim. */
function withPod(value: any, [step, ...rest]: readonly string[]): any {
  if (step === undefined) return { ...value, spec: slimPod(value?.spec) };
  return { ...value, [step]: withPod(value?.[step], rest) };
}

function slimPod(spec: any): any {
  const containers = (value: unknown) => (Array.isArray(value) ? value.map(({ env, envFrom, args, command, ...container }) => container) : value);
  const { containers: main, initContainers: init, ...rest } = spec ?? {};
  return { ...rest, containers: containers(main), ...init ? { initContainers: containers(init) } : {} };
}
