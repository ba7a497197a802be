import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { DataVolumeProps } from './data-volume-props';
import { Advice } from '../../advice';
import { at } from '../../private/at';
import { emit } from '../../private/emit';
import { IClaim, PersistentVolumeClaim } from '../claims/persistent-volume-claim';
import { classOf, requireUnreserved } from '../private/claimed-volume';
import { adviseOnDataVolume, dataVolume, needsScratchSpace, resultingMode } from '../private/data-volume-spec';
import { VolumeMode } from '../volumes/modes';

/**
 * A claim that CDI (KubeVirt's containerized data importer) fills: cdi.kubevirt.io/v1beta1. What CDI's webhook would refuse is refused here.
 *
 * @see https://github.com/kubevirt/containerized-data-importer
 */
export class DataVolume extends Construct {
  /** Name of the DataVolume, and of its claim. */
  public readonly name: string;

  /**
   * How many volumes have to be free while it is filled: one, and one more for scratch space. Uploads, disks from registries, images behind an own CA,
   * archives and warm migrations of oVirt take that.
   */
  public readonly volumesNeeded: number;

  /** The emitted DataVolume. */
  public readonly apiObject: ApiObject;

  private readonly made: IClaim;
  private readonly mode?: VolumeMode;

  constructor(scope: Construct, id: string, props: DataVolumeProps) {
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
    adviseOnDataVolume(this, options);
  }

  /** The claim that CDI makes; pods can mount it. Synth reports a use of it where its volume mode is not known. */
  public get claim(): IClaim {
    if (this.mode === undefined) {
      Advice._give(this, 'DATA_VOLUME_MODE_UNKNOWN', 'its claim is used, and CDI chooses between a directory and a raw device: a directory is assumed.',
        'Set volumeMode.');
    }
    return this.made;
  }
}
