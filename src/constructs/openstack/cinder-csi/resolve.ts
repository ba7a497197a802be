import { Duration } from 'cdk8s';
import { CinderCsiNames, cinderCsiNames } from './naming';
import { ControllerKind } from './options';
import { CinderCsiOptions, CinderCsiProps } from './props';
import { invalid, refuse } from '../../../core/errors';
import { isAtLeast } from '../../../kubernetes/minor';
import { requireAbsolutePath, requireDnsSubdomain, requireInteger, requireLabels, requirePort } from '../../../kubernetes/names';
import { Release, ReleaseFix } from '../../../releases';
import { CSI_DRIVER_V1_ONLY } from '../../../releases/cinder-csi-fixes';
import { CinderCsiProfile } from '../../../releases/cinder-csi-profile';
import { ReleaseProfile } from '../../../releases/profile';
import { PodProfile } from '../../../releases/workload-profile';
import { ICluster } from '../../cluster';
import { shortGoDuration } from '../../private/go-duration';
import { WithCloudConfig } from '../cloud-config/given-cloud-config';

/** Paths in the containers; the path on the host, `kubeletDir`, is a property. */
const PATHS = {
  /** Socket folder in the sidecars of the controller. */
  socketDir: '/var/lib/csi/sockets/pluginproxy',
  /** Socket folder in the driver and in the sidecars of the node plugin. */
  pluginDir: '/csi',
  /** The kubelet's registration folder in node-driver-registrar. */
  registrationDir: '/registration',
  /** Mount path of the cloud config. */
  cloudConfigDir: '/etc/config',
};

/** Resolved properties, shared by all objects. */
export interface CinderCsiFacts {
  readonly props: WithCloudConfig<CinderCsiProps>;
  readonly release: Release;
  readonly profile: CinderCsiProfile;
  readonly kubernetesVersion: string;
  readonly namespace: string;
  readonly names: CinderCsiNames;
  /** "StatefulSet" or "Deployment". */
  readonly kind: string;
  /** Whether a StatefulSet's Service is headless. */
  readonly headless: boolean;
  readonly replicas: number;
  readonly leaderElection: boolean;
  readonly snapshots: boolean;
  readonly nodeCredentials: boolean;
  /** The pods of the manifests or of the chart. */
  readonly pods: { readonly controller: PodProfile; readonly node: PodProfile };
  readonly accounts: { readonly controller: string; readonly node: string };
  /** Values of the placeholders in the profile. */
  readonly values: { readonly [placeholder: string]: string };
}

export function resolveCinderCsi(props: CinderCsiFacts['props'], cluster: ICluster): CinderCsiFacts {
  const namespace = props.namespace ?? 'kube-system';
  const release = cluster._releaseOr(props.release);
  const kubernetesVersion = cluster._kubernetesVersionFor(release);
  const profile = servedBy(kubernetesVersion, release._profile).cinderCsi;
  const names = cinderCsiNames(release, props.naming, props.rbacNamePrefix);
  const chart = names.helm ? profile.chart : undefined;
  const kind = props.controllerKind ?? (names.helm ? ControllerKind.UPSTREAM : ControllerKind.STATEFUL_SET);
  const replicas = requireInteger('replicas', props.replicas ?? 1, 0);
  requireLabels('additionalTopology', props.additionalTopology);
  if (props.healthPort !== undefined) requirePort('healthPort', props.healthPort);
  if (props.verbosity !== undefined) requireInteger('verbosity', props.verbosity, 0, 10);
  return {
    props,
    release,
    profile,
    kubernetesVersion,
    namespace,
    names,
    kind: kind === ControllerKind.UPSTREAM ? profile.controller.kind : kind,
    headless: kind === ControllerKind.STATEFUL_SET,
    replicas,
    leaderElection: leaderElection(props, release, replicas),
    snapshots: snapshots(props, release, kubernetesVersion),
    nodeCredentials: nodeCredentials(props, release),
    pods: { controller: chart?.controller ?? profile.controller.pod, node: chart?.node ?? profile.node.pod },
    accounts: accounts(props, profile),
    values: {
      ...PATHS,
      kubeletDir: kubeletDir(props.kubeletDir),
      driverName: profile.driverName,
      provisionerName: profile.provisionerName ?? profile.driverName,
      cloudConfigSecret: props.cloudConfig.secretName,
      cloudConfigFile: props.cloudConfig.secretKey,
      cloudConfigVolume: names.cloudConfigVolume,
      clusterName: clusterName(props.clusterName),
      timeout: timeout(props, profile, release),
    },
  };
}

/** The first known release that matches `has`, for the fix in an error. */
function firstRelease(has: (profile: CinderCsiProfile) => boolean): string {
  return Release.all().find((r) => has(r._profile.cinderCsi))?.minor ?? 'none';
}

/** Whether the sidecars of the release elect a leader by default. */
export function shipsLeaderElection({ controller }: CinderCsiProfile): boolean {
  return controller.pod.containers.some((c) => c.args?.some((arg) => arg.startsWith('--leader-election')));
}

/** Rejects a property whose driver flag the release does not support. */
export function requireFlag(property: string, flag: string, { driverFlags }: CinderCsiProfile, release: Release): void {
  if (driverFlags.includes(flag)) return;
  const since = firstRelease((p) => p.driverFlags.includes(flag));
  refuse(property, `needs the driver flag --${flag}, which release ${release.minor} does not support. Remove it, or use release ${since} or newer`);
}

/** The fix that the Kubernetes version of the cluster requires. */
function servedBy(kubernetesVersion: string, profile: ReleaseProfile): ReleaseProfile {
  return isAtLeast(kubernetesVersion, CSI_DRIVER_V1_ONLY) ? ReleaseFix.CSI_DRIVER_V1._applyTo(profile) : profile;
}

function accounts(props: CinderCsiOptions, profile: CinderCsiProfile): { controller: string; node: string } {
  const controller = requireDnsSubdomain('controllerServiceAccountName', props.controllerServiceAccountName ?? profile.controller.serviceAccount);
  const node = requireDnsSubdomain('nodeServiceAccountName', props.nodeServiceAccountName ?? profile.node.serviceAccount);
  if (node === controller) {
    invalid('nodeServiceAccountName', node, 'a ServiceAccount that differs from that of the controller', 'Otherwise every '
    + 'node has the permissions of the controller');
  }
  return { controller, node };
}

function kubeletDir(dir = '/var/lib/kubelet'): string {
  const path = requireAbsolutePath('kubeletDir', dir).replace(/\/+$/, '');
  return path === '' ? invalid('kubeletDir', dir, 'the root directory of the kubelet such as "/var/lib/kubelet"') : path;
}

function clusterName(name = 'kubernetes'): string {
  if (name.trim() === '') refuse('clusterName', 'must not be empty, because it identifies the volumes of the cluster');
  if (name.length > 255 || /\$\(|[\0-\x1f]/.test(name)) {
    invalid('clusterName', name, 'at most 255 characters without "$(", which Kubernetes expands, and control characters, which Cinder rejects');
  }
  return name;
}

function leaderElection({ leaderElection: wanted }: CinderCsiOptions, release: Release, replicas: number): boolean {
  const { leaderElection: possible } = release._profile.cinderCsi;
  const shipped = shipsLeaderElection(release._profile.cinderCsi);
  const first = firstRelease((p) => p.leaderElection !== undefined);
  if (wanted && !possible) {
    refuse('leaderElection', `is not supported by the sidecars of release ${release.minor}, which cannot use Leases. Use release ${first} or newer`);
  }
  if (replicas > 1 && !possible) {
    refuse('replicas', `must be 1 in release ${release.minor}, whose sidecars cannot elect a leader with a Lease. Use release ${first} or newer`);
  }
  if (replicas > 1 && wanted === false) {
    refuse('leaderElection', 'must not be false with more than one replica, or each replica acts on every volume');
  }
  return wanted ?? (shipped || replicas > 1);
}

function snapshots({ snapshots: wanted }: CinderCsiOptions, release: Release, kubernetesVersion: string): boolean {
  const last = release._profile.cinderCsi.snapshotterUntilKubernetes;
  const possible = last === undefined || isAtLeast(last, kubernetesVersion);
  if (wanted && !possible) {
    refuse('snapshots', `is not supported: the snapshotter of release ${release.minor} runs on Kubernetes up to ${last}, but the `
      + `cluster has ${kubernetesVersion}. Use release 1.19 or newer with the snapshot controller`);
  }
  return wanted ?? possible;
}

function nodeCredentials({ nodeCredentials: wanted, nodeConfig }: CinderCsiOptions, release: Release): boolean {
  if (wanted === false && !release._profile.cinderCsi.credentialFreeNode) {
    refuse('nodeCredentials', `must not be false in release ${release.minor}, whose node service needs credentials. Use release `
    + `${firstRelease((p) => p.credentialFreeNode === true)} or newer`);
  }
  if (wanted !== false && nodeConfig) refuse('nodeConfig', 'applies to node plugins without credentials only. Set nodeCredentials to false too');
  return wanted !== false;
}

function timeout({ timeout: wanted }: CinderCsiOptions, profile: CinderCsiProfile, release: Release): string {
  const sets = (p: CinderCsiProfile) => p.controller.pod.containers.some((c) => c.args?.some((arg) => arg.includes('{timeout}')));
  if (wanted && !sets(profile)) {
    refuse('timeout', `needs release ${firstRelease(sets)} or newer, but this is ${release.minor}. Use extraArgs of each sidecar`);
  }
  const duration = wanted ?? Duration.minutes(3);
  if (!(duration.toMilliseconds() > 0)) invalid('timeout', duration.toHumanString(), 'a duration above zero such as Duration.minutes(3)');
  return shortGoDuration(duration);
}
