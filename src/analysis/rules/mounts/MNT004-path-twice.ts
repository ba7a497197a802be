import { text } from '../../../core/fields';
import { Rule } from '../rule';
import { shown } from '../shared/words';

export const MNT004: Rule = {
  id: 'MNT004',
  severity: 'error',
  title: 'Two mounts at one path, or a volume both mounted and a device',
  why: 'Within a container each mountPath and each devicePath must be unique, and a volume is either mounted or a device. The API server refuses the pod.',
  fix: 'Give each its own path, and remove one of two uses of the same volume.',
  source: 'pkg/apis/core/validation/validation.go ValidateVolumeMounts',
  * check(view) {
    for (const pod of view.pods) {
      for (const { name, mounts, devices } of pod.containers) {
        const paths = new Set<unknown>();
        for (const { value, path } of mounts) {
          if (text(value.mountPath) && paths.has(value.mountPath)) {
            yield { on: pod.item, path: `${path}.mountPath`, message: `the container "${name}" mounts two volumes at ${shown(value.mountPath)}.` };
          }
          paths.add(value.mountPath);
        }
        for (const { value, path } of devices) {
          if (text(value.devicePath) && paths.has(value.devicePath)) {
            yield { on: pod.item, path: `${path}.devicePath`, message: `the container "${name}" uses the path ${shown(value.devicePath)} twice.` };
          }
          paths.add(value.devicePath);
          if (mounts.some((mount) => mount.value.name === value.name)) {
            yield { on: pod.item, path, message: `the container "${name}" mounts the volume "${shown(value.name)}" and uses it as a device.` };
          }
        }
      }
    }
  },
};
