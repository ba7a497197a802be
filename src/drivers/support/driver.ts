/* What is known of a storage driver or provisioner. A driver is one file of data; it knows nothing of constructs or findings. */
import { ValueType } from './values';
import { Minor } from '../../kubernetes/minor';

/** How a claim may use a volume, as Kubernetes writes it. */
export type Mode = 'ReadWriteOnce' | 'ReadOnlyMany' | 'ReadWriteMany' | 'ReadWriteOncePod';

/** A name that the driver has, or had: what classes call provisioner. */
export interface DriverName {
  readonly name: string;
  /** An operator or a chart puts its own name in front, such as "rook-ceph." */
  readonly prefixed?: boolean;
  /** Last minor of Kubernetes whose release of the driver used the name. */
  readonly until?: Minor;
}

/** One parameter of a class. */
export interface Parameter {
  readonly type: ValueType;
  /** What the driver assumes without it. */
  readonly default?: string;
  /** The driver refuses classes without it. */
  readonly required?: boolean;
  /** Release of the driver that first read it. */
  readonly since?: string;
  /** Last release of the driver that read it. */
  readonly until?: string;
  /** Deprecated: the parameter to write in its place. */
  readonly replacedBy?: string;
  /** A value that is not accepted counts as the default, without an error. */
  readonly lenient?: boolean;
  /** Other names that people write for it. */
  readonly mistakes?: readonly string[];
}

export type Parameters<P extends string = string> = { readonly [name in P]: Parameter };

/** What a class says, as far as drivers read it. */
export interface ClassFacts {
  readonly parameters: { readonly [name: string]: string };
  readonly provisioner?: string;
  /** Undefined counts as Immediate, as it does to the API server. */
  readonly volumeBindingMode?: string;
}

/** What two parameters, or a parameter and another field, do to each other. The problem continues the name that it stands `at`. */
interface Conflict {
  readonly at: string;
  readonly problem: string;
}

/** `name` is what the reader calls a parameter: its own name in a manifest, the property in code. */
export type Combination = (facts: ClassFacts, name: (parameter: string) => string) => Conflict | undefined;

/** What volumes can do. A field that is left out is unknown. */
export interface Capabilities {
  readonly filesystemModes?: readonly Mode[];
  readonly blockModes?: readonly Mode[];
  readonly expansion?: boolean;
  readonly snapshots?: boolean;
  readonly clones?: boolean;
  readonly mountOptions?: boolean;
  readonly attributesClasses?: boolean;
  /** Node labels that volumes are tied to; none where all nodes reach them. */
  readonly topologyKeys?: readonly string[];
}

/** Raw block volumes for several nodes that a driver documents, on a condition. */
export interface SharedBlock {
  readonly modes: readonly Mode[];
  /** The condition, as it continues "needs". */
  readonly needs: string;
  /** Whether the class meets it; undefined where a class cannot show it. */
  readonly holds: (facts: ClassFacts) => boolean | undefined;
}

/** The calls for which a class can name a Secret. */
export type SecretCall =
  'provisioner' | 'controller-publish' | 'controller-expand' | 'controller-modify' | 'node-stage' | 'node-publish' | 'node-expand';

/** A choice that CDI makes for a DataVolume that says neither access modes nor volume mode. */
export interface ProfileEntry {
  readonly volumeMode: 'Filesystem' | 'Block';
  readonly accessMode: Mode;
}

export interface Driver<P extends string = string> {
  /** What it is called in sentences. */
  readonly title: string;
  /** The name of today first. */
  readonly names: readonly DriverName[];
  /** Where the parameters are documented or read. */
  readonly source: string;
  /** The component whose releases `since` and `until` count, and the newest one that is known here. */
  readonly releases?: { readonly of: string; readonly newest: string };
  /** Sidecars of CSI stand before it: they read the parameters that begin with csi.storage.k8s.io/. */
  readonly csi: boolean;
  readonly parameters: Parameters<P>;
  /** Parameters of VolumeSnapshotClasses. Undefined where they are not known. */
  readonly snapshotParameters?: Parameters;
  /** Names of parameters that the user may choose, or that the driver leaves to others. */
  readonly free?: RegExp;
  /** It reads names of parameters in any case. */
  readonly anyCase?: boolean;
  /** What becomes of a parameter that it does not know. `unjudged` where the table is not complete. */
  readonly unknown: 'refused' | 'ignored' | 'unjudged';
  /** An ignored parameter changes what the user gets so much that it is an error. */
  readonly unknownIsError?: boolean;
  readonly combinations?: readonly Combination[];
  /** Calls that fail without a Secret. */
  readonly secrets?: readonly SecretCall[];
  readonly capabilities: Capabilities;
  /** What parameters change about the capabilities. */
  readonly refine?: (facts: ClassFacts) => Capabilities;
  readonly sharedBlock?: SharedBlock;
  /** What a volume is tied to. */
  readonly boundTo?: 'zone' | 'node';
  /** Nothing provisions for classes with its name. */
  readonly provisions?: false;
  /** It takes the place of the provisioner of this name, which was part of Kubernetes. */
  readonly successorOf?: string;
  /** CDI's choices, best first; empty where CDI has none, so that DataVolumes must say theirs. Undefined where that is not known. */
  readonly storageProfile?: readonly ProfileEntry[];
}

/** Keeps the names of the parameters, so that the mapping of a typed class is checked against them. */
export function driver<P extends string>(facts: Driver<P>): Driver<P> {
  return facts;
}

/** Storage that one node reaches at a time. */
export const ONE_NODE: readonly Mode[] = ['ReadWriteOnce'];

/** The same behind sidecars of CSI, which know ReadWriteOncePod. */
export const CSI_ONE_NODE: readonly Mode[] = ['ReadWriteOnce', 'ReadWriteOncePod'];

/** Storage that all nodes reach. */
export const ALL_NODES: readonly Mode[] = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany'];

/** The same behind sidecars of CSI. */
export const CSI_ALL_NODES: readonly Mode[] = [...ALL_NODES, 'ReadWriteOncePod'];

/** What volumes of a class can do. */
export function capabilitiesOf(known: Driver, facts: ClassFacts): Capabilities {
  return { ...known.capabilities, ...known.refine?.(facts) };
}
