import { ApiObject, Size } from 'cdk8s';
import { accessModesOf, classNameOf, knownMode, sizeOf } from './claim-facts';
import { bytesOf } from './quantity';
import { refuse } from '../../../core/errors';
import { INamedObject } from '../../named-object';
import { NamespacedName } from '../../namespaced-name';
import { requireKind } from '../../private/named-object';
import { IStorageClass, StorageClass } from '../classes/storage-class';
import { AccessMode, VolumeMode } from '../volumes/modes';

/** Requirements of a claim on the volume that it names. Undefined fields are not compared. */
interface Wishes {
  readonly size?: Size;
  readonly accessModes?: AccessMode[];
  readonly volumeMode?: VolumeMode;
  readonly storageClass?: IStorageClass;
}

/** The class of a volume. A claim of another class, such as the default class, never binds to it. Undefined if unknown. */
export function classOf(volume: any): IStorageClass | undefined {
  const name = volume && classNameOf(volume);
  if (name === undefined) return undefined;
  return volume.storageClass ?? (name === '' ? StorageClass.none() : StorageClass.fromStorageClassName(name));
}

/** A claim that names a volume stays Pending unless class, size and modes match. Unknown fields of the volume are not checked. */
export function requireMatching({ size, accessModes, volumeMode, storageClass }: Wishes, volume: INamedObject): void {
  requireKind('volume', volume, 'PersistentVolume');
  const has = { mode: knownMode(volume), accessModes: accessModesOf(volume), size: sizeOf(volume), className: classNameOf(volume) };
  const who = `the volume "${volume.name}"`;
  if (volumeMode && has.mode && has.mode !== volumeMode) refuse('volumeMode', `is ${volumeMode}, but ${who} is ${has.mode}: they never bind`);
  const missing = has.accessModes && accessModes?.find((mode) => !has.accessModes!.includes(mode));
  if (missing) refuse('accessModes', `contains ${missing}, but ${who} has ${has.accessModes!.join(', ')}: they never bind`);
  if (size && has.size && bytesOf(has.size) < bytesOf(size)) {
    refuse('size', `is ${size.asString()}, but ${who} has ${has.size.asString()}: they never bind`);
  }
  const className = storageClass?.storageClassName;
  if (className !== undefined && has.className !== undefined && className !== has.className) {
    refuse('storageClass', `is "${className}", but ${who} has "${has.className}": they never bind`);
  }
}

/** A volume with a claimRef binds to no other claim. */
export function requireUnreserved({ name, metadata: { namespace } }: ApiObject, volume: any): void {
  const owner: NamespacedName | undefined = volume?.claimRef;
  if (!owner || (owner.name === name && (namespace === undefined || owner.namespace === namespace))) return;
  refuse('volume', `"${volume.name}" is reserved for the claim "${owner.name}" in the namespace "${owner.namespace}": they never bind`);
}
