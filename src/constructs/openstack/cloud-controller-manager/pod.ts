import { CloudController } from './cloud-controller';
import { containerPort, ResolvedMetrics, SECURE_PORT } from './monitoring';
import { flagName, setFlag } from '../../../kubernetes/args';
import { DEFAULT_CLUSTER_NAME } from '../../../openstack/judgements/controllers';
import { ContainerProfile, PodProfile } from '../../../releases/workload-profile';
import { caCertificateMount } from '../../private/ca-mount';
import { definedOf } from '../../private/workload';
import { ICloudConfig } from '../cloud-config/cloud-config';

/** Changes of the props to the pod of a release. */
interface ManagerPodInput {
  readonly cloudConfig: ICloudConfig;
  readonly clusterName: string;
  readonly controllers?: CloudController[];
  readonly verbosity?: number;
  readonly accountForEachController: boolean;
  readonly metrics?: ResolvedMetrics;
  readonly hostNetwork?: boolean;
  readonly hostVolumes: boolean;
  readonly mountCloudConfig: boolean;
  /** Namespace of the leader election lock, unless it is the default of the binary. */
  readonly lockNamespace?: string;
}

/** Name of the file in the mounted Secret: the CLOUD_CONFIG variable of every release ends in it. */
const CONFIG_FILE = 'cloud.conf';

/** The pod of a release with the flags, ports and volumes of the props. `PodOptions` are applied afterwards. */
export function managerPod(shipped: PodProfile, input: ManagerPodInput): PodProfile {
  const [manager, ...others] = shipped.containers;
  const hostNetwork = input.hostNetwork ?? shipped.hostNetwork ?? false;
  const volumes = keptVolumes(shipped, input);
  const kept = new Set(volumes.map((v) => v.name));
  const mounts = (manager.volumeMounts ?? []).filter((m) => kept.has(m.name));
  const ca = input.cloudConfig.caCertificate;
  const bundle = ca && caCertificateMount(ca, mounts.map((m) => m.mountPath));
  return definedOf({
    ...shipped,
    hostNetwork: hostNetwork || undefined,
    containers: [definedOf({
      ...manager,
      args: flags(manager, input),
      ports: input.metrics ? [containerPort(input.metrics.port, hostNetwork)] : undefined,
      volumeMounts: bundle ? [...mounts, bundle.mount] : mounts,
    }), ...others],
    volumes: bundle ? [...volumes, { ...bundle.volume }] : volumes,
  });
}

/**
 * Releases before 1.24 do not pass `--cluster-name`, which defaults to "kubernetes". Only another name is appended, so that the default renders
 * the upstream manifests.
 */
function flags({ args: shipped = [] }: ContainerProfile, input: ManagerPodInput): string[] {
  const { clusterName, controllers, verbosity, metrics, lockNamespace } = input;
  let args = setFlag(shipped, 'use-service-account-credentials', String(input.accountForEachController));
  if (verbosity !== undefined) args = setFlag(args, 'v', String(verbosity));
  if (!args.some((arg) => flagName(arg) === 'cluster-name') && clusterName !== DEFAULT_CLUSTER_NAME) {
    args = setFlag(args, 'cluster-name',
      clusterName);
  }
  if (controllers) args = setFlag(args, 'controllers', controllers.map((c) => c.name).join(','));
  if (metrics) args = setFlag(args, 'bind-address', metrics.bindAddress);
  if (metrics && metrics.port !== SECURE_PORT) args = setFlag(args, 'secure-port', String(metrics.port));
  if (lockNamespace) args = setFlag(args, 'leader-elect-resource-namespace', lockNamespace);
  return args;
}

function keptVolumes({ volumes = [] }: PodProfile, input: ManagerPodInput): NonNullable<PodProfile['volumes']> {
  return volumes
    .filter((v) => v.hostPath ? input.hostVolumes : input.mountCloudConfig)
    .map((v) => v.secret && input.cloudConfig.secretKey !== CONFIG_FILE
      ? { ...v, secret: { ...v.secret, items: [{ key: input.cloudConfig.secretKey, path: CONFIG_FILE }] } }
      : v);
}
