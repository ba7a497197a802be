import { INamedObject } from '../named-object';
import { ClaimMountOptions } from '../storage/claims/claim-mount-options';

/**
 * A claim in a pod: one of this library, or one of cdk8s-plus 28 to 34.
 *
 * Whether it is mounted as a directory or handed on as a device follows from the volume mode of the claim.
 */
export interface ClaimMount extends ClaimMountOptions {
  /** The PersistentVolumeClaim, in the namespace of the pod. */
  readonly claim: INamedObject;
  /** Absolute path in the container: of a directory, or of the device where the claim is for a raw block volume. */
  readonly mountPath: string;
  /** Name of the volume in the pod. @default - the name of the claim */
  readonly name?: string;
}
