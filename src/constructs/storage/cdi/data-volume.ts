import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { DataVolumeProps } from './data-volume-props';
import { Advice } from '../../advice';
import { at, propsOf } from '../../private/at';
import { emit } from '../../private/emit';
import { refersTo } from '../../private/existing';
import { IClaim, PersistentVolumeClaim } from '../claims/persistent-volume-claim';
import { classOf, requireUnreserved } from '../private/claimed-volume';
import { adviseOnDataVolume, dataVolume, needsScratchSpace, resultingMode } from '../private/data-volume-spec';
import { VolumeMode } from '../volumes/modes';

/**
 * A claim that CDI (KubeVirt's Containerized Data Importer) populates: cdi.kubevirt.io/v1beta1. Input that CDI's webhook rejects is an error.
 *
 * @see https://github.com/kubevirt/containerized-data-importer
 */
export class DataVolume extends Construct {
  /** Name of the DataVolume, and of its claim. */
  public readonly name: string;

  /**
   * Number of volumes needed during the import: one, and another one for scratch space. Uploads, disks from registries, images with a custom CA,
   * archives and warm migrations of oVirt use scratch space.
   */
  public readonly volumesNeeded: number;

  /** The emitted DataVolume. */
  public readonly apiObject: ApiObject;

  private readonly made: IClaim;
  private readonly mode?: VolumeMode;

  constructor(scope: Construct, id: string, props: DataVolumeProps) {
    props = propsOf(new.target, 'DataVolume', scope, id, props);
    super(scope, id);
    const options = at(this, () => ({ ...props, storageClass: props.storageClass ?? classOf(props.volume) }));
    const manifest = at(this, () => dataVolume(id, options));
    this.name = manifest.metadata.name;
    this.mode = resultingMode(options);
    this.volumesNeeded = needsScratchSpace(options) ? 2 : 1;
    this.apiObject = emit(this, 'DataVolume', manifest);
    this.made = PersistentVolumeClaim.fromClaimName(this, 'Claim', this.name, {
      volumeMode: this.mode, namespace: this.apiObject.metadata.namespace, storageClass: options.storageClass,
    });
    at(this, () => requireUnreserved(this.apiObject, props.volume));
    refersTo(this, 'StorageClass', options.storageClass, options.storageClass?.storageClassName);
    adviseOnDataVolume(this, this.apiObject, options);
  }

  /** The claim that CDI creates; pods can mount it. Synth reports its use if its volume mode is unknown. */
  public get claim(): IClaim {
    if (this.mode === undefined) {
      Advice._give(this, 'DATA_VOLUME_MODE_UNKNOWN', 'its claim is used, but CDI chooses the volume mode: Filesystem is assumed.',
        'Set volumeMode.');
    }
    return this.made;
  }
}
