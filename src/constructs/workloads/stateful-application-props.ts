import { Duration } from 'cdk8s';
import { ClaimMount } from './claim-mount';
import { ClaimTemplate } from './claim-template';
import { DisruptionBudget } from './disruption-budget';
import { AntiAffinity, ZoneSpread } from './placement';
import { PodPort } from './pod-port';
import { PodOptions } from '../pod-options';
import { ReclaimPolicy } from '../storage/volumes/modes';

/** Properties for `StatefulApplication`. Of the pod options, `image` is required. */
export interface StatefulApplicationProps extends PodOptions {
  /** Name of the StatefulSet, of its Service and of its container; a DNS label of at most 52 characters. @default - the construct's id */
  readonly name?: string;
  /** Namespace of all its objects. @default - the chart's namespace */
  readonly namespace?: string;
  /** How many pods; left out of the manifest where an autoscaler targets the set. @default 1 */
  readonly replicas?: number;
  /** Claims that each pod gets for itself, in the order of `volumeClaimTemplates`. @default - none */
  readonly claims?: ClaimTemplate[];
  /** Claims that all pods share. @default - none */
  readonly sharedClaims?: ClaimMount[];
  /**
   * Claims that are created and deleted with each pod, as `<pod>-<name>`: scratch space of a class. Needs Kubernetes 1.21, or 1.19 with the feature gate
   * GenericEphemeralVolume.
   *
   * @see https://kubernetes.io/docs/concepts/storage/ephemeral-volumes/#generic-ephemeral-volumes
   * @default - none
   */
  readonly ephemeralClaims?: ClaimTemplate[];
  /** The port that the container listens on; shorthand for `ports` with one entry. @default - `ports` */
  readonly port?: number;
  /** Ports that the container listens on; the Service offers them. @default - `port`, else none */
  readonly ports?: PodPort[];
  /** Name of the container. @default - the name of the set */
  readonly containerName?: string;
  /** Command that replaces the entry point of the image; `extraArgs` are its arguments. @default - the image's own */
  readonly command?: string[];
  /**
   * Runs the main container without root, capabilities and privilege escalation, with a read-only root and an empty /tmp, the seccomp profile of the
   * runtime, and no API token unless there is a `serviceAccountName`; a NetworkPolicy opens the ports only. The image must have a numeric user that
   * is not root, or `podSecurityContext` a `runAsUser`. Other options win over it.
   *
   * @default false
   */
  readonly hardened?: boolean;

  /** ServiceAccount of the pods. @default - the namespace's default */
  readonly serviceAccountName?: string;
  /** Name of the headless Service that gives each pod its DNS name. @default - the name of the set */
  readonly serviceName?: string;
  /** Emits that Service; set to false if it already exists. @default true */
  readonly createService?: boolean;
  /** Gives pods their DNS names before they are ready, as clusters that find each other at the start need it. @default false */
  readonly publishNotReadyAddresses?: boolean;
  /** Creates and deletes all pods at once, instead of one by one in order (`podManagementPolicy` Parallel). @default - the API server's: false */
  readonly parallelPodManagement?: boolean;
  /** Ordinal of the first pod. Since Kubernetes 1.27. @default 0 */
  readonly firstOrdinal?: number;
  /** Rolls out changes to the pods with this ordinal and above only. @default - all pods */
  readonly partition?: number;

  /**
   * How many pods a rolling update may take at once: "2" or "25%". Needs the feature gate MaxUnavailableStatefulSet, which is off by default:
   * without it
   * the API server drops the field, and pods go one by one.
   *
   * @default - one
   */
  readonly maxUnavailable?: string;

  /** Whether the claims are kept or deleted when the set is deleted. Since Kubernetes 1.27. @default - the API server's: ReclaimPolicy.RETAIN */
  readonly claimsWhenDeleted?: ReclaimPolicy;
  /**
   * Whether the claims of pods that scaling down removes are kept or deleted. Since Kubernetes 1.27.
   *
   * @default - the API server's: ReclaimPolicy.RETAIN
   */
  readonly claimsWhenScaled?: ReclaimPolicy;
  /** How long a pod must be ready before it counts as available. @default Duration.seconds(0) */
  readonly minReady?: Duration;
  /** How many old revisions are kept. @default 10 */
  readonly revisionHistoryLimit?: number;
  /** PodDisruptionBudget: limits how many pods a drain may evict at once. @default - no PodDisruptionBudget */
  readonly disruptionBudget?: DisruptionBudget;
  /** Anti-affinity between the pods. @default - the scheduler decides */
  readonly antiAffinity?: AntiAffinity;
  /** Spreads the pods over zones. @default - the scheduler decides */
  readonly zoneSpread?: ZoneSpread;

  /** Labels by which the set finds its pods; they can't be changed later. @default - `app.kubernetes.io/name` with the name of the set */
  readonly selector?: { [key: string]: string };
}

/** What is known of a StatefulSet that exists in the cluster. */
export interface ExistingStatefulSetOptions {
  /** Labels by which the set finds its pods: `spec.selector.matchLabels`. */
  readonly selector: { [key: string]: string };
  /** Namespace of the StatefulSet. @default - that of what refers to it */
  readonly namespace?: string;
  /** Name of its headless Service. @default - the name of the StatefulSet */
  readonly serviceName?: string;
  /** Ports of that Service. @default - none: it cannot be the backend of an Ingress */
  readonly servicePorts?: number[];
}
