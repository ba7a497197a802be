import { Fields, fields } from '../../../core/fields';
import { shown } from '../../../core/words';
import { mountOf, volumeNamed } from '../../model/pod-sources';
import { rule } from '../rule';
import { components, placesOf } from '../shared/openstack';

export const CFG008 = rule('CFG008', function* (view) {
  for (const { pod, container, paths } of components(view)) {
    for (const path of paths) {
      const places = placesOf(pod, container, path);
      const mount = mountOf(container, path);
      const on = { on: pod.item, path: `${container.path}.${Array.isArray(container.value.args) ? 'args' : 'command'}` };
      if (path.includes('$(')) continue;
      if (!mount) {
        yield { ...on, message: `--cloud-config is ${shown(path)}, but container "${container.name}" mounts nothing there.` };
      } else if (!places.length && volumeNamed(pod, mount.name)) {
        yield { ...on, message: `--cloud-config is ${shown(path)}, but volume "${mount.name}" has no such file.` };
      }
      for (const { kind, name, key } of places) {
        const holder = kind === 'other' ? undefined : view.find(kind, pod.namespace, name);
        if (!holder || holds(holder.object, key)) continue;
        yield { ...on, message: `--cloud-config is ${shown(path)}, but ${kind} "${name}" has no key "${key}".` };
      }
    }
  }
});

function holds(object: Fields, key: string): boolean {
  return [object.data, object.stringData, object.binaryData].some((map) => fields(map)[key] !== undefined);
}
