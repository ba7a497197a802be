import { ClaimOptions } from '../storage/claims/claim-options';

/**
 * A claim that each pod of a StatefulSet gets for itself, named `<template>-<set>-<ordinal>`.
 *
 * `mountPath` makes it a filesystem, `devicePath` a raw block device: the volume mode and the way the pod uses it can't disagree.
 */
export interface ClaimTemplate extends ClaimOptions {
  /** Name of the template and of the pod's volume; a DNS label. */
  readonly name: string;
  /** Absolute path of the directory in the container. @default - a raw block device, at `devicePath` */
  readonly mountPath?: string;
  /** Absolute path of the raw device in the container, such as "/dev/xvda". @default - a filesystem, at `mountPath` */
  readonly devicePath?: string;
  /** Mounts it read-only. @default false */
  readonly readOnly?: boolean;
  /** Directory inside the volume to mount; created if it is missing. @default - the root of the volume */
  readonly subPath?: string;
}
