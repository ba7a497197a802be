import { rule } from '../rule';

export const MNT014 = rule('MNT014', function* (view) {
  for (const pod of view.pods) {
    for (const { value, path } of pod.containers.flatMap(({ mounts }) => mounts)) {
      if (!['Enabled', 'IfPossible'].includes(value.recursiveReadOnly)) continue;
      const lacks = value.readOnly !== true ? 'readOnly is not set' : ![undefined, null, '', 'None'].includes(value.mountPropagation) ? 'mountPropagation is set' : undefined;
      if (lacks) {
        yield { on: pod.item, path: `${path}.recursiveReadOnly`, message: `recursiveReadOnly is ${value.recursiveReadOnly}, but ${lacks}.` };
      }
    }
  }
});
