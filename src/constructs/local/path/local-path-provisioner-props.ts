import { Duration } from 'cdk8s';
import { LocalPathClass } from './local-path-class';
import { LocalPathStorage } from './local-path-storage';
import { SecretText } from '../../../openstack/cloud-conf';
import { LocalPathRelease } from '../../../releases';
import { ImageOptions } from '../../images';
import { Naming } from '../../naming';
import { PodOptions } from '../../pod-options';
import { DisruptionBudget } from '../../workloads';

/** Credentials of a registry, as a Secret that the provisioner and its helper pods pull with. */
export interface LocalPathRegistryCredentials {
  /** Name of the Secret. */
  readonly secretName: string;
  /** The registry, such as "registry.example.com". */
  readonly registry: string;
  /** User of the registry. */
  readonly username: string;
  /** Password of the user. */
  readonly password: SecretText;
}

/** Properties for `LocalPathProvisioner`; the options of its pod are those of `PodOptions`. */
export interface LocalPathProvisionerProps extends PodOptions {
  /** Where directories are made. @default LocalPathStorage.nodePaths(['/opt/local-path-provisioner']) */
  readonly storage?: LocalPathStorage;
  /** Its StorageClasses. With a storage for each class, just those. @default - one, "local-path", or one for each class that has a storage */
  readonly classes?: LocalPathClass[];
  /** Version of the provisioner. @default LocalPathRelease.V0_0_37 */
  readonly release?: LocalPathRelease;
  /** Names and selectors: those of the upstream manifest or of the Helm chart. @default Naming.manifests() */
  readonly naming?: Naming;

  /**
   * Namespace of the provisioner and of its helper pods. These mount directories of the node, which Pod Security admission allows in namespaces
   * of level "privileged" only.
   *
   * @default - that of the chart, else "local-path-storage"
   */
  readonly namespace?: string;

  /** Emits the Namespace too. @default - with the names of the manifest, where no other namespace is given */
  readonly createNamespace?: boolean;
  /** Labels of the Namespace, such as those of Pod Security admission. @default - none */
  readonly namespaceLabels?: { [key: string]: string };
  /** Labels of every object and of the helper pods. @default - those of the naming */
  readonly commonLabels?: { [key: string]: string };
  /** Registries, tags and digests of images. @default - the upstream registries */
  readonly images?: ImageOptions;
  /** Name that the StorageClasses call the provisioner by. @default "rancher.io/local-path"; "cluster.local/<full name>" with the chart */
  readonly provisionerName?: string;
  /** Name of the ServiceAccount. @default - that of the naming; "default" with `createServiceAccount: false` */
  readonly serviceAccountName?: string;
  /** Emits the ServiceAccount. @default true */
  readonly createServiceAccount?: boolean;
  /** Emits roles and bindings. @default true */
  readonly createRbac?: boolean;
  /** Name of the ConfigMap. @default "local-path-config" */
  readonly configMapName?: string;
  /** Emits a Secret with credentials of a registry, or an ExternalSecret where they are in a store. @default - none */
  readonly registryCredentials?: LocalPathRegistryCredentials;
  /** Number of pods: 1. The provisioner elects no leader, so that a second pod would do all its work twice. @default 1 */
  readonly replicas?: number;
  /** Logs in detail. @default - as the naming has it: true with the manifest, false with the chart */
  readonly debug?: boolean;
  /** How many volumes are made or removed at a time. @default - the provisioner's: 4 */
  readonly workerThreads?: number;
  /** How often making a volume is tried again; 0 forever. @default - the provisioner's: 15 */
  readonly provisioningRetryCount?: number;
  /** How often removing a volume is tried again; 0 forever. @default - the provisioner's: 15 */
  readonly deletionRetryCount?: number;
  /** How long a helper pod may take, image pull included; whole seconds. @default - the provisioner's: 120 seconds */
  readonly commandTimeout?: Duration;
  /** Mode of new directories, as mkdir takes it: four octal digits. Claims of other users share nodes: prefer "0770". @default "0777" */
  readonly directoryMode?: string;
  /** Script that makes a directory: finds VOL_DIR, VOL_MODE, VOL_SIZE_BYTES, and since v0.0.37 VOL_USER, VOL_GROUP, VOL_PERM. @default - mkdir */
  readonly setupScript?: string;
  /** Script that removes a directory, with the same variables. @default - rm -rf */
  readonly teardownScript?: string;
  /** Program in the helper image to run instead of the setup script, an absolute path. Since v0.0.25. @default - the script */
  readonly setupCommand?: string;
  /** Program in the helper image to run instead of the teardown script, an absolute path. Since v0.0.25. @default - the script */
  readonly teardownCommand?: string;
  /** Keys of config.json that no property covers. @default - none */
  readonly extraConfig?: { [key: string]: any };

  /**
   * Options of the helper pods, which create and delete the directories on their node. The provisioner adds the node, the ServiceAccount, the volumes
   * and the command. Since v0.0.36 it does not start with a template that has more rights than that. Since v0.0.32 it adds no tolerations, so volumes
   * on tainted nodes need them here. The default image has no version: pin one.
   *
   * @default - as the release ships them
   */
  readonly helperPod?: PodOptions;

  /** First part of the names of the helper pods, at most 80 characters. @default "helper-pod" */
  readonly helperPodName?: string;
  /** Namespace in the template of the helper pods; the provisioner replaces it by its own. @default - none; its own with the chart */
  readonly helperPodNamespace?: string;
  /** Allows helper pods with more rights than the provisioner accepts by default. Since v0.0.36. @default false */
  readonly allowUnsafeHelperPod?: boolean;
  /** Runs in the user namespace of the node. @default - not stated; true with the chart */
  readonly hostUsers?: boolean;
  /** Serves health checks and probes them. Since v0.0.37. @default true */
  readonly healthChecks?: boolean;
  /** Port of the health checks. @default 8080 */
  readonly healthPort?: number;
  /** Replaces the pod when its configuration changes. The provisioner reads most of it again every 30 seconds. @default false */
  readonly restartOnConfigChange?: boolean;
  /** Limits what drains may take. There is one pod: a budget that keeps it blocks drains of its node. @default - no PodDisruptionBudget */
  readonly disruptionBudget?: DisruptionBudget;
}
