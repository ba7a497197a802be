import { EnvVariable, ImagePullPolicy, ResourceRequirements, Toleration } from '../../core-v1';

/**
 * The pod that makes and removes the directories on their node. The provisioner adds the node, the ServiceAccount, the volumes and the command; it
 * refuses templates that would give more rights than that (since v0.0.36).
 */
export interface LocalPathHelperPod {
  /** First part of the names of these pods, at most 80 characters. @default "helper-pod" */
  readonly name?: string;
  /** Namespace in the template; the provisioner replaces it by its own. @default - none, and its own with the chart */
  readonly namespace?: string;
  /** Labels of these pods. @default - none, and those of all objects with the chart */
  readonly labels?: { [key: string]: string };
  /** Annotations of these pods. @default - none */
  readonly annotations?: { [key: string]: string };
  /** Image with /bin/sh, mkdir and rm. @default - that of the release, which names no version: pin one */
  readonly image?: string;
  /** When the image is pulled. @default ImagePullPolicy.IF_NOT_PRESENT */
  readonly imagePullPolicy?: ImagePullPolicy;
  /** CPU and memory. @default - none stated */
  readonly resources?: ResourceRequirements;
  /** Environment variables of the scripts; values only. @default - none */
  readonly extraEnv?: EnvVariable[];

  /**
   * Tolerations; replace those of the release, with `[]` for none. Since v0.0.32 the provisioner adds none of its own to them, so that volumes on
   * tainted nodes need them here.
   *
   * @default - disk pressure
   */
  readonly tolerations?: Toleration[];

  /** Tolerations after those of the release. @default - none */
  readonly extraTolerations?: Toleration[];
  /** Priority class; empty for none. @default "system-node-critical", none before v0.0.25 */
  readonly priorityClassName?: string;
  /** Security context of the pod, as in YAML. @default - none */
  readonly podSecurityContext?: { [key: string]: any };
  /** Security context of the container, as in YAML. @default - none */
  readonly securityContext?: { [key: string]: any };
  /** Fields of the container that no other option covers, as in YAML. @default - none */
  readonly container?: { [key: string]: any };
  /** Fields of the pod spec that no other option covers, as in YAML. @default - none */
  readonly podSpec?: { [key: string]: any };
}
