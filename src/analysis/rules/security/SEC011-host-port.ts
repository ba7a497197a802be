import { fields, list, whole } from '../../../core/fields';
import { rule } from '../rule';

export const SEC011 = rule('SEC011', function* (view) {
  for (const { item, spec, containers } of view.pods) {
    if (item.kind === 'DaemonSet' || spec.hostNetwork === true) continue;
    for (const { value, path } of containers) {
      for (const [i, port] of list(value.ports).map(fields).entries()) {
        const taken = whole(port.hostPort);
        if (taken) {
          yield {
            on: item,
            path: `${path}.ports[${i}].hostPort`,
            message: `the pod uses host port ${taken}, so only one such pod fits on a node.`,
          };
        }
      }
    }
  }
});
