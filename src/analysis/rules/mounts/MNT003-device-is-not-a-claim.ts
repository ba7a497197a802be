import { volumeNamed } from '../../model/pod-sources';
import { Rule } from '../rule';

export const MNT003: Rule = {
  id: 'MNT003',
  severity: 'error',
  title: 'volumeDevices names a volume that is not a claim',
  why: 'Only a persistentVolumeClaim or an ephemeral volume can be used as a device. The API server rejects the pod.',
  fix: 'Mount the volume with volumeMounts, or use a claim.',
  source: 'pkg/apis/core/validation/validation.go ValidateVolumeDevices',
  * check(view) {
    for (const pod of view.pods) {
      const templates = view.templatesOf(pod.item).map(({ name }) => name);
      for (const { value, path } of pod.containers.flatMap(({ devices }) => devices)) {
        const volume = volumeNamed(pod, value.name);
        if (!volume || volume.value.persistentVolumeClaim || volume.value.ephemeral || templates.includes(volume.name)) continue;
        yield { on: pod.item, path: `${path}.name`, message: `volume "${volume.name}" is used as a device, but is not a claim.` };
      }
    }
  },
};
