import { invalid, refuse } from '../../../core/errors';
import { takeProps } from '../../../core/props';
import { requireDnsLabel, requireDnsSubdomain } from '../../../kubernetes/names';
import { INamedObject } from '../../named-object';
import { requireKind } from '../../private/named-object';
import { IVolumeSnapshot } from '../snapshots/snapshot-ref';

/** Initial content of a new volume. */
export class ClaimSource {
  /** The content of a snapshot. The claim must request at least the size of the snapshot. */
  public static snapshot(snapshot: IVolumeSnapshot): ClaimSource {
    snapshot = takeProps('ClaimSource.snapshot', snapshot);
    return new ClaimSource('snapshot', { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: snapshot.snapshotName }, snapshot);
  }

  /** A clone of another claim with the same namespace, volume mode and, with most drivers, class. */
  public static claim(claim: INamedObject): ClaimSource {
    claim = takeProps('ClaimSource.claim', claim);
    requireKind('claim', claim, 'PersistentVolumeClaim');
    return new ClaimSource('claim', { kind: 'PersistentVolumeClaim', name: claim.name }, claim);
  }

  /**
   * The output of a volume populator for a custom resource.
   *
   * @param apiGroup API group of the object, such as "forklift.cdi.kubevirt.io"
   * @param kind Kind of the object, such as "OpenstackVolumePopulator"
   * @param name Name of the object
   * @param namespace Namespace of the object; defaults to that of the claim. Any other needs the feature gate CrossNamespaceVolumeDataSource
   */
  public static populator(apiGroup: string, kind: string, name: string, namespace?: string): ClaimSource {
    if (typeof apiGroup !== 'string' || !apiGroup.includes('.')) {
      refuse('apiGroup',
        'must be the full group of a custom resource such as "forklift.cdi.kubevirt.io"');
    }
    requireDnsSubdomain('apiGroup', apiGroup);
    if (typeof kind !== 'string' || !kind.trim()) invalid('kind', kind, 'the kind of an object such as "OpenstackVolumePopulator"');
    requireDnsSubdomain('name', name);
    if (namespace !== undefined) requireDnsLabel('namespace', namespace);
    return new ClaimSource('populator', { apiGroup, kind, name, namespace });
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
