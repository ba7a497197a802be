/* Facts about a storage driver or provisioner. A driver is one file of data, independent of constructs and findings. */
import { ValueType } from './values';
import { Minor } from '../../kubernetes/minor';

/** An access mode, as Kubernetes writes it. */
export type Mode = 'ReadWriteOnce' | 'ReadOnlyMany' | 'ReadWriteMany' | 'ReadWriteOncePod';

/** A current or former name of the driver: the provisioner of its StorageClasses. */
export interface DriverName {
  readonly name: string;
  /** Whether an operator or a chart adds a prefix, such as "rook-ceph." */
  readonly prefixed?: boolean;
  /** Last Kubernetes minor whose driver release used the name. */
  readonly until?: Minor;
}

/** A parameter of a StorageClass. */
export interface Parameter {
  readonly type: ValueType;
  /** Default of the driver. */
  readonly default?: string;
  /** Whether the driver rejects classes without it. */
  readonly required?: boolean;
  /** First driver release that reads it. */
  readonly since?: string;
  /** Last driver release that reads it. */
  readonly until?: string;
  /** Replacement of a deprecated parameter. */
  readonly replacedBy?: string;
  /** Whether an invalid value falls back to the default without an error. */
  readonly lenient?: boolean;
  /** Wrong names that are in common use. */
  readonly mistakes?: readonly string[];
}

export type Parameters<P extends string = string> = { readonly [name in P]: Parameter };

/** The fields of a StorageClass that drivers depend on. */
export interface ClassFacts {
  readonly parameters: { readonly [name: string]: string };
  readonly provisioner?: string;
  /** Undefined means Immediate, the default of the API server. */
  readonly volumeBindingMode?: string;
  /** Release of the driver; the newest if undefined. */
  readonly release?: string;
}

/** Checks a constraint between parameters or other fields. The problem is the rest of a sentence that begins with the name `at`. */
interface Conflict {
  readonly at: string;
  readonly problem: string;
}

/** `name` maps a parameter to its name in the message: the parameter in a manifest, the property in code. */
export type Combination = (facts: ClassFacts, name: (parameter: string) => string) => Conflict | undefined;

/** Capabilities of volumes. An undefined field is unknown. */
export interface Capabilities {
  readonly filesystemModes?: readonly Mode[];
  readonly blockModes?: readonly Mode[];
  readonly expansion?: boolean;
  readonly snapshots?: boolean;
  readonly clones?: boolean;
  readonly mountOptions?: boolean;
  readonly volumeAttributesClasses?: boolean;
  /** Topology keys of volumes; empty if all nodes can access them. */
  readonly topologyKeys?: readonly string[];
}

/** Access modes for several nodes that a driver documents for raw block volumes, on a condition. */
export interface SharedBlock {
  readonly modes: readonly Mode[];
  /** The condition, as the rest of a sentence after "needs". */
  readonly needs: string;
  /** Whether the class meets the condition; undefined if the class does not show it. */
  readonly holds: (facts: ClassFacts) => boolean | undefined;
}

/** CSI calls for which a class can name a Secret. */
export type SecretCall =
  'provisioner' | 'controller-publish' | 'controller-expand' | 'controller-modify' | 'node-stage' | 'node-publish' | 'node-expand';

/** CDI's choice for a DataVolume without access modes and volume mode. */
export interface ProfileEntry {
  readonly volumeMode: 'Filesystem' | 'Block';
  readonly accessMode: Mode;
}

export interface Driver<P extends string = string> {
  /** Its name in messages. */
  readonly title: string;
  /** Names; the current one first. */
  readonly names: readonly DriverName[];
  /** URL or path of the documentation or source of the parameters. */
  readonly source: string;
  /** The component whose releases `since` and `until` refer to, and its newest release known here. */
  readonly releases?: { readonly of: string; readonly newest: string };
  /** Whether CSI sidecars read the parameters that begin with csi.storage.k8s.io/. */
  readonly csi: boolean;
  readonly parameters: Parameters<P>;
  /** Parameters of VolumeSnapshotClasses. Undefined if unknown. */
  readonly snapshotParameters?: Parameters;
  /** Whether CreateSnapshot fails without a Secret. */
  readonly snapshotSecret?: boolean;
  /** Parameters that a VolumeAttributesClass can change. Undefined if unknown. */
  readonly mutable?: readonly string[];
  /** Attributes of pre-provisioned volumes (spec.csi.volumeAttributes). Undefined if unknown. */
  readonly volumeAttributes?: Parameters;
  /** Constraints between these attributes. */
  readonly attributeCombinations?: readonly Combination[];
  /** Pattern of parameter names that are user-defined or belong to other components. */
  readonly free?: RegExp;
  /** Whether parameter names are case-insensitive. */
  readonly anyCase?: boolean;
  /** How the driver treats an unknown parameter. `unjudged` if the table is incomplete. */
  readonly unknown: 'refused' | 'ignored' | 'unjudged';
  /** Reports an ignored parameter as an error, because the resulting volumes differ too much. */
  readonly unknownIsError?: boolean;
  readonly combinations?: readonly Combination[];
  /** CSI calls that fail without a Secret. */
  readonly secrets?: readonly SecretCall[];
  readonly capabilities: Capabilities;
  /** Capabilities that depend on the parameters. */
  readonly refine?: (facts: ClassFacts) => Capabilities;
  readonly sharedBlock?: SharedBlock;
  /** Topology of a volume. */
  readonly boundTo?: 'zone' | 'node';
  /** Whether classes with its name have no dynamic provisioning. */
  readonly provisions?: false;
  /** In-tree provisioner that it replaces. */
  readonly successorOf?: string;
  /** CDI's choices, best first. Empty if CDI has none, so that DataVolumes must set both; undefined if unknown. */
  readonly storageProfile?: readonly ProfileEntry[];
}

/** Declares a driver and keeps the parameter names as types, so that the compiler checks the mapping of a typed class. */
export function driver<P extends string>(facts: Driver<P>): Driver<P> {
  return facts;
}

/** Storage that one node can access at a time. */
export const ONE_NODE: readonly Mode[] = ['ReadWriteOnce'];

/** The same for CSI, which adds ReadWriteOncePod. */
export const CSI_ONE_NODE: readonly Mode[] = ['ReadWriteOnce', 'ReadWriteOncePod'];

/** Storage that all nodes can access. */
export const ALL_NODES: readonly Mode[] = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany'];

/** The same for CSI, which adds ReadWriteOncePod. */
export const CSI_ALL_NODES: readonly Mode[] = [...ALL_NODES, 'ReadWriteOncePod'];

/** Capabilities of volumes of a class. */
export function capabilitiesOf(known: Driver, facts: ClassFacts): Capabilities {
  return { ...known.capabilities, ...known.refine?.(facts) };
}
