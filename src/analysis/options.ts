/** In which order objects reach the cluster. */
export enum Arrival {
  /** Volumes are Available before the claims; claims and pods come in any order. */
  VOLUMES_FIRST = 'volumesFirst',
  /** Claims and pods come one at a time, in document order; volumes are Available first, or each in the order of the document. */
  DOCUMENT_ORDER = 'documentOrder',
  /** Every object comes in the order of the document, once the controllers are done with those before it. */
  ONE_BY_ONE = 'oneByOne',
  /** Everything at once, as one `kubectl apply` of a folder may do it: a claim may see only some of the volumes. */
  ANY = 'any',
}

/** What a storage plan takes for granted. */
export interface StoragePlanOptions {
  /** The input is all there is in the cluster. Otherwise what depends on the absence of something is unknown. @default false */
  readonly closedWorld?: boolean;
  /** Version of Kubernetes that the objects are for, such as "1.37". @default - that of the cluster for constructs, else "1.37" */
  readonly kubernetesVersion?: string;
  /** In which order objects reach the cluster. @default Arrival.VOLUMES_FIRST */
  readonly arrival?: Arrival;
  /** Name of the StorageClass that claims without a class get, where the input has no default class. @default - the default class of the input */
  readonly defaultClass?: string;
  /** Names of StorageClasses that exist in the cluster but not in the input. @default - none */
  readonly knownClasses?: string[];
  /** PersistentVolumeClaims that exist in the cluster but not in the input, as "namespace/name". @default - none */
  readonly knownClaims?: string[];
  /** Secrets that exist in the cluster but not in the input, as "namespace/name". @default - none */
  readonly knownSecrets?: string[];
  /** Names of CSI drivers that exist in the cluster but not in the input. @default - none */
  readonly knownDrivers?: string[];
}
