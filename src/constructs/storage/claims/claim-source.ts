import { invalid, refuse } from '../../../core/errors';
import { requireDnsLabel, requireDnsSubdomain } from '../../../kubernetes/names';
import { INamedObject } from '../../named-object';
import { requireKind } from '../../private/named-object';
import { IVolumeSnapshot } from '../snapshots/volume-snapshot';

/** An object that a volume populator reads. */
export interface PopulatorSource {
  /** API group of the object, such as "forklift.cdi.kubevirt.io". */
  readonly apiGroup: string;
  /** Kind of the object, such as "OpenstackVolumePopulator". */
  readonly kind: string;
  /** Name of the object. */
  readonly name: string;
  /** Namespace of the object; another one than the claim's needs the feature gate CrossNamespaceVolumeDataSource. @default - that of the claim */
  readonly namespace?: string;
}

/** What a new volume holds at first. */
export class ClaimSource {
  /** The content of a snapshot, whose size is the least that the claim may ask for. */
  public static snapshot(snapshot: IVolumeSnapshot): ClaimSource {
    return new ClaimSource('snapshot', { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: snapshot.snapshotName }, snapshot);
  }

  /** A copy of another claim in the same namespace, of the same volume mode and, with most drivers, of the same class. */
  public static claim(claim: INamedObject): ClaimSource {
    requireKind('claim', claim, 'PersistentVolumeClaim');
    return new ClaimSource('claim', { kind: 'PersistentVolumeClaim', name: claim.name }, claim);
  }

  /** What a volume populator makes of an object of its own kind. */
  public static populator(source: PopulatorSource): ClaimSource {
    if (!source.apiGroup.includes('.')) refuse('apiGroup', 'of a populator\'s object must be a full group such as "forklift.cdi.kubevirt.io"');
    requireDnsSubdomain('apiGroup', source.apiGroup);
    if (!source.kind.trim()) invalid('kind', source.kind, 'the kind of an object such as "OpenstackVolumePopulator"');
    requireDnsSubdomain('name', source.name);
    if (source.namespace !== undefined) requireDnsLabel('namespace', source.namespace);
    return new ClaimSource('populator', { apiGroup: source.apiGroup, kind: source.kind, name: source.name, namespace: source.namespace });
  }

  private constructor(
    /** @internal */ public readonly _kind: 'snapshot' | 'claim' | 'populator',
    /** @internal */ public readonly _reference: { apiGroup?: string; kind: string; name: string; namespace?: string },
    /** The claim or the snapshot. @internal */ public readonly _origin?: INamedObject | IVolumeSnapshot,
  ) {}

  /**
   * The fields of the claim's spec. `dataSource` is enough for snapshots and claims; populators are read from `dataSourceRef` only.
   *
   * @internal
   */
  public _spec(): { [key: string]: any } {
    return this._kind === 'populator' ? { dataSourceRef: this._reference } : { dataSource: this._reference };
  }
}
