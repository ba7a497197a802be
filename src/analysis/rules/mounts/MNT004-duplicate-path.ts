import { text } from '../../../core/fields';
import { shown } from '../../../core/words';
import { rule } from '../rule';

export const MNT004 = rule('MNT004', function* (view) {
  for (const pod of view.pods) {
    for (const { name, mounts, devices } of pod.containers) {
      const paths = new Set<unknown>();
      for (const { value, path } of mounts) {
        if (text(value.mountPath) && paths.has(value.mountPath)) {
          yield {
            on: pod.item,
            path: `${path}.mountPath`,
            message: `container "${name}" mounts two volumes at ${shown(value.mountPath)}.`,
            fix: 'Give each volume its own mountPath.',
          };
        }
        paths.add(value.mountPath);
      }
      for (const { value, path } of devices) {
        if (text(value.devicePath) && paths.has(value.devicePath)) {
          yield {
            on: pod.item,
            path: `${path}.devicePath`,
            message: `container "${name}" uses path ${shown(value.devicePath)} twice.`,
            fix: 'Give each volume its own path.',
          };
        }
        paths.add(value.devicePath);
        if (mounts.some((mount) => mount.value.name === value.name)) {
          yield {
            on: pod.item,
            path,
            message: `container "${name}" both mounts volume "${shown(value.name)}" and uses it as a device.`,
            fix: 'Remove the mount or the device.',
          };
        }
      }
    }
  }
});
