/*
 * What changes in a cluster that has come to rest when objects are deleted or a node goes: the plan is settled into the objects (what is certainly
 * bound is bound), the change is applied, and the plan of the result is compared.
 */
import { ClaimOutcome, ClaimPlan, PodPlan, VolumePlan } from './results';
import { StoragePlan } from './storage-plan';
import { Fields, fields } from '../../core/fields';
import { BIND_COMPLETED } from '../../kubernetes/annotations';
import { isClusterScoped } from '../../kubernetes/kinds';
import { NOWHERE } from '../input/source';
import { Inventory } from '../model/inventory';
import { ManifestObject } from '../model/manifest-object';

/** A change of a cluster. */
export interface WhatIf {
  /** Objects that are deleted, as "Kind/namespace/name" or "Kind/name". */
  readonly deleted: readonly string[];
  /** Nodes that are gone, as names. */
  readonly gone: readonly string[];
  /** Nodes that are drained, as names: no pod but those of DaemonSets stays there. */
  readonly drained: readonly string[];
}

/** What becomes of one claim, volume or pod. */
export interface Consequence {
  readonly kind: 'PersistentVolumeClaim' | 'PersistentVolume' | 'Pod';
  readonly namespace: string | null;
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly message: string | null;
}

/** Names in a change that the plan does not have. */
export function missingIn(plan: StoragePlan, { deleted, gone, drained }: WhatIf): string[] {
  const known = new Set([...plan._inventory.items.map(titleOf),
    ...plan.claims.map(({ namespace, name }) => `PersistentVolumeClaim/${namespace}/${name}`)]);
  return [...deleted, ...[...gone, ...drained].map((name) => `Node/${name}`)].filter((title) => !known.has(withNamespace(title)));
}

export function consequencesOf(plan: StoragePlan, change: WhatIf): Consequence[] {
  const { world } = plan._inventory;
  const { closed: closedWorld, kubernetesVersion, arrival, knownClasses } = world;
  const options = { closedWorld, kubernetesVersion, arrival, knownClasses: [...knownClasses] };
  const planOf = (objects: readonly Fields[]) => (
    StoragePlan._ofInventory(Inventory.ofLocated(objects.map((value) => ({ value, origin: NOWHERE })), options)));
  const settled = settle(plan);
  const deleted = new Set([...change.deleted, ...change.gone.map((name) => `Node/${name}`)].map(withNamespace));
  const retained = withClaimsOfSets(plan, deleted);
  const left = settled.filter(({ title }) => !retained.has(title)).map(({ title, object }) => afterDrain(title, object, new Set(change.drained)));
  return compare(planOf(settled.map(({ object }) => object)), planOf(left.flatMap((object) => object ?? [])), retained);
}

interface Settled {
  readonly title: string;
  readonly object: Fields;
}

/** The objects of a plan once what is certain has happened: bound claims and volumes name each other, and claims of StatefulSets exist. */
function settle({ claims, _inventory: inventory }: StoragePlan): Settled[] {
  const volumeOf = new Map(claims.flatMap(({ namespace, name, volume }): Array<[string, string]> => (volume ? [[`${namespace}/${name}`, volume]]
    : [])));
  const claimOf = new Map([...volumeOf].map(([key, volume]) => [volume, key]));
  const written = inventory.items.filter(({ rejections }) => !rejections.length).map((item): Settled => {
    const { object, metadata, spec, name, namespace } = item;
    const volume = item.kind === 'PersistentVolumeClaim' ? volumeOf.get(`${namespace}/${name}`) : undefined;
    const owner = item.kind === 'PersistentVolume' ? claimOf.get(name) : undefined;
    if (volume) return { title: titleOf(item), object: { ...object, ...boundClaim({ metadata, spec }, namespace, name, volume) } };
    if (!owner) return { title: titleOf(item), object };
    const [of, claim] = owner.split('/');
    const claimRef = { ...fields(spec.claimRef), namespace: of, name: claim, uid: uidOf(owner) };
    return { title: titleOf(item), object: { ...object, spec: { ...spec, claimRef } } };
  });
  const created = [...inventory.claims.values()].filter(({ key, from, source }) => from !== undefined && source.kind === 'template'
    && volumeOf.has(key));
  return [...written, ...created.map(({ key, namespace, name, labels, className, source: { spec } }): Settled => ({
    title: `PersistentVolumeClaim/${key}`,
    object: {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      ...boundClaim({ metadata: { labels }, spec: { ...spec, storageClassName: className } }, namespace, name, volumeOf.get(key)!),
    },
  }))];
}

function boundClaim({ metadata, spec }: { metadata: Fields; spec: Fields }, namespace: string, name: string, volumeName: string): Fields {
  const annotations = { ...fields(metadata.annotations), [BIND_COMPLETED]: 'yes' };
  return { metadata: { ...metadata, namespace, name, uid: uidOf(`${namespace}/${name}`), annotations }, spec: { ...spec, volumeName } };
}

const uidOf = (key: string) => `uid of ${key}`;

/** What is deleted, with the claims of StatefulSets that go with their set. */
function withClaimsOfSets({ _inventory: { claims, objects } }: StoragePlan, deleted: ReadonlySet<string>): ReadonlySet<string> {
  const takesClaims = ({ spec }: ManifestObject) => fields(spec.persistentVolumeClaimRetentionPolicy).whenDeleted === 'Delete';
  const sets = objects.of('StatefulSet').filter((item) => deleted.has(titleOf(item)) && takesClaims(item));
  const own = [...claims.values()].filter(({ item, from }) => from !== undefined && sets.includes(item))
    .map(({ key }) => `PersistentVolumeClaim/${key}`);
  return new Set([...deleted, ...own]);
}

/** A drained node takes no pods, and bare pods that were there are gone. */
function afterDrain(title: string, object: Fields, drained: ReadonlySet<string>): Fields | undefined {
  const spec = fields(object.spec);
  if (title.startsWith('Node/') && drained.has(title.slice('Node/'.length))) return { ...object, spec: { ...spec, unschedulable: true } };
  return title.startsWith('Pod/') && drained.has(String(spec.nodeName ?? '')) ? undefined : object;
}

function compare(before: StoragePlan, after: StoragePlan, deleted: ReadonlySet<string>): Consequence[] {
  const changes = <T extends { readonly name: string; readonly namespace?: string }>(
    kind: Consequence['kind'], one: readonly T[], other: readonly T[], say: (plan: T) => string, message: (plan: T) => string | undefined) => {
    const keyOf = ({ namespace, name }: T) => [namespace, name].filter(Boolean).join('/');
    const found = new Map(other.map((plan) => [keyOf(plan), plan]));
    const fresh = other.filter((plan) => !one.some((old) => keyOf(old) === keyOf(plan)));
    return [...one.map((plan): [T, string, T | undefined] => [plan, say(plan), found.get(keyOf(plan))]),
      ...fresh.map((plan): [T, string, T] => [plan, 'none', plan])]
      .map(([{ namespace, name }, was, now]): Consequence => (
        { kind, namespace: namespace ?? null, name, before: was, after: now ? say(now) : 'gone', message: (now && message(now)) ?? null }))
      .filter((change) => change.before !== change.after);
  };
  const isLost = ({ namespace, name }: ClaimPlan) => {
    const { volumeName = '' } = after._inventory.claims.get(`${namespace}/${name}`) ?? {};
    return deleted.has(`PersistentVolume/${volumeName}`);
  };
  const claimSays = (claim: ClaimPlan) => (claim.volume ? `bound to ${claim.volume}`
    : claim.outcome === ClaimOutcome.UNKNOWN && isLost(claim) ? ClaimOutcome.LOST : claim.outcome);
  const podSays = ({ outcome, nodes }: PodPlan) => (nodes.length ? `${outcome} on ${nodes.join(', ')}` : outcome);
  return [
    ...changes('PersistentVolumeClaim', before.claims, after.claims, claimSays, ({ message }) => message),
    ...changes('PersistentVolume', before.volumes, after.volumes, ({ phases }: VolumePlan) => phases.join(' or '), () => undefined),
    ...changes('Pod', before.pods, after.pods, podSays, ({ message }) => message),
  ];
}

function titleOf({ kind, namespace, name }: ManifestObject): string {
  return [kind, ...isClusterScoped(kind) ? [] : [namespace || 'default'], name].join('/');
}

/** "Kind/name" of a kind with namespaces is of namespace "default". */
function withNamespace(title: string): string {
  const [kind, ...rest] = title.split('/');
  return rest.length === 1 && !isClusterScoped(kind) ? `${kind}/default/${rest[0]}` : title;
}
