/*
 * What a picture shows, before anybody draws it: things in columns, and links between neighbouring columns.
 */
/** Columns from left to right. */
export enum Column { NODE, POD, CLAIM, VOLUME, CLASS, PROVISIONER }

/** What a thing tells by colour, sign and word. The first seven are outcomes of claims. */
export enum Status {
  BOUND = 'bound',
  PROVISIONING = 'provisioning',
  WAITING = 'waiting',
  ONE_OF = 'oneOf',
  PENDING = 'pending',
  LOST = 'lost',
  UNKNOWN = 'unknown',
  /** Is just there: a node, a class, a volume that is left over. */
  PLAIN = 'plain',
  /** Somebody refers to it, but it is not in the input. */
  ABSENT = 'absent',
}

export enum LinkKind {
  /** A pod on a node. */
  RUNS = 'runs',
  /** A pod and its claim. */
  USES = 'uses',
  /** A claim and what it gets for certain: a volume, or one that is made for it. */
  GETS = 'gets',
  /** A claim and what it may get. */
  MAY = 'may',
  /** A claim and the volume that it misses by one condition. */
  MISSES = 'misses',
  /** A claim without volume and the class that it asks. */
  ASKS = 'asks',
  /** A volume and its class, a class and its provisioner. */
  OF = 'of',
}

export interface Thing {
  /** Place in `Graph.things`. */
  readonly id: number;
  readonly column: Column;
  readonly kind: string;
  /** '' for what lives outside of namespaces. */
  readonly namespace: string;
  readonly name: string;
  readonly status: Status;
  /** Its outcome or phase in a word, such as "unschedulable". */
  readonly word: string;
  /** A few words that stand below the name. */
  readonly note: string;
  /** What makes it, such as "StatefulSet/web"; '' for an object of the input. */
  readonly from: string;
  /** What it has in common with others, from close to distant: replicas of one workload; the same fate in one namespace, in all, and roughly. */
  readonly kin: readonly [string, string, string, string];
  /** Labels and texts for the detail pane. */
  readonly facts: ReadonlyArray<readonly [string, string]>;
}

/** Links from one thing to several; links to the same things share the array. */
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
  /** Whether the input was taken for all there is in the cluster. */
  readonly closed: boolean;
}

/** What a picture needs to know of a finding of the rules. */
export interface PictureFinding {
  readonly rule: string;
  readonly severity: string;
  readonly object: { readonly kind: string; readonly namespace?: string; readonly name: string };
  readonly message: string;
  readonly fix: string;
  /** The reason why it is closed; closed findings are not shown. */
  readonly acknowledged?: string;
}
