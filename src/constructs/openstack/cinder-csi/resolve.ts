import { Duration } from 'cdk8s';
import { CinderCsiNames, cinderCsiNames } from './naming';
import { ControllerKind } from './options';
import { CinderCsiProps } from './props';
import { invalid, refuse } from '../../../core/errors';
import { isAtLeast } from '../../../kubernetes/minor';
import { requireAbsolutePath, requireDnsSubdomain, requireInteger, requireLabels, requireOneOf, requirePort } from '../../../kubernetes/names';
import { Release, ReleaseFix } from '../../../releases';
import { CSI_DRIVER_V1_ONLY } from '../../../releases/cinder-csi-fixes';
import { CinderCsiProfile } from '../../../releases/cinder-csi-profile';
import { ReleaseProfile } from '../../../releases/profile';
import { PodProfile } from '../../../releases/workload-profile';
import { ClusterBoundary } from '../../cluster';
import { requireCloudConfig } from '../../private/cloud-config';
import { shortGoDuration } from '../../private/go-duration';

/** Paths inside of the containers; the one on the host, the kubelet's, is a prop. */
const PATHS = {
  /** Socket folder as the controller's sidecars see it. */
  socketDir: '/var/lib/csi/sockets/pluginproxy',
  /** Socket folder as the driver and the node's sidecars see it. */
  pluginDir: '/csi',
  /** The kubelet's registration folder as the registrar sees it. */
  registrationDir: '/registration',
  /** Where the cloud config is mounted. */
  cloudConfigDir: '/etc/config',
};

/** Everything that the objects are made of, resolved once. */
export interface CinderCsiFacts {
  readonly props: CinderCsiProps;
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
  /** The pods that manifests or chart ship. */
  readonly pods: { readonly controller: PodProfile; readonly node: PodProfile };
  readonly accounts: { readonly controller: string; readonly node: string };
  /** Values of the placeholders in the profile. */
  readonly values: { readonly [placeholder: string]: string };
}

export function resolveCinderCsi(props: CinderCsiProps, cluster: ClusterBoundary): CinderCsiFacts {
  const namespace = props.namespace ?? 'kube-system';
  requireCloudConfig('cloudConfig', props.cloudConfig, namespace);
  const release = cluster._releaseOr(props.release);
  const kubernetesVersion = cluster._kubernetesVersionFor(release);
  const profile = servedBy(kubernetesVersion, release._profile).cinderCsi;
  const names = cinderCsiNames(release, props.naming, props.rbacNamePrefix);
  const chart = names.helm ? profile.chart : undefined;
  const kind = props.controllerKind ?? (names.helm ? ControllerKind.UPSTREAM : ControllerKind.STATEFUL_SET);
  requireOneOf('controllerKind', kind, Object.values(ControllerKind));
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

/** The first known release for which `has` holds, for the fix in an error. */
function firstRelease(has: (profile: CinderCsiProfile) => boolean): string {
  return Release.all().find((r) => has(r._profile.cinderCsi))?.minor ?? 'none';
}

/** Whether the sidecars of the release elect a leader without being told. */
export function shipsLeaderElection({ controller }: CinderCsiProfile): boolean {
  return controller.pod.containers.some((c) => c.args?.some((arg) => arg.startsWith('--leader-election')));
}

/** Refuses a property that needs a driver flag which the release does not know. */
export function requireFlag(property: string, flag: string, { driverFlags }: CinderCsiProfile, release: Release): void {
  if (driverFlags.includes(flag)) return;
  const since = firstRelease((p) => p.driverFlags.includes(flag));
  refuse(property, `needs the driver flag --${flag}, which release ${release.minor} does not know: leave it out, or use release ${since} or newer`);
}

/** The one fix that the cluster's Kubernetes, not the release, cannot do without. */
function servedBy(kubernetesVersion: string, profile: ReleaseProfile): ReleaseProfile {
  return isAtLeast(kubernetesVersion, CSI_DRIVER_V1_ONLY) ? ReleaseFix.CSI_DRIVER_V1._applyTo(profile) : profile;
}

function accounts(props: CinderCsiProps, profile: CinderCsiProfile): { controller: string; node: string } {
  const controller = requireDnsSubdomain('controllerServiceAccountName', props.controllerServiceAccountName ?? profile.controller.serviceAccount);
  const node = requireDnsSubdomain('nodeServiceAccountName', props.nodeServiceAccountName ?? profile.node.serviceAccount);
  if (node === controller) invalid('nodeServiceAccountName', node, 'another account than that of the controller', 'Every node would hold the rights of the controller');
  return { controller, node };
}

function kubeletDir(dir = '/var/lib/kubelet'): string {
  const path = requireAbsolutePath('kubeletDir', dir).replace(/\/+$/, '');
  return path === '' ? invalid('kubeletDir', dir, 'the directory of the kubelet alone such as "/var/lib/kubelet"') : path;
}

function clusterName(name = 'kubernetes'): string {
  if (name.trim() === '') refuse('clusterName', 'must not be empty: it tells the volumes of several clusters apart');
  if (name.length > 255 || /\$\(|[\0-\x1f]/.test(name)) {
    invalid('clusterName', name, 'at most 255 characters without "$(" and control characters: Kubernetes would expand it, Cinder refuse it');
  }
  return name;
}

function leaderElection({ leaderElection: wanted }: CinderCsiProps, release: Release, replicas: number): boolean {
  const { leaderElection: possible } = release._profile.cinderCsi;
  const shipped = shipsLeaderElection(release._profile.cinderCsi);
  const first = firstRelease((p) => p.leaderElection !== undefined);
  if (wanted && !possible) {
    refuse('leaderElection', `is not possible with the sidecars of release ${release.minor}, which cannot lock by a Lease: release ${first} or newer can`);
  }
  if (replicas > 1 && !possible) {
    refuse('replicas', `must be 1 in release ${release.minor}, whose sidecars cannot elect a leader by a Lease: release ${first} or newer can`);
  }
  if (replicas > 1 && wanted === false) refuse('leaderElection', 'must be on with more than one replica, or each replica acts on every volume');
  return wanted ?? (shipped || replicas > 1);
}

function snapshots({ snapshots: wanted }: CinderCsiProps, release: Release, kubernetesVersion: string): boolean {
  const last = release._profile.cinderCsi.snapshotterUntilKubernetes;
  const possible = last === undefined || isAtLeast(last, kubernetesVersion);
  if (wanted && !possible) {
    refuse('snapshots', `is not possible: the snapshotter of release ${release.minor} runs on Kubernetes up to ${last}, the cluster has ${kubernetesVersion}. `
      + 'Use release 1.19 or newer with the snapshot controller');
  }
  return wanted ?? possible;
}

function nodeCredentials({ nodeCredentials: wanted, nodeConfig }: CinderCsiProps, release: Release): boolean {
  if (wanted === false && !release._profile.cinderCsi.credentialFreeNode) {
    refuse('nodeCredentials', `must stay on in release ${release.minor}, whose node service needs credentials: release `
      + `${firstRelease((p) => p.credentialFreeNode === true)} or newer does not`);
  }
  if (wanted !== false && nodeConfig) refuse('nodeConfig', 'is read by node plugins without credentials only: set nodeCredentials to false too');
  return wanted !== false;
}

function timeout({ timeout: wanted }: CinderCsiProps, profile: CinderCsiProfile, release: Release): string {
  const sets = (p: CinderCsiProfile) => p.controller.pod.containers.some((c) => c.args?.some((arg) => arg.includes('{timeout}')));
  if (wanted && !sets(profile)) {
    refuse('timeout', `is not set by release ${release.minor}, only by ${firstRelease(sets)} and newer: use extraArgs of each sidecar`);
  }
  const duration = wanted ?? Duration.minutes(3);
  if (!(duration.toMilliseconds() > 0)) invalid('timeout', duration.toHumanString(), 'a duration above zero such as Duration.minutes(3)');
  return shortGoDuration(duration);
}
