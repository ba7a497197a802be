/** What becomes of a claim. */
export enum ClaimOutcome {
  /** It binds to `volume`. */
  BOUND = 'bound',
  /** Order or ties decide: it binds to one of `volumes`, or to none if `mayStayUnbound`. */
  ONE_OF = 'oneOf',
  /** `provisioner` provisions a volume for it. */
  PROVISIONING = 'provisioning',
  /** It waits for a consumer, or for its consumers to be scheduled. */
  WAITING = 'waiting',
  /** It never binds. */
  PENDING = 'pending',
  /** Its volume is missing, or bound to another claim. */
  LOST = 'lost',
  /** What is missing from the input decides (open world). */
  UNKNOWN = 'unknown',
}

/** What becomes of a pod. */
export enum PodOutcome {
  /** It runs on one of `nodes`. */
  SCHEDULABLE = 'schedulable',
  /** It waits for its volumes to be provisioned on `nodes`, or for what the message says. */
  WAITING = 'waiting',
  /** No node takes it; the message holds the scheduler's reason. */
  UNSCHEDULABLE = 'unschedulable',
  /** It has a node, but its volumes cannot be mounted there. */
  STUCK = 'stuck',
  /** Order or ties decide between its `outcomes`. */
  ONE_OF = 'oneOf',
  /** What is missing from the input decides (open world), or another scheduler. */
  UNKNOWN = 'unknown',
}

/** Phase of a volume. */
export enum VolumePhase {
  /** No claim has it. */
  AVAILABLE = 'Available',
  /** A claim has it. */
  BOUND = 'Bound',
  /** Its claim is gone, and it is kept for that claim. */
  RELEASED = 'Released',
  /** It could not be reclaimed. */
  FAILED = 'Failed',
}

/** The volume that a claim misses by one condition. */
export interface NearestVolume {
  /** Name of the volume. */
  readonly volume: string;
  /**
   * The condition that fails: "capacity", "nodeAffinity", "selector", "accessModes", "volumeMode", "volumeAttributesClass", "storageClass",
   * "deletion" or "claimRef" (the volume belongs to another claim).
   */
  readonly predicate: string;
}

/** What becomes of one claim. */
export interface ClaimPlan {
  /** Namespace of the claim. */
  readonly namespace: string;
  /** Name of the claim. */
  readonly name: string;
  /** What creates the claim, such as "StatefulSet/web". @default - the claim is an object of the input */
  readonly createdBy?: string;
  /** What becomes of it. */
  readonly outcome: ClaimOutcome;
  /** The volume that it binds to, if that is certain. @default - none, or not certain */
  readonly volume?: string;
  /** Every volume that it may bind to; at most 500, the message says if there are more. */
  readonly volumes: string[];
  /** Whether it may stay without a volume although there are some that match. */
  readonly mayStayUnbound: boolean;
  /** Its effective class; "" where it asks for none. @default - no class is stated and none is the default */
  readonly storageClass?: string;
  /** Provisioner that is asked for a volume. @default - none */
  readonly provisioner?: string;
  /**
   * Reason of the event that the cluster records: "FailedBinding", "ProvisioningFailed", "ProvisioningSucceeded",
   * "ExternalProvisioning", "WaitForFirstConsumer", "WaitForPodScheduled" or "VolumeMismatch".
   *
   * @default - no event
   */
  readonly event?: string;
  /** Text of that event as Kubernetes words it, or a sentence about the outcome. */
  readonly message: string;
  /** The nearest miss of a claim without a volume. @default - no volume misses by a single condition */
  readonly nearest?: NearestVolume;
}

/** What becomes of one volume. */
export interface VolumePlan {
  /** Name of the volume. */
  readonly name: string;
  /** Its phase in the end. @default - order or ties decide between `phases` */
  readonly phase?: VolumePhase;
  /** Every phase that it may have in the end. */
  readonly phases: VolumePhase[];
  /** The claim that it is bound to, as "namespace/name". @default - none, or not certain */
  readonly claim?: string;
}

/** What becomes of one pod. */
export interface PodPlan {
  /** Namespace of the pod. */
  readonly namespace: string;
  /** Name of the pod; where its controller generates a suffix, a number or a node in angle brackets stands for it, such as "web-<0>". */
  readonly name: string;
  /** What creates the pod, such as "StatefulSet/web". @default - the pod is an object of the input */
  readonly createdBy?: string;
  /** What becomes of it. */
  readonly outcome: PodOutcome;
  /** Everything that may become of it: several where the outcome is `ONE_OF`, else the outcome alone. */
  readonly outcomes: PodOutcome[];
  /** Nodes that it may run on, or that its volumes are provisioned for. */
  readonly nodes: string[];
  /** Why it does not run, or may not run. @default - it runs */
  readonly message?: string;
}

/** An object that the API server refuses, and one reason. */
export interface RejectedObject {
  /** Kind of the object. */
  readonly kind: string;
  /** Namespace of the object. @default - it lives outside of namespaces */
  readonly namespace?: string;
  /** Name of the object. */
  readonly name: string;
  /** Path of the field as the server names it, such as "spec.capacity[storage]". */
  readonly field: string;
  /** What is wrong with the field. */
  readonly message: string;
}
