/*
 * The conditions under which a volume serves a claim, one by one. The solvers, the explanation of the nearest volume and the rules all use these.
 *
 * Sources: component-helpers storage/volume/pv_helpers.go (FindMatchingVolume), pkg/controller/volume/persistentvolume/pv_controller.go
 * (checkVolumeSatisfyClaim).
 */
import { checkNodeAffinity } from './node-predicates';
import { fields, text } from '../../core/fields';
import { wholeUnits } from '../../kubernetes/quantity';
import { matches, Requirement, Selector } from '../../kubernetes/selectors';
import { Claim, Node, Volume } from '../model/admitted';

export type PredicateName = 'claimRef' | 'capacity' | 'volumeMode' | 'volumeAttributesClass' | 'deletion' | 'storageClass' | 'selector'
  | 'accessModes' | 'nodeAffinity';

/** One condition of the match of a claim and a volume. */
export interface VolumePredicate {
  readonly name: PredicateName;
  /** The field of the claim's spec that it compares; "" for those of the volume alone. */
  readonly field: string;
  /** The function of Kubernetes that has the condition. */
  readonly source: string;
  /** What the controller says where a claim names a volume that fails it; only for the predicates of CHECK_VOLUME_SATISFY_CLAIM. */
  readonly mismatch?: (volume: Volume) => string;
  /** @param node The node that the volume must be reachable from, where the scheduler asks. */
  readonly holds: (claim: Claim, volume: Volume, node?: Node) => boolean;
  /** What the claim asks for, for an explanation. */
  readonly wanted: (claim: Claim, node?: Node) => string;
  /** What the volume has, for an explanation. */
  readonly found: (volume: Volume) => string;
}

/** Namespaces are compared as they are written. Mirrors IsVolumeBoundToClaim. */
export function isVolumeBoundToClaim({ claimRef }: Volume, claim: Claim): boolean {
  return claimRef !== undefined && claimRef.name === claim.name && claimRef.namespace === claim.namespace
    && (claimRef.uid === '' || claimRef.uid === claim.uid);
}

export const CLAIM_REF: VolumePredicate = {
  name: 'claimRef',
  field: '',
  source: 'IsVolumeBoundToClaim',
  holds: (claim, volume) => volume.claimRef === undefined || isVolumeBoundToClaim(volume, claim),
  wanted: ({ key }) => `no claimRef, or one for ${key}`,
  found: ({ claimRef }) => (claimRef ? `claimRef ${claimRef.namespace}/${claimRef.name}${claimRef.uid && ` (uid ${claimRef.uid})`}` : 'no claimRef'),
};

export const CAPACITY: VolumePredicate = {
  name: 'capacity',
  field: 'resources.requests.storage',
  source: 'FindMatchingVolume',
  holds: (claim, volume) => volume.capacity >= claim.request,
  wanted: (claim) => `at least ${quantity(claim.request)}`,
  found: (volume) => text(fields(fields(volume.item.object.spec).capacity).storage) ?? quantity(volume.capacity),
};

/** Where a claim names its volume the controller compares whole bytes. */
const CAPACITY_IN_BYTES: VolumePredicate = {
  ...CAPACITY,
  source: 'checkVolumeSatisfyClaim',
  mismatch: () => 'requested PV is too small',
  holds: (claim, volume) => wholeUnits(volume.capacity) >= wholeUnits(claim.request),
};

export const VOLUME_MODE: VolumePredicate = {
  name: 'volumeMode',
  field: 'volumeMode',
  source: 'CheckVolumeModeMismatches',
  mismatch: () => 'incompatible volumeMode',
  holds: (claim, volume) => volume.volumeMode === claim.volumeMode,
  wanted: (claim) => claim.volumeMode,
  found: (volume) => volume.volumeMode,
};

export const VOLUME_ATTRIBUTES_CLASS: VolumePredicate = {
  name: 'volumeAttributesClass',
  field: 'volumeAttributesClassName',
  source: 'FindMatchingVolume',
  mismatch: () => 'volumeAttributesClassName does not match',
  holds: (claim, volume) => volume.attributesClass === claim.attributesClass,
  wanted: (claim) => `"${claim.attributesClass}"`,
  found: (volume) => `"${volume.attributesClass}"`,
};

export const DELETION: VolumePredicate = {
  name: 'deletion',
  field: '',
  source: 'FindMatchingVolume',
  mismatch: (volume) => `the volume is marked for deletion "${volume.name}"`,
  holds: (_, volume) => !volume.deleting,
  wanted: () => 'no deletionTimestamp',
  found: ({ deleting }) => (deleting ? 'deletionTimestamp' : 'no deletionTimestamp'),
};

export const SELECTOR: VolumePredicate = {
  name: 'selector',
  field: 'selector',
  source: 'FindMatchingVolume',
  holds: (claim, volume) => claim.selector === undefined || matches(claim.selector, volume.labels),
  wanted: (claim) => selectorText(claim.selector ?? []),
  found: ({ labels }) => Object.keys(labels).map((key) => `${key}=${labels[key]}`).join(', ') || 'no labels',
};

export const STORAGE_CLASS: VolumePredicate = {
  name: 'storageClass',
  field: 'storageClassName',
  source: 'GetPersistentVolumeClass, GetPersistentVolumeClaimClass',
  mismatch: () => 'storageClassName does not match',
  holds: (claim, volume) => volume.className === claim.className,
  wanted: (claim) => `"${claim.className}"`,
  found: (volume) => `"${volume.className}"`,
};

export const ACCESS_MODES: VolumePredicate = {
  name: 'accessModes',
  field: 'accessModes',
  source: 'CheckAccessModes',
  mismatch: () => 'incompatible accessMode',
  holds: (claim, volume) => claim.modes.every((mode) => volume.modes.includes(mode)),
  wanted: (claim) => claim.modes.join(', '),
  found: (volume) => volume.modes.join(', '),
};

export const NODE_AFFINITY: VolumePredicate = {
  name: 'nodeAffinity',
  field: '',
  source: 'CheckNodeAffinity',
  holds: (_, volume, node) => node === undefined || checkNodeAffinity(volume, node),
  wanted: (_, node) => (node ? `reachable from node ${node.name}` : 'any node'),
  found: ({ nodeAffinity }) => nodeAffinity?.map((term) => selectorText([...term.labels, ...term.fields])).join(' or ') ?? 'no node affinity',
};

/** What must hold for a volume whose claimRef names the claim. The controller also looks at access modes, the scheduler at node affinity. */
export const PRE_BOUND_VOLUME: readonly VolumePredicate[] = [CAPACITY, VOLUME_MODE, VOLUME_ATTRIBUTES_CLASS, DELETION];

/** What must hold for a volume without claimRef, in the order of FindMatchingVolume. */
export const UNCLAIMED_VOLUME: readonly VolumePredicate[] = [...PRE_BOUND_VOLUME, SELECTOR, STORAGE_CLASS, NODE_AFFINITY, ACCESS_MODES];

/** FindMatchingVolume, in its order. */
export const FIND_MATCHING_VOLUME: readonly VolumePredicate[] = [CLAIM_REF, ...UNCLAIMED_VOLUME];

/** What the controller compares where a claim names its volume, in its order. */
export const CHECK_VOLUME_SATISFY_CLAIM: readonly VolumePredicate[] = [
  DELETION, CAPACITY_IN_BYTES, STORAGE_CLASS, VOLUME_ATTRIBUTES_CLASS, VOLUME_MODE, ACCESS_MODES,
];

export function satisfies(predicates: readonly VolumePredicate[], claim: Claim, volume: Volume, node?: Node): boolean {
  return predicates.every((predicate) => predicate.holds(claim, volume, node));
}

export function failed(predicates: readonly VolumePredicate[], claim: Claim, volume: Volume, node?: Node): VolumePredicate[] {
  return predicates.filter((predicate) => !predicate.holds(claim, volume, node));
}

/** Why a claim cannot bind to the volume that it names, in the controller's words; undefined if it can. */
export function checkVolumeSatisfyClaim(claim: Claim, volume: Volume): string | undefined {
  return CHECK_VOLUME_SATISFY_CLAIM.find((predicate) => !predicate.holds(claim, volume))?.mismatch?.(volume);
}

function selectorText(selector: Selector): string {
  return selector.map(requirementText).join(', ');
}

function requirementText({ key, operator, values }: Requirement): string {
  if (operator === 'In' && values.length === 1) return `${key}=${values[0]}`;
  return values.length ? `${key} ${operator} (${values.join(', ')})` : `${key} ${operator}`;
}

const BINARY_UNITS = ['Ei', 'Pi', 'Ti', 'Gi', 'Mi', 'Ki'];

/** An amount of bytes in the largest binary unit that divides it. */
function quantity(amount: bigint): string {
  const bytes = wholeUnits(amount);
  const at = BINARY_UNITS.findIndex((_, i) => bytes !== 0n && bytes % 1024n ** BigInt(BINARY_UNITS.length - i) === 0n);
  return at < 0 ? String(bytes) : `${bytes / 1024n ** BigInt(BINARY_UNITS.length - at)}${BINARY_UNITS[at]}`;
}
