import {
  Affinity, DnsPolicy, EnvVariable, ImagePullPolicy, ContainerProbe, ResourceRequirements, Toleration, PodVolume, PodVolumeMount,
} from './core-v1';

/** Options of one container. */
export interface ContainerOptions {
  /**
   * Image, with its tag or digest: "registry.example.com/csi-attacher:v4.10.0" or "…@sha256:…".
   *
   * @default - the image of the release, from the registry mirror if one is set
   */
  readonly image?: string;

  /** Pull policy of the image. @default - as the release ships it */
  readonly imagePullPolicy?: ImagePullPolicy;
  /** CPU and memory. @default - as the release ships it */
  readonly resources?: ResourceRequirements;
  /** Arguments after those of the release, such as `["--v=5"]`. A flag that the release sets already is replaced. @default - none */
  readonly extraArgs?: string[];
  /** Environment variables after those of the release; one of the same name is replaced. @default - none */
  readonly extraEnv?: EnvVariable[];
  /** Mounts after those of the release; one at the same path is replaced. @default - none */
  readonly extraVolumeMounts?: PodVolumeMount[];
  /** Security context of the container, as in YAML. @default - as the release ships it */
  readonly securityContext?: { [key: string]: any };
  /** Liveness probe. @default - as the release ships it */
  readonly livenessProbe?: ContainerProbe;
  /** Readiness probe. @default - none */
  readonly readinessProbe?: ContainerProbe;
  /** Startup probe. @default - none */
  readonly startupProbe?: ContainerProbe;

  /**
   * Fields of the container that no other option covers, as in YAML, such as `{ workingDir: '/srv', envFrom: […] }`. They take precedence over
   * everything else.
   *
   * @default - none
   */
  readonly containerSpec?: { [key: string]: any };
}

/** Options of a pod template and of its main container: every component that runs pods takes these. */
export interface PodOptions extends ContainerOptions {
  /** Labels of the workload object and of its pods, in addition to those that its selector needs. @default - none */
  readonly labels?: { [key: string]: string };
  /** Annotations of the workload object. @default - none */
  readonly annotations?: { [key: string]: string };
  /** Labels of the pods only. @default - none */
  readonly podLabels?: { [key: string]: string };
  /** Annotations of the pods only. @default - none */
  readonly podAnnotations?: { [key: string]: string };
  /** Labels that a node must have; replaces the selector of the release. @default - as the release ships it */
  readonly nodeSelector?: { [key: string]: string };
  /** Tolerations; replaces those of the release. @default - as the release ships it */
  readonly tolerations?: Toleration[];
  /** Tolerations after those of the release. @default - none */
  readonly extraTolerations?: Toleration[];
  /** Affinity; replaces that of the release. @default - as the release ships it */
  readonly affinity?: Affinity;
  /** Topology spread constraints, as in YAML. @default - none */
  readonly topologySpreadConstraints?: { [key: string]: any }[];
  /** Priority class, such as "system-cluster-critical"; empty for none. @default - as the release ships it */
  readonly priorityClassName?: string;
  /** Names of the Secrets with registry credentials. @default - none */
  readonly imagePullSecrets?: string[];
  /** Security context of the pod, as in YAML. @default - as the release ships it */
  readonly podSecurityContext?: { [key: string]: any };
  /** DNS policy of the pod. @default - as the release ships it */
  readonly dnsPolicy?: DnsPolicy;
  /** Entries of /etc/hosts: host names by their IP address. @default - none */
  readonly hostAliases?: { [ip: string]: string[] };
  /** Termination grace period in seconds. @default 30 */
  readonly terminationGracePeriodSeconds?: number;
  /** Volumes after those of the release; one of the same name is replaced. @default - none */
  readonly extraVolumes?: PodVolume[];
  /** Additional init containers, as in YAML. @default - none */
  readonly extraInitContainers?: { [key: string]: any }[];
  /** Additional containers, as in YAML. @default - none */
  readonly extraContainers?: { [key: string]: any }[];
  /** Update strategy of the workload, as in YAML: `updateStrategy`, or `strategy` of a Deployment. @default - as the release ships it */
  readonly updateStrategy?: { [key: string]: any };

  /** Fields of the pod spec that no other option covers, as in YAML. They take precedence over everything else. @default - none */
  readonly podSpec?: { [key: string]: any };
}
