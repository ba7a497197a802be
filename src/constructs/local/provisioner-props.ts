import { ImageOptions } from '../images';
import { Naming } from '../naming';
import { PodOptions } from '../pod-options';

/** What the provisioners of node disks share. @internal */
export interface ProvisionerProps extends PodOptions {
  /** Names, labels and selectors: as in the upstream manifests or the Helm chart. @default Naming.manifests() */
  readonly naming?: Naming;
  /** Labels of every object, and of helper pods. @default - those of the naming */
  readonly commonLabels?: { [key: string]: string };
  /** Registries, tags and digests of images. @default - the upstream registries */
  readonly images?: ImageOptions;
  /** Name of the ServiceAccount. @default - that of the naming; "default" with `createServiceAccount: false` */
  readonly serviceAccountName?: string;
  /** Emits the ServiceAccount. @default true */
  readonly createServiceAccount?: boolean;
  /** Emits roles and bindings. @default true */
  readonly createRbac?: boolean;

  /**
   * Runs the pods with the least that they need: without root and capabilities where nothing needs them, without privilege escalation, with a
   * read-only root, the seccomp profile of the runtime, API tokens only in containers that call the API server, memory requests and a NetworkPolicy.
   * Helper pods too, but not pods on Windows. The static provisioner stays privileged if a class has devices: `volumeMode` Block, `fsType` or
   * `blockCleaner`. Other options win over it. docs/security.md lists what stays privileged and why. Kubernetes 1.21 and newer.
   *
   * @default false
   */
  readonly hardened?: boolean;
}
