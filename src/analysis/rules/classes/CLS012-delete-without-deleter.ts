import { fields, text } from '../../../core/fields';
import { Rule } from '../rule';
import { sourceOf } from '../shared/volumes';
import { a } from '../shared/words';

export const CLS012: Rule = {
  id: 'CLS012',
  severity: 'warning',
  title: 'The policy Delete on a volume that nothing deletes',
  why: 'A volume that was made by hand is deleted only if something knows how: a CSI provisioner deletes what it has provisioned itself, Kubernetes a hostPath below /tmp, the static '
    + 'provisioner its local volumes. For all others the volume ends as Failed or Released, and its data stays.',
  fix: 'Set persistentVolumeReclaimPolicy: Retain.',
  source: 'pkg/controller/volume/persistentvolume/pv_controller.go findDeletablePlugin',
  * check(view) {
    const staticProvisioner = view.pods.some((pod) => pod.containers.some(({ image }) => /local-volume-provisioner/.test(image)));
    for (const volume of view.volumes) {
      if (volume.spec.persistentVolumeReclaimPolicy !== 'Delete' || volume.annotations['pv.kubernetes.io/provisioned-by'] !== undefined) continue;
      const source = sourceOf(volume);
      if (!source || (source === 'local' && staticProvisioner)) continue;
      if (source === 'hostPath' && /^\/tmp\/.+/.test(text(fields(volume.spec.hostPath).path) ?? '')) continue;
      yield { on: volume, path: 'spec.persistentVolumeReclaimPolicy', message: `nothing deletes ${a(source)} volume that was made by hand.` };
    }
  },
};
