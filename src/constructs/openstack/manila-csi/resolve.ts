import { ManilaCsiNames, manilaCsiNames } from './naming';
import { ManilaCsiProps, ManilaShareOptions } from './props';
import { invalid, refuse } from '../../../core/errors';
import { MANILA_FORWARDS_TO, manilaDriver } from '../../../drivers/manila';
import { isCidr } from '../../../kubernetes/cidr';
import { FEATURES } from '../../../kubernetes/features';
import { isAtLeast } from '../../../kubernetes/minor';
import { requireAbsolutePath, requireCsiDriverName, requireInteger, requireLabels } from '../../../kubernetes/names';
import { Release } from '../../../releases';
import { ManilaCsiProfile } from '../../../releases/manila-csi-profile';
import { ICluster } from '../../cluster';
import { ManilaProtocol } from '../../storage';

/** Flags of the driver, by property. */
const FLAGS: { readonly [property: string]: string } = {
  clusterId: 'cluster-id', pvcAnnotations: 'pvc-annotations', matchExportLocationAddress: 'runtime-config-file', topology: 'with-topology',
};

/** Flag with the zone of the node, in releases that do not ask the metadata service for it. */
export const NODE_AZ = 'nodeaz';

/** A share protocol with the values of the placeholders in the profile. */
export interface Share {
  readonly options: ManilaShareOptions;
  readonly driverName: string;
  readonly values: { readonly [placeholder: string]: string };
}

/** Resolved properties, shared by all objects. */
export interface ManilaCsiFacts {
  readonly props: ManilaCsiProps;
  readonly release: Release;
  readonly profile: ManilaCsiProfile;
  readonly kubernetesVersion: string;
  readonly namespace: string;
  readonly names: ManilaCsiNames;
  readonly shares: Share[];
  readonly snapshots: boolean;
}

export function resolveManilaCsi(props: ManilaCsiProps, cluster: ICluster): ManilaCsiFacts {
  const release = cluster._releaseOr(props.release);
  const profile = release._profile.manilaCsi ?? refuse('release', `is ${release.minor}, which has no Manila CSI driver. Use Release.V1_16 or newer`);
  const kubernetesVersion = cluster._kubernetesVersionFor(release);
  const names = manilaCsiNames(profile, props, release.minor);
  requireLabels('labels', props.labels);
  if (props.verbosity !== undefined) requireInteger('verbosity', props.verbosity, 0, 10);
  if (props.clusterId !== undefined && !/^(?!.*\$\()[^\0-\x1f]{1,255}$/.test(props.clusterId)) {
    invalid('clusterId', props.clusterId, '1 to 255 characters without "$(", which Kubernetes expands, and control characters');
  }
  for (const [property, flag] of Object.entries(FLAGS)) {
    const value = props[property as keyof ManilaCsiProps];
    if (value !== undefined && value !== false) requireFlag(property, flag, profile, release);
  }
  requireTopology(props, profile, release);
  requireExportLocation(props);
  return {
    props,
    release,
    profile,
    kubernetesVersion,
    names,
    namespace: props.namespace ?? 'kube-system',
    shares: sharesOf(props, names, kubernetesVersion),
    snapshots: snapshots(props, profile, release, kubernetesVersion),
  };
}

/** The first known release that matches `has`, for the fix in an error. */
function firstRelease(has: (profile: ManilaCsiProfile) => boolean): string {
  return Release.all().find(({ _profile: { manilaCsi } }) => manilaCsi && has(manilaCsi))!.minor;
}

function requireFlag(property: string, flag: string, { driverFlags }: ManilaCsiProfile, release: Release): void {
  if (driverFlags.includes(flag)) return;
  const since = firstRelease((p) => p.driverFlags.includes(flag));
  refuse(property, `needs the driver flag --${flag}, which release ${release.minor} does not support. Remove it, or use release ${since} or newer`);
}

/** Where the driver is told its zone, a shell asks the metadata service for it. */
function requireTopology({ topology }: ManilaCsiProps, profile: ManilaCsiProfile, release: Release): void {
  if (topology && needsZone(profile) && !runsInShell(profile)) {
    refuse('topology', `needs the zone of each node, which a shell asks for since release ${firstRelease(runsInShell)}; the release is `
      + `${release.minor}`);
  }
}

function runsInShell({ controller }: ManilaCsiProfile): boolean {
  return controller.pod.containers.some(({ command }) => command !== undefined);
}

/** Whether the driver learns the zone of its node from `--nodeaz`. It has ignored the flag since the node id is no longer given either. */
export function needsZone({ node }: ManilaCsiProfile): boolean {
  return node.pod.containers.some(({ args = [] }) => args.some((arg) => arg.startsWith('--nodeid=')));
}

function requireExportLocation({ matchExportLocationAddress: address, shares }: ManilaCsiProps): void {
  if (address === undefined) return;
  if (!isCidr(address) && !isCidr(`${address}/${address.includes(':') ? 128 : 32}`)) {
    invalid('matchExportLocationAddress', address, 'an address or CIDR block such as "172.168.122.0/24"');
  }
  if (shares && !shares.some(({ protocol }) => protocol === ManilaProtocol.NFS)) {
    refuse('matchExportLocationAddress', 'applies to NFS shares only. Remove it, or add NFS to shares');
  }
}

function sharesOf({ shares = [{ protocol: ManilaProtocol.NFS }], kubeletDir, clusterId = '' }: ManilaCsiProps, names: ManilaCsiNames,
  kubernetes: string): Share[] {
  if (!shares.length) refuse('shares', 'needs at least one protocol');
  const kubelet = kubeletOf(kubeletDir);
  const several = names.helm || shares.length > 1;
  const all = shares.map((options, i): Share => {
    const { protocol } = options;
    const driverName = requireCsiDriverName(`shares[${i}].driverName`, options.driverName ?? manilaDriver(protocol));
    const forwardDir = requireAbsolutePath(`shares[${i}].forwardDir`, options.forwardDir ?? `${kubelet}/plugins/${MANILA_FORWARDS_TO[protocol]}`);
    if (options.fsGroupPolicy !== undefined && !isAtLeast(kubernetes, FEATURES.fsGroupPolicy.onSince)) {
      refuse(`shares[${i}].fsGroupPolicy`, `needs Kubernetes ${FEATURES.fsGroupPolicy.onSince} or newer, but the cluster has ${kubernetes}. `
        + 'Remove it');
    }
    return {
      options,
      driverName,
      values: {
        prefix: several ? `${protocol}-` : '',
        protocol: protocol.toUpperCase(),
        driverName,
        kubeletDir: kubelet,
        pluginDir: `${kubelet}/plugins/${driverName}`,
        forwardDir,
        forwardSocket: `${forwardDir}/${options.forwardSocket ?? 'csi.sock'}`,
        clusterId,
      },
    };
  });
  for (const key of ['driverName', 'protocol'] as const) {
    const twice = all.find((share, i) => all.some((other, k) => k < i && other.values[key] === share.values[key]));
    if (twice) refuse('shares', `contains the duplicate ${key} "${twice.values[key].toLowerCase()}"`);
  }
  return all;
}

function kubeletOf(dir = '/var/lib/kubelet'): string {
  const path = requireAbsolutePath('kubeletDir', dir).replace(/\/+$/, '');
  return path === '' ? invalid('kubeletDir', dir, 'the root directory of the kubelet such as "/var/lib/kubelet"') : path;
}

function snapshots({ snapshots: wanted }: ManilaCsiProps, { snapshotterUntilKubernetes: last }: ManilaCsiProfile, release: Release,
  kubernetes: string): boolean {
  const possible = last === undefined || isAtLeast(last, kubernetes);
  if (wanted && !possible) {
    refuse('snapshots', `is not supported: the snapshotter of release ${release.minor} runs on Kubernetes up to ${last}, but the `
      + `cluster has ${kubernetes}. Use release ${firstRelease((p) => p.snapshotterUntilKubernetes === undefined)} or newer with the snapshot `
        + 'controller');
  }
  return wanted ?? possible;
}
