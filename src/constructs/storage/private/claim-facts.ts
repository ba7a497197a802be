import { createHash } from 'crypto';
import { ApiObject, Size } from 'cdk8s';
import { refuse } from '../../../core/errors';
import { INamedObject } from '../../named-object';
import { StorageCapabilities } from '../volumes/capabilities';
import { AccessMode, VolumeMode } from '../volumes/modes';

/*
 * A claim, volume or snapshot may be ours, one of cdk8s-plus, or one that is known by name only. What is known of it is read from the properties
 * that it has.
 */

/** The volume mode of a claim; Filesystem, as Kubernetes has it, where it is not known. */
export function volumeModeOf(claim: INamedObject): VolumeMode {
  return knownMode(claim) ?? VolumeMode.FILESYSTEM;
}

/** The volume mode of a claim or volume. Undefined where it is not known. */
export function knownMode(resource: any): VolumeMode | undefined {
  return resource.volumeMode ?? resource.mode;
}

/** The size of a claim or volume. Undefined where it is not known. */
export function sizeOf(resource: any): Size | undefined {
  return resource.size ?? resource.capacity ?? resource.storage;
}

/** The access modes of a claim or volume. Undefined where they are not known. */
export function accessModesOf(resource: any): AccessMode[] | undefined {
  return resource.accessModes;
}

/** Name of the class of a volume, empty where it has none. Undefined where it is not known. */
export function classNameOf(volume: any): string | undefined {
  if (volume.apiObject === undefined) return undefined;
  return volume.storageClass?.storageClassName ?? volume.storageClassName ?? '';
}

/** What the storage of a claim can do, as far as it is known. */
export function capabilitiesOf(claim: INamedObject): StorageCapabilities {
  return (claim as any).storageClass?.capabilities ?? {};
}

/** Who makes the volume of a claim. Undefined where it is not known. */
export function provisionerOf(claim: any): string | undefined {
  return claim.storageClass?.provisioner;
}

/** Refuses what lies in another namespace than the object that uses it. Nothing is said where one of the namespaces is not known. */
export function requireSameNamespace(property: string, used: any, user: ApiObject): void {
  const [theirs, own] = [namespaceOf(used), user.metadata.namespace];
  if (theirs === undefined || own === undefined || theirs === own) return;
  refuse(property, `"${used.name ?? used.snapshotName}" is in the namespace "${theirs}", but ${user.kind} "${user.name}" is in "${own}": `
    + 'only what is in the same namespace can be used');
}

function namespaceOf(resource: any): string | undefined {
  return resource.apiObject?.metadata?.namespace ?? resource.namespace;
}

const LONGEST_LABEL = 63;
const HASH_LENGTH = 8;

/** A name for the volume of a pod, after that of its claim, which may be longer and have dots. */
export function volumeNameOf(claimName: string, prefix = ''): string {
  const name = `${prefix}${claimName.replace(/\./g, '-')}`;
  if (name.length <= LONGEST_LABEL) return name;
  const hash = createHash('sha256').update(claimName).digest('hex').slice(0, HASH_LENGTH);
  return `${name.slice(0, LONGEST_LABEL - HASH_LENGTH - 1).replace(/-+$/, '')}-${hash}`;
}
