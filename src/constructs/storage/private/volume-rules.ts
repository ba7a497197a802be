import { IConstruct } from 'constructs';
import { Judgement, Verdict } from '../../../core/judgement';
import { ACM008, unsupportedModes } from '../../../drivers/judgements/volume';
import { Manifest } from '../../../kubernetes/acceptance';
import { API015, CLS017, missingAttributesClass, missingVolumeFeatures } from '../../../kubernetes/features';
import { API002, API003, removedPlugin, supersededPlugin } from '../../../kubernetes/judgements/plugins';
import { VOLUME_JUDGEMENTS } from '../../../kubernetes/judgements/volume';
import { sourceOf } from '../../../kubernetes/volume-plugins';
import { Origins, requireAccepted, requireSound } from '../../private/accepted';
import { report } from '../../private/report';

/** Maps the fields of a volume to properties, for errors. */
const ORIGINS: Origins = {
  'metadata.name': 'name',
  'metadata.labels': 'labels',
  'metadata.annotations': 'annotations',
  'spec': 'source',
  'spec.capacity': 'capacity',
  'spec.accessModes': 'accessModes',
  'spec.volumeMode': 'volumeMode',
  'spec.mountOptions': 'mountOptions',
  'spec.persistentVolumeReclaimPolicy': 'reclaimPolicy',
  'spec.storageClassName': 'storageClass',
  'spec.nodeAffinity': { property: 'nodes', fix: 'Set the nodes that can access the volume' },
  'spec.claimRef': 'claimRef',
  'spec.volumeAttributesClassName': 'volumeAttributesClass',
};

/** Throws for volumes that the API server rejects or that can never be mounted. */
export function requireVolume(volume: Manifest, kubernetesVersion: string): void {
  for (const [judgement, verdicts] of judged(volume, kubernetesVersion)) requireSound(judgement, verdicts, ORIGINS, kubernetesVersion);
  requireAccepted(volume, ORIGINS, kubernetesVersion);
}

/** Reports advice about a volume. */
export function reportVolume(scope: IConstruct, volume: Manifest, kubernetesVersion: string): void {
  for (const [judgement, verdicts] of judged(volume, kubernetesVersion)) report(scope, judgement, verdicts);
}

function judged(volume: Manifest, kubernetesVersion: string): Array<readonly [Judgement, Iterable<Verdict>]> {
  const source = sourceOf(volume.spec);
  return [
    [API015, missingVolumeFeatures(volume.spec, kubernetesVersion)],
    [CLS017, missingAttributesClass(volume.spec, kubernetesVersion)],
    [API002, removedPlugin(source, `spec.${source}`, kubernetesVersion)],
    [API003, supersededPlugin(source, `spec.${source}`, kubernetesVersion)],
    [ACM008, unsupportedModes(volume, kubernetesVersion)],
    ...VOLUME_JUDGEMENTS.map(([judgement, judge]) => [judgement, judge(volume, kubernetesVersion)] as const),
  ];
}
