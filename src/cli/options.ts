import { CLUSTER_OPTIONS } from './cluster';
import { Options, UsageError, Values } from './command';
import { ClusterInput, INPUT_OPTIONS } from './inputs';
import { Inventory } from '../analysis/model/inventory';
import { Arrival, StoragePlanOptions } from '../analysis/options';
import { minorNumber, NEWEST_KNOWN_MINOR, NEWEST_RELEASE } from '../kubernetes/minor';

/** Minors that exist, or may in a few years; others are typing errors. */
const OLDEST_MINOR = 5;
const MOST_AHEAD = 20;

/** Options shared by the commands that analyse manifests. */
export const WORLD_OPTIONS: Options = {
  ...INPUT_OPTIONS,
  ...CLUSTER_OPTIONS,
  'kubernetes': { value: 'VERSION', help: `Kubernetes version of the cluster (default: ${NEWEST_KNOWN_MINOR})` },
  'closed-world': { help: 'the input holds every object of the cluster' },
  'known-classes': { value: 'NAMES', multiple: true, help: 'StorageClasses that exist in the cluster but not in the input (comma-separated)' },
  'known-drivers': { value: 'NAMES', multiple: true, help: 'CSI drivers that exist in the cluster but not in the input' },
  'known-claims': {
    value: 'NAMES',
    multiple: true,
    help: 'PersistentVolumeClaims that exist in the cluster but not in the input, as '
    + 'namespace/name',
  },
  'known-secrets': { value: 'NAMES', multiple: true, help: 'Secrets that exist in the cluster but not in the input, as namespace/name' },
  'default-class': { value: 'NAME', help: 'StorageClass that claims without a class get in the cluster' },
  'config': { value: 'FILE', help: 'configuration file (default: .cdk8s-openstack.yaml)' },
  'arrival': {
    value: 'ORDER',
    values: [Arrival.VOLUMES_FIRST, Arrival.DOCUMENT_ORDER, Arrival.ONE_BY_ONE,
      Arrival.ANY],
    help: 'order in which objects are created',
  },
};

/** The objects of an input. Over a live cluster, its Secrets exist and its version is the default; `closed` says that it holds every object. */
export function inventoryOf({ texts, live }: ClusterInput, world: StoragePlanOptions, closed: boolean): Inventory {
  if (!live) return Inventory.ofTexts(texts, world);
  const { kubernetesVersion, secrets } = live.cluster;
  return live.inventory({
    ...world,
    closedWorld: world.closedWorld || closed,
    kubernetesVersion: world.kubernetesVersion ?? kubernetesVersion,
    knownSecrets: [...world.knownSecrets ?? [], ...secrets],
  });
}

/** The plan options among the parsed values. */
export function worldOf(values: Values): StoragePlanOptions {
  return {
    closedWorld: values['closed-world'] === true,
    kubernetesVersion: versionOf(values, 'kubernetes'),
    arrival: values.arrival as Arrival,
    defaultClass: values['default-class'] as string | undefined,
    knownClasses: listOf(values, 'known-classes'),
    knownClaims: listOf(values, 'known-claims'),
    knownSecrets: listOf(values, 'known-secrets'),
    knownDrivers: listOf(values, 'known-drivers'),
  };
}

/** A version as "1.36"; undefined if not given. */
export function versionOf(values: Values, name: string): string | undefined {
  const given = values[name];
  if (given === undefined) return undefined;
  const isVersion = /^v?1\.\d{1,3}(\.\d+)?([-+].*)?$/.test(String(given));
  const minor = isVersion ? minorNumber(String(given)) : -1;
  if (minor < OLDEST_MINOR || minor > minorNumber(NEWEST_KNOWN_MINOR) + MOST_AHEAD) {
    throw new UsageError(`--${name} must be a version such as ${name === 'release' ? NEWEST_RELEASE : NEWEST_KNOWN_MINOR}, got "${given}"`);
  }
  return `1.${minor}`;
}

/** The names of a comma-separated option that may be given several times. */
export function listOf(values: Values, name: string): string[] {
  const given = (values[name] ?? []) as string[];
  return given.flatMap((text) => text.split(',')).map((text) => text.trim()).filter(Boolean);
}
