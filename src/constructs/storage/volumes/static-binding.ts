import { Chart, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { AccessMode, ReclaimPolicy, VolumeMode } from './modes';
import { PersistentVolume } from './persistent-volume';
import { VolumeSource } from './volume-source';
import { NodeSelectorTerm } from '../../core-v1';
import { propsOf } from '../../private/at';
import { PersistentVolumeClaim } from '../claims/persistent-volume-claim';
import { IStorageClass, StorageClass } from '../classes/storage-class';

/** Properties for `StaticBinding`. */
export interface StaticBindingProps {
  /** Name of the claim. @default - the construct's id */
  readonly name?: string;
  /** Namespace of the claim. @default - the chart's namespace, else "default" */
  readonly namespace?: string;
  /** Name of the volume. @default - `<namespace>-<name>`, because volumes are cluster-scoped */
  readonly volumeName?: string;
  /** Volume source. */
  readonly source: VolumeSource;
  /** Size of the volume, and of the claim. */
  readonly size: Size;
  /** Access modes of both. @default [AccessMode.READ_WRITE_ONCE] */
  readonly accessModes?: AccessMode[];
  /** Volume mode of both. @default VolumeMode.FILESYSTEM */
  readonly volumeMode?: VolumeMode;
  /** Class of both. @default - no class, written as "" in the claim so that the default class does not apply */
  readonly storageClass?: IStorageClass;
  /** Mount options. @default - none */
  readonly mountOptions?: string[];
  /** What happens to the volume when the claim is deleted. @default ReclaimPolicy.RETAIN */
  readonly reclaimPolicy?: ReclaimPolicy;
  /** Nodes that can access the volume. @default - all nodes */
  readonly nodes?: string[];
  /** Node affinity terms, which are alternatives. @default - `nodes` */
  readonly nodeAffinity?: NodeSelectorTerm[];
  /** Labels of both. @default - none */
  readonly labels?: { [key: string]: string };
}

/**
 * A volume and a claim that bind to each other only: the volume names the claim in claimRef, the claim names the volume, and both have the same
 * class, size, access modes and volume mode.
 */
export class StaticBinding extends Construct {
  /** The volume. */
  public readonly volume: PersistentVolume;
  /** The claim; pods can mount it. */
  public readonly claim: PersistentVolumeClaim;

  constructor(scope: Construct, id: string, props: StaticBindingProps) {
    props = propsOf(new.target, 'StaticBinding', scope, id, props);
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
    this.claim = new PersistentVolumeClaim(this, 'Claim',
      { name, namespace, volume: this.volume, size, accessModes, volumeMode, storageClass, labels });
  }
}
