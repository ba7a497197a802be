import { Duration } from 'cdk8s';
import { LocalPathClass } from './local-path-class';
import { LocalPathStorage } from './local-path-storage';
import { SecretText } from '../../../openstack/cloud-conf';
import { LocalPathRelease } from '../../../releases';
import { PodOptions } from '../../pod-options';
import { DisruptionBudget } from '../../workloads';
import { ProvisionerProps } from '../provisioner-props';

/** Registry credentials: a pull Secret of the provisioner and its helper pods. */
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
export interface LocalPathProvisionerProps extends ProvisionerProps {
  /** Where the provisioner creates directories. @default LocalPathStorage.nodePaths(['/opt/local-path-provisioner']) */
  readonly storage?: LocalPathStorage;
  /**
   * StorageClasses of the provisioner; with a storage per class, exactly those.
   *
   * @default - one, "local-path", or one for each class that has a storage
   */
  readonly classes?: LocalPathClass[];
  /** Version of the provisioner. @default LocalPathRelease.V0_0_37 */
  readonly release?: LocalPathRelease;

  /**
   * Namespace of the provisioner and its helper pods. Helper pods mount host directories, which Pod Security admission allows only in namespaces of
   * level "privileged".
   *
   * @default - that of the chart, else "local-path-storage"
   */
  readonly namespace?: string;

  /** Emits the Namespace. @default - true with the names of the manifest and no other namespace */
  readonly createNamespace?: boolean;
  /** Labels of the Namespace, such as those of Pod Security admission. @default - none */
  readonly namespaceLabels?: { [key: string]: string };
  /** Provisioner name in the StorageClasses. @default "rancher.io/local-path"; "cluster.local/<full name>" with the chart */
  readonly provisionerName?: string;
  /** Name of the ConfigMap. @default "local-path-config" */
  readonly configMapName?: string;
  /** Emits a Secret with registry credentials, or an ExternalSecret if the password is in a store. @default - none */
  readonly registryCredentials?: LocalPathRegistryCredentials;
  /** Number of replicas; must be 1, because the provisioner has no leader election. @default 1 */
  readonly replicas?: number;
  /** Logs at debug level. @default - true with the manifest, false with the chart */
  readonly debug?: boolean;
  /** Number of volumes that are provisioned or deleted at the same time. @default - the provisioner's: 4 */
  readonly workerThreads?: number;
  /** Number of retries of provisioning; 0 retries forever. @default - the provisioner's: 15 */
  readonly provisioningRetryCount?: number;
  /** Number of retries of deletion; 0 retries forever. @default - the provisioner's: 15 */
  readonly deletionRetryCount?: number;
  /** Timeout of a helper pod, including its image pull; whole seconds. @default - the provisioner's: 120 seconds */
  readonly commandTimeout?: Duration;
  /** Mode of new directories: four octal digits. Other pods share the node, so prefer "0770". @default "0777" */
  readonly directoryMode?: string;
  /** Script that creates a directory; reads VOL_DIR, VOL_MODE, VOL_SIZE_BYTES, and since v0.0.37 VOL_USER, VOL_GROUP, VOL_PERM. @default - mkdir */
  readonly setupScript?: string;
  /** Script that deletes a directory; reads the same variables. @default - rm -rf */
  readonly teardownScript?: string;
  /** Program in the helper image to run instead of the setup script, an absolute path. Since v0.0.25. @default - the script */
  readonly setupCommand?: string;
  /** Program in the helper image to run instead of the teardown script, an absolute path. Since v0.0.25. @default - the script */
  readonly teardownCommand?: string;
  /** Additional keys of config.json. @default - none */
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
  /** Runs in the user namespace of the host. @default - unset; true with the chart */
  readonly hostUsers?: boolean;
  /** Serves a health endpoint, with probes. Since v0.0.37. @default true */
  readonly healthChecks?: boolean;
  /** Port of the health endpoint. @default 8080 */
  readonly healthPort?: number;
  /** Restarts the pod when its configuration changes. The provisioner reloads most of it every 30 seconds. @default false */
  readonly restartOnConfigChange?: boolean;
  /** PodDisruptionBudget. There is one pod, so a budget that allows no eviction blocks the drain of its node. @default - none */
  readonly disruptionBudget?: DisruptionBudget;
}
