import { Chart, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { AccessMode, ReclaimPolicy, VolumeMode } from './modes';
import { PersistentVolume } from './persistent-volume';
import { VolumeSource } from './volume-source';
import { NodeSelectorTerm } from '../../core-v1';
import { PersistentVolumeClaim } from '../claims/persistent-volume-claim';
import { IStorageClass, StorageClass } from '../classes/storage-class';

/** Properties for `StaticBinding`. */
export interface StaticBindingProps {
  /** Name of the claim. @default - the construct's id */
  readonly name?: string;

  /** Namespace of the claim. @default - the chart's namespace, else "default" */
  readonly namespace?: string;

  /** Name of the volume. @default - `<namespace>-<name>`, as volumes of all namespaces share their names */
  readonly volumeName?: string;

  /** What the volume is made of. */
  readonly source: VolumeSource;

  /** Size of the volume, and of the claim. */
  readonly size: Size;

  /** Access modes of both. @default [AccessMode.READ_WRITE_ONCE] */
  readonly accessModes?: AccessMode[];

  /** Directory or raw device, of both. @default VolumeMode.FILESYSTEM */
  readonly volumeMode?: VolumeMode;

  /** Class of both. @default - no class, written as "" in the claim so that no default class captures it */
  readonly storageClass?: IStorageClass;

  /** Options of the mount. @default - none */
  readonly mountOptions?: string[];

  /** What becomes of the volume when the claim is deleted. @default ReclaimPolicy.RETAIN */
  readonly reclaimPolicy?: ReclaimPolicy;

  /** Names of the nodes that reach the volume. @default - all nodes */
  readonly nodes?: string[];

  /** Nodes that reach the volume, as alternatives. @default - `nodes` */
  readonly nodeAffinity?: NodeSelectorTerm[];

  /** Labels of both. @default - none */
  readonly labels?: { [key: string]: string };
}

/**
 * A volume and the claim that it is for, written so that they bind to each other and to nothing else: the volume names the claim with its
 * namespace, the claim names the volume, and both have the same class, size, access modes and volume mode.
 */
export class StaticBinding extends Construct {
  /** The volume. */
  public readonly volume: PersistentVolume;

  /** The claim; pods can mount it. */
  public readonly claim: PersistentVolumeClaim;

  constructor(scope: Construct, id: string, props: StaticBindingProps) {
    super(scope, id);
    const name = props.name ?? id;
    const namespace = props.namespace ?? Chart.of(this).namespace ?? 'default';
    const { size, accessModes, volumeMode, storageClass = StorageClass.none(), labels } = props;
    const { source, mountOptions, reclaimPolicy = ReclaimPolicy.RETAIN, nodes, nodeAffinity } = props;

    this.volume = new PersistentVolume(this, 'Volume', {
      name: props.volumeName ?? `${namespace}-${name}`,
      claimRef: { name, namespace },
      capacity: size,
      accessModes,
      volumeMode,
      storageClass,
      labels,
      source,
      mountOptions,
      reclaimPolicy,
      nodes,
      nodeAffinity,
    });
    this.claim = new PersistentVolumeClaim(this, 'Claim', { name, namespace, volume: this.volume, size, accessModes, volumeMode, storageClass, labels });
  }
}
