/*
 * What the objects of a set mean once the API server has defaulted and admitted them. Everything here is read-only and typed; absent texts that
 * Kubernetes treats like empty ones are ''.
 */
import { ClaimSource } from './claim-sources';
import { ManifestObject } from './manifest-object';
import { PodSource } from './pod-sources';
import { Nanos } from '../../kubernetes/quantity';
import { NodeTerm, Labels, Selector } from '../../kubernetes/selectors';

export enum BindingMode { IMMEDIATE = 'Immediate', WAIT_FOR_FIRST_CONSUMER = 'WaitForFirstConsumer' }

export interface StorageClass {
  readonly item: ManifestObject;
  readonly name: string;
  readonly provisioner: string;
  readonly bindingMode: BindingMode;
  readonly reclaimPolicy: string;
  /** Terms of which one must match a node; empty allows every node. */
  readonly allowedTopologies: readonly Selector[];
  readonly isDefault: boolean;
  readonly allowVolumeExpansion: boolean;
}

export interface ClaimRef {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
}

export interface Volume {
  readonly item: ManifestObject;
  readonly name: string;
  readonly labels: Labels;
  readonly capacity: Nanos;
  /** Access modes, without duplicates, in Kubernetes' order (RWO, ROX, RWX, RWOP). */
  readonly modes: readonly string[];
  readonly volumeMode: string;
  /** Effective class: the beta annotation if there is one, else spec.storageClassName. */
  readonly className: string;
  readonly attributesClass: string;
  readonly claimRef?: ClaimRef;
  readonly reclaimPolicy: string;
  /** Key of the volume source, such as "csi" or "local". */
  readonly source: string;
  readonly nodeAffinity?: readonly NodeTerm[];
  readonly deleting: boolean;
  /** Phase that the manifest states, as a dump of a cluster does. */
  readonly phase: string;
}

export interface Claim {
  /** The manifest, or the workload that the claim comes from. */
  readonly item: ManifestObject;
  /** The claim as it was written: the manifest, or the template in the workload. */
  readonly source: ClaimSource;
  /** "namespace/name". */
  readonly key: string;
  readonly namespace: string;
  readonly name: string;
  /** Kind and name of the workload that creates the claim, such as "StatefulSet/web" or, for an ephemeral volume, "Pod/web". */
  readonly from?: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly request: Nanos;
  readonly modes: readonly string[];
  readonly volumeMode: string;
  /** Effective class after admission; '' for none. */
  readonly className: string;
  /** Whether a class is stated, be it ''. */
  readonly hasClass: boolean;
  /** Whether admission put the class there. */
  readonly classDefaulted: boolean;
  readonly attributesClass: string;
  readonly selector?: Selector;
  readonly volumeName: string;
  /** The annotation pv.kubernetes.io/bind-completed is there. */
  readonly bindCompleted: boolean;
  /** The annotation volume.kubernetes.io/selected-node. */
  readonly selectedNode?: string;
  readonly uid: string;
  readonly deleting: boolean;
  /** It is being deleted and no pod with a node uses it, so it goes (pvc-protection). */
  readonly goes: boolean;
  /** For the claim of an ephemeral volume: the name of its pod, which owns it. */
  readonly ownedByPod?: string;
}

/** How a pod uses one claim. */
export interface ClaimUse {
  /** Name of the pod's volume. */
  readonly volume: string;
  readonly claimName: string;
  readonly ephemeral: boolean;
  readonly readOnly: boolean;
  /** Whether some container mounts it as a filesystem. */
  readonly mounted: boolean;
  /** Whether some container uses it as a block device. */
  readonly device: boolean;
}

/** A disk that a pod mounts without a claim, and that the scheduler lets pods of one node share only if all of them read. */
export interface InlineDisk {
  /** Equal for the same disk. */
  readonly id: string;
  readonly readOnly: boolean;
}

export interface Taint { readonly key: string; readonly value: string; readonly effect: string }
export interface Toleration { readonly key: string; readonly operator: string; readonly value: string; readonly effect: string }

/** A required (anti-)affinity term between pods. */
export interface PodTerm {
  readonly selector?: Selector;
  readonly namespaces: readonly string[];
  readonly topologyKey: string;
}

export interface Pod {
  readonly item: ManifestObject;
  /** The pod as it was written: the manifest, or the template in the workload. */
  readonly source: PodSource;
  readonly key: string;
  readonly namespace: string;
  readonly name: string;
  /** Kind and name of the workload that creates it, such as "StatefulSet/web"; undefined for a Pod of the input. */
  readonly from?: string;
  readonly labels: Labels;
  /** Stated node: such a pod never passes the scheduler. */
  readonly nodeName: string;
  readonly uses: readonly ClaimUse[];
  readonly disks: readonly InlineDisk[];
  readonly nodeSelector: Selector;
  readonly nodeAffinity?: readonly NodeTerm[];
  readonly tolerations: readonly Toleration[];
  readonly affinity: readonly PodTerm[];
  readonly antiAffinity: readonly PodTerm[];
  /** Waits for a group, or for whoever removes its gates. */
  readonly gated: boolean;
  /** Another scheduler than the default one places it. */
  readonly otherScheduler: boolean;
  /** It may never be created: a pod of a CronJob, or one that an autoscaler may add. */
  readonly optional: boolean;
  /** Replica that it is, from 0, where several come from one workload. */
  readonly replica: number;
  /** Key of the pod that must be Ready before this one is created (StatefulSet, OrderedReady). */
  readonly after?: string;
}

export interface Node {
  readonly item?: ManifestObject;
  readonly name: string;
  readonly labels: Labels;
  readonly taints: readonly Taint[];
  readonly unschedulable: boolean;
  /** Replaces the nodes of an input without Node objects: only the listed labels are known. */
  readonly assumed: boolean;
}

export interface CsiDriver {
  readonly item: ManifestObject;
  readonly name: string;
  readonly storageCapacity: boolean;
}

export interface StorageCapacity {
  readonly item: ManifestObject;
  readonly className: string;
  /** Largest volume that can be provisioned; undefined if it does not say. */
  readonly limit?: Nanos;
  readonly topology?: Selector;
}
