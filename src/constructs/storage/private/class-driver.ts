import { driverNamed } from '../../../drivers';
import { ClassContext } from '../../../drivers/judgements/class-parameters';
import { capabilitiesOf, ClassFacts, Driver } from '../../../drivers/support/driver';
import { ICluster } from '../../cluster';
import { StorageCapabilities } from '../volumes/capabilities';
import { AccessMode } from '../volumes/modes';

const DRIVER = Symbol('driver');

/** Records the driver of a typed class, whose provisioner may have a custom name: copies of the props keep it. */
export function rememberDriver<P extends object>(props: P, driver: Driver): P {
  return { ...props, [DRIVER]: driver };
}

/** The driver of a class. Undefined if unknown. */
export function driverOf(
  props: { readonly provisioner: string; readonly [DRIVER]?: Driver }, { kubernetesVersion }: ICluster,
): Driver | undefined {
  return props[DRIVER] ?? driverNamed(props.provisioner, kubernetesVersion);
}

/** Facts about a class for its judgement. */
export function contextOf(driver: Driver | undefined, { kubernetesVersion, release }: ICluster): ClassContext {
  return { driver, kubernetesVersion, release: driver?.releases?.of === 'cloud-provider-openstack' ? release.minor : undefined };
}

/** Known capabilities of the storage of a class. Classes without provisioner can have volumes of any type. */
export function knownCapabilities(driver: Driver | undefined, facts: ClassFacts): StorageCapabilities {
  if (!driver || driver.provisions === false) return {};
  const { sharedBlock } = driver;
  const capabilities = storageCapabilities(driver, facts);
  return sharedBlock && sharedBlock.holds(facts) !== false ? { ...capabilities, ...withSharedBlock(driver) } : capabilities;
}

/** Capabilities from the table of the driver, as enums of the API. */
export function storageCapabilities(driver: Driver, facts: ClassFacts): StorageCapabilities {
  const { filesystemModes, blockModes, topologyKeys, ...others } = capabilitiesOf(driver, facts);
  return {
    ...others,
    filesystemModes: filesystemModes && [...filesystemModes] as AccessMode[],
    blockModes: blockModes && [...blockModes] as AccessMode[],
    topologyKeys: topologyKeys && [...topologyKeys],
  };
}

/** Access modes of raw block volumes, including shared ones if their condition is met. */
export function withSharedBlock({ capabilities, sharedBlock }: Driver): StorageCapabilities {
  return { blockModes: [...new Set([...capabilities.blockModes ?? [], ...sharedBlock?.modes ?? []])] as AccessMode[] };
}
