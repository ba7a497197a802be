import { createHash } from 'crypto';
import { ApiObject, Size } from 'cdk8s';
import { refuse } from '../../../core/errors';
import { INamedObject } from '../../named-object';
import { StorageCapabilities } from '../volumes/capabilities';
import { AccessMode, VolumeMode } from '../volumes/modes';

/*
 * A claim, volume or snapshot may come from this library, from cdk8s-plus, or be known by name only. These functions read the properties that it
 * has.
 */

/** The volume mode of a claim; Filesystem, the Kubernetes default, if unknown. */
export function volumeModeOf(claim: INamedObject): VolumeMode {
  return knownMode(claim) ?? VolumeMode.FILESYSTEM;
}

/** The volume mode of a claim or volume. Undefined if unknown. */
export function knownMode(resource: any): VolumeMode | undefined {
  return resource.volumeMode ?? resource.mode;
}

/** The size of a claim or volume. Undefined if unknown. */
export function sizeOf(resource: any): Size | undefined {
  return resource.size ?? resource.capacity ?? resource.storage;
}

/** The access modes of a claim or volume. Undefined if unknown. */
export function accessModesOf(resource: any): AccessMode[] | undefined {
  return resource.accessModes;
}

/** Name of the class of a volume; empty if it has none. Undefined if unknown. */
export function classNameOf(volume: any): string | undefined {
  if (volume.apiObject === undefined) return undefined;
  return volume.storageClass?.storageClassName ?? volume.storageClassName ?? '';
}

/** Known capabilities of the storage of a claim. */
export function capabilitiesOf(claim: INamedObject): StorageCapabilities {
  return (claim as any).storageClass?.capabilities ?? {};
}

/** Provisioner of the volume of a claim. Undefined if unknown. */
export function provisionerOf(claim: any): string | undefined {
  return claim.storageClass?.provisioner;
}

/** Throws if an object is in a namespace that differs from that of its user. An unknown namespace passes. */
export function requireSameNamespace(property: string, used: any, user: ApiObject): void {
  const [theirs, own] = [namespaceOf(used), user.metadata.namespace];
  if (theirs === undefined || own === undefined || theirs === own) return;
  refuse(property, `"${used.name ?? used.snapshotName}" is in the namespace "${theirs}", but ${user.kind} "${user.name}" is in "${own}": `
    + 'both must be in the same namespace');
}

function namespaceOf(resource: any): string | undefined {
  return resource.apiObject?.metadata?.namespace ?? resource.namespace;
}

const LONGEST_LABEL = 63;
const HASH_LENGTH = 8;

/** A volume name derived from the name of a claim, which may be longer and contain dots. */
export function volumeNameOf(claimName: string, prefix = ''): string {
  const name = `${prefix}${claimName.replace(/\./g, '-')}`;
  if (name.length <= LONGEST_LABEL) return name;
  const hash = createHash('sha256').update(claimName).digest('hex').slice(0, HASH_LENGTH);
  return `${name.slice(0, LONGEST_LABEL - HASH_LENGTH - 1).replace(/-+$/, '')}-${hash}`;
}
