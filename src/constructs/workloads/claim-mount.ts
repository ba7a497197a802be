import { IPersistentVolumeClaim } from 'cdk8s-plus-28';

/**
 * A claim in a pod: one of this library, or one of cdk8s-plus.
 *
 * Whether it is mounted as a directory or handed on as a device follows from the volume mode of the claim.
 */
export interface ClaimMount {
  /** The claim; it must lie in the namespace of the pod. */
  readonly claim: IPersistentVolumeClaim;

  /** Absolute path in the container: of a directory, or of the device where the claim is for a raw block volume. */
  readonly path: string;

  /** Name of the volume in the pod. @default - the name of the claim */
  readonly name?: string;

  /** Mounts it read-only. @default false */
  readonly readOnly?: boolean;

  /** Directory inside the volume to mount; made if it is missing. @default - the root of the volume */
  readonly subPath?: string;
}
