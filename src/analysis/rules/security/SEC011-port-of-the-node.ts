import { fields, list, whole } from '../../../core/fields';
import { Rule } from '../rule';

export const SEC011: Rule = {
  id: 'SEC011',
  severity: 'info',
  title: 'A pod takes a port of its node',
  why: 'The scheduler places one such pod on a node and no second, so an update or another replica may stay Pending. The port is open on all addresses of the node, past Services and, with many network plugins, past network policies.',
  fix: 'Use a Service, or a DaemonSet if each node shall have the port.',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  * check(view) {
    for (const { item, spec, containers } of view.pods) {
      if (item.kind === 'DaemonSet' || spec.hostNetwork === true) continue;
      for (const { value, path } of containers) {
        for (const [i, port] of list(value.ports).map(fields).entries()) {
          const taken = whole(port.hostPort);
          if (taken) yield { on: item, path: `${path}.ports[${i}].hostPort`, message: `it takes port ${taken} of its node: one such pod fits on each.` };
        }
      }
    }
  },
};
