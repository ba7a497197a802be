import { fields, list, whole } from '../../../core/fields';
import { Rule } from '../rule';

export const SEC011: Rule = {
  id: 'SEC011',
  severity: 'info',
  title: 'Pod uses a host port',
  why: 'The scheduler places only one such pod on a node, so an update or another replica can stay Pending. The port is open on all '
    + 'addresses of the node, bypassing Services and, with many network plugins, network policies.',
  fix: 'Use a Service, or a DaemonSet if every node needs the port.',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  * check(view) {
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
  },
};
