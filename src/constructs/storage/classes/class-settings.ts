import { ReclaimPolicy, VolumeBindingMode } from '../volumes/modes';

/** What a StorageClass can say whoever serves it, and whatever its name comes from. @internal */
export interface ClassSettings {
  /** Marks the class as default: claims that name no class get it. A cluster has at most one such class. @default false */
  readonly isDefault?: boolean;
  /** What happens to a volume when its claim is deleted: Delete or Retain. @default - the API server's: ReclaimPolicy.DELETE */
  readonly reclaimPolicy?: ReclaimPolicy;

  /**
   * When claims are bound, and their volumes provisioned.
   *
   * @default - VolumeBindingMode.WAIT_FOR_FIRST_CONSUMER where volumes are tied to some nodes, else the API server's: Immediate
   */
  readonly volumeBindingMode?: VolumeBindingMode;

  /** Allows claims of this class to be expanded. @default - the API server's: false */
  readonly allowVolumeExpansion?: boolean;
  /** Allowed values by node label, all of which must match: restricts where volumes are provisioned. @default - no restriction */
  readonly allowedTopologies?: { [label: string]: string[] };
  /** Alternative terms to `allowedTopologies`, of the same form: a node must match one of the terms. @default - none */
  readonly otherTopologies?: Array<{ [label: string]: string[] }>;
  /** Additional parameters without typed property. @default - none */
  readonly extraParameters?: { [key: string]: string };
  /** Labels of the class. @default - none */
  readonly labels?: { [key: string]: string };
  /** Annotations of the class. @default - none */
  readonly annotations?: { [key: string]: string };
}
