/*
 * Manifests as the API server would store them: defaults, and the admission that matters to storage, for one minor.
 * Source: pkg/apis/core/v1/defaults.go, pkg/apis/storage/v1/defaults.go, pkg/registry/core/persistentvolume(claim)/strategy.go,
 * component-helpers storage/volume/helpers.go.
 */
import { BindingMode, Claim, ClaimRef, CsiDriver, Node, StorageCapacity, StorageClass, Taint, Volume } from './admitted';
import { requestOf, writtenClass } from './claim-sources';
import { ManifestObject } from './manifest-object';
import { CreatedClaim } from './workloads';
import { fields, Fields, isObject, list, strings, text, textList } from '../../core/fields';
import { BIND_COMPLETED, BOUND_BY_CONTROLLER, MIGRATED_TO, SELECTED_NODE } from '../../kubernetes/annotations';
import { isDefaultClass } from '../../kubernetes/default-class';
import { hasAttributesClass } from '../../kubernetes/features';
import { parseQuantity } from '../../kubernetes/quantity';
import { labelSelector, nodeTerms, topologyTerms } from '../../kubernetes/selectors';
import { sourceOf, volumePlugin } from '../../kubernetes/volume-plugins';

/** Access modes in the order in which Kubernetes writes them into the key of its index. */
const MODES = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'];

export function storageClass(item: ManifestObject): StorageClass {
  const { object } = item;
  return {
    item,
    name: item.name,
    provisioner: text(object.provisioner) ?? '',
    bindingMode: object.volumeBindingMode === BindingMode.WAIT_FOR_FIRST_CONSUMER ? BindingMode.WAIT_FOR_FIRST_CONSUMER : BindingMode.IMMEDIATE,
    reclaimPolicy: text(object.reclaimPolicy) || 'Delete',
    allowedTopologies: topologyTerms(object.allowedTopologies),
    isDefault: isDefaultClass(item.annotations),
    allowVolumeExpansion: object.allowVolumeExpansion === true,
  };
}

/** Time of creation; a class that does not exist yet is newer than those of a dump. */
const createdAt = (c: StorageClass) => Date.parse(text(c.item.metadata.creationTimestamp) ?? '') || Infinity;
const compareNumbers = (a: number, b: number) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Default classes that may be the newest: all without a time of creation, or if they come in order each that is first by name among those that come
 * after it, as one second may hold any number of them.
 */
export function possibleDefaults(classes: readonly StorageClass[], inOrder: boolean): StorageClass[] {
  const open = classes.filter((c) => c.isDefault && createdAt(c) === Infinity);
  return open.filter((c, i) => !inOrder || open.slice(i + 1).every((later) => c.name < later.name));
}

/** The class that claims without one get: the newest default, then the first by name. */
export function defaultClass(classes: readonly StorageClass[]): StorageClass | undefined {
  return classes.filter((c) => c.isDefault).sort((a, b) => compareNumbers(createdAt(b), createdAt(a)) || (a.name < b.name ? -1 : 1))[0];
}

export function volume(item: ManifestObject, kubernetesVersion: string): Volume {
  const { spec } = item;
  return {
    item,
    name: item.name,
    labels: item.labels,
    capacity: parseQuantity(fields(spec.capacity).storage) ?? 0n,
    modes: accessModes(spec.accessModes),
    volumeMode: text(spec.volumeMode) || 'Filesystem',
    className: writtenClass(item) ?? '',
    attributesClass: hasAttributesClass(kubernetesVersion) ? text(spec.volumeAttributesClassName) ?? '' : '',
    claimRef: claimRef(spec.claimRef),
    reclaimPolicy: text(spec.persistentVolumeReclaimPolicy) || 'Retain',
    source: sourceOf(spec),
    nodeAffinity: nodeTerms(fields(spec.nodeAffinity).required),
    deleting: isDeleting(item),
    phase: text(fields(item.object.status).phase) ?? '',
  };
}

/**
 * @param admission The class that admission sets on a claim that states none.
 * @param inUse Whether a pod with a node uses the claim.
 */
export function claim(created: CreatedClaim, admission: Pick<StorageClass, 'name'> | undefined, kubernetesVersion: string, inUse: boolean): Claim {
  const { source, name, labels, from, ownedByPod } = created;
  const { item, namespace } = source;
  const spec = created.spec ?? source.spec;
  const annotations = strings(source.metadata.annotations);
  const stated = writtenClass({ metadata: source.metadata, spec });
  const written = from === undefined;
  const defaulted = stated === undefined && admission !== undefined;
  return {
    item,
    source,
    key: `${namespace}/${name}`,
    namespace,
    name,
    from,
    labels,
    annotations,
    request: parseQuantity(requestOf({ spec })) ?? 0n,
    modes: accessModes(spec.accessModes),
    volumeMode: text(spec.volumeMode) || 'Filesystem',
    className: stated ?? (defaulted ? admission.name : ''),
    hasClass: stated !== undefined || defaulted,
    classDefaulted: defaulted,
    attributesClass: hasAttributesClass(kubernetesVersion) ? text(spec.volumeAttributesClassName) ?? '' : '',
    selector: labelSelector(spec.selector),
    volumeName: text(spec.volumeName) ?? '',
    bindCompleted: annotations[BIND_COMPLETED] !== undefined,
    selectedNode: annotations[SELECTED_NODE],
    uid: (written && text(source.metadata.uid)) || '',
    deleting: written && isDeleting(item),
    goes: written && isDeleting(item) && !inUse,
    ownedByPod: ownedByPod ?? (written ? owner(source.metadata) : undefined),
  };
}

/**
 * A volume whose claim is gone, after the controller has recycled it: one that the user reserved keeps that, without the uid
 * (pv_controller.go, recycleVolumeOperation and unbindVolume).
 */
export function recycled(one: Volume, claimExists: (ref: ClaimRef) => boolean): Volume {
  const { claimRef: ref, item: { annotations } } = one;
  if (one.reclaimPolicy !== 'Recycle' || !ref?.uid || annotations[MIGRATED_TO] || !volumePlugin(one.source)?.recycle || claimExists(ref)) return one;
  return { ...one, claimRef: annotations[BOUND_BY_CONTROLLER] === undefined ? { ...ref, uid: '' } : undefined };
}

export function node(item: ManifestObject): Node {
  const { spec } = item;
  return {
    item,
    name: item.name,
    labels: item.labels,
    unschedulable: spec.unschedulable === true,
    taints: list(spec.taints).filter(isObject).map((taint): Taint => ({
      key: text(taint.key) ?? '', value: text(taint.value) ?? '', effect: text(taint.effect) ?? '',
    })),
    assumed: false,
  };
}

export function csiDriver(item: ManifestObject): CsiDriver {
  return { item, name: item.name, storageCapacity: item.spec.storageCapacity === true };
}

export function storageCapacity(item: ManifestObject): StorageCapacity {
  const { storageClassName, maximumVolumeSize, capacity, nodeTopology } = item.object;
  return {
    item,
    className: text(storageClassName) ?? '',
    limit: maximumVolumeSize === undefined || maximumVolumeSize === null ? parseQuantity(capacity) : parseQuantity(maximumVolumeSize),
    topology: labelSelector(nodeTopology),
  };
}

/** Whether the manifest says that the object is being deleted. */
function isDeleting({ metadata: { deletionTimestamp: at } }: ManifestObject): boolean {
  return at !== undefined && at !== null;
}

function owner(metadata: Fields): string | undefined {
  const controller = list(metadata.ownerReferences).find((o) => isObject(o) && o.kind === 'Pod' && o.controller === true);
  return text(fields(controller).name);
}

function claimRef(value: unknown): ClaimRef | undefined {
  if (!isObject(value)) return undefined;
  return { namespace: text(value.namespace) ?? '', name: text(value.name) ?? '', uid: text(value.uid) ?? '' };
}

/** Lists of modes that are remembered: few occur in earnest, and input must not fill the memory. */
const MOST_KNOWN_MODES = 1000;
const knownModes = new Map<string, readonly string[]>();

function accessModes(value: unknown): readonly string[] {
  const given = textList(value);
  const key = given.join();
  let modes = knownModes.get(key);
  if (!modes) {
    modes = MODES.filter((mode) => given.includes(mode));
    if (knownModes.size < MOST_KNOWN_MODES) knownModes.set(key, modes);
  }
  return modes;
}

