/** How a container mounts a claim. */
export interface ClaimMountOptions {
  /** Mounts it read-only. @default false */
  readonly readOnly?: boolean;
  /** Directory inside the volume to mount; created if it is missing. @default - the root of the volume */
  readonly subPath?: string;
}
