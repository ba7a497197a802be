/*
 * The content of a diagram, independent of its format: things in columns, and links between neighbouring columns.
 */
/** Columns from left to right. */
export enum Column { NODE, POD, CLAIM, VOLUME, CLASS, PROVISIONER }

/** Status of a thing, shown by colour, sign and word. The first seven are outcomes of claims. */
export enum Status {
  BOUND = 'bound',
  PROVISIONING = 'provisioning',
  WAITING = 'waiting',
  ONE_OF = 'oneOf',
  PENDING = 'pending',
  LOST = 'lost',
  UNKNOWN = 'unknown',
  /** Exists without an outcome: a node, a class, an unused volume. */
  PLAIN = 'plain',
  /** Referenced, but not in the input. */
  ABSENT = 'absent',
}

export enum LinkKind {
  /** A pod on a node. */
  RUNS = 'runs',
  /** A pod and its claim. */
  USES = 'uses',
  /** A claim and the volume that it certainly gets, existing or provisioned. */
  GETS = 'gets',
  /** A claim and a volume that it may get. */
  MAY = 'may',
  /** A claim and the volume that fails exactly one condition. */
  MISSES = 'misses',
  /** A claim without volume and the class that it requests. */
  ASKS = 'asks',
  /** A volume and its class, a class and its provisioner. */
  OF = 'of',
}

export interface Thing {
  /** Index in `Graph.things`. */
  readonly id: number;
  readonly column: Column;
  readonly kind: string;
  /** '' for cluster-scoped objects. */
  readonly namespace: string;
  readonly name: string;
  readonly status: Status;
  /** Outcome or phase in one word, such as "unschedulable". */
  readonly word: string;
  /** A few words below the name. */
  readonly note: string;
  /** Workload that creates it, such as "StatefulSet/web"; '' for an object of the input. */
  readonly from: string;
  /** Keys for grouping, from narrow to wide: replicas of one workload; same outcome in one namespace; same outcome anywhere; similar outcome. */
  readonly kin: readonly [string, string, string, string];
  /** Labels and values for the detail pane. */
  readonly facts: ReadonlyArray<readonly [string, string]>;
}

/** Links from one thing to several. Links with equal targets share the array. */
export interface Link {
  readonly from: number;
  readonly to: readonly number[];
  readonly kind: LinkKind;
  readonly label?: string;
}

interface RefusedObject {
  readonly object: string;
  readonly field: string;
  readonly message: string;
}

export interface Graph {
  readonly things: readonly Thing[];
  readonly links: readonly Link[];
  readonly refused: readonly RefusedObject[];
  /** Whether the input holds every object of the cluster. */
  readonly closed: boolean;
}

/** The part of a finding that a diagram shows. */
export interface PictureFinding {
  readonly rule: string;
  readonly severity: string;
  readonly object: { readonly kind: string; readonly namespace?: string; readonly name: string };
  readonly message: string;
  readonly fix: string;
  /** Reason of the acknowledgement; acknowledged findings are not shown. */
  readonly acknowledged?: string;
}
