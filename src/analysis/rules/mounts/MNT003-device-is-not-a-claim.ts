import { volumeNamed } from '../../model/pod-sources';
import { rule } from '../rule';

export const MNT003 = rule('MNT003', function* (view) {
  for (const pod of view.pods) {
    const templates = view.templatesOf(pod.item).map(({ name }) => name);
    for (const { value, path } of pod.containers.flatMap(({ devices }) => devices)) {
      const volume = volumeNamed(pod, value.name);
      if (!volume || volume.value.persistentVolumeClaim || volume.value.ephemeral || templates.includes(volume.name)) continue;
      yield { on: pod.item, path: `${path}.name`, message: `volume "${volume.name}" is used as a device, but is not a claim.` };
    }
  }
});
