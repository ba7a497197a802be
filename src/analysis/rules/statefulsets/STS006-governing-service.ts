import { fields, list, text } from '../../../core/fields';
import { Rule } from '../rule';

export const STS006: Rule = {
  id: 'STS006',
  severity: 'warning',
  title: 'Governing Service of a StatefulSet is missing or not headless',
  why: 'The pods of a set are reachable by name (db-0.db) through the Service in serviceName. The Service must exist, be headless '
    + '(clusterIP: None) and select the pods.',
  fix: 'Add a Service of that name with clusterIP: None and a selector that matches the pod labels.',
  source: 'pkg/controller/statefulset/stateful_set_utils.go initIdentity',
  * check(view) {
    for (const item of view.of('StatefulSet')) {
      const name = text(item.spec.serviceName);
      if (!name) continue;
      const service = view.find('Service', item.namespace, name);
      const labels = view.podIn(item)?.labels ?? {};
      const selector = Object.entries(fields(service?.spec.selector));
      const problem = !service ? 'is not in the input'
        : service.spec.clusterIP !== 'None' ? 'is not headless'
          : !selector.length || selector.some(([key, value]) => labels[key] !== value) ? 'does not select the pods' : undefined;
      if (!problem) continue;
      // Controllers of drivers are such sets: nobody addresses their pods by name.
      const nameless = !list(item.spec.volumeClaimTemplates).length && service !== undefined;
      const severity = nameless || (!service && !view.closedWorld) ? 'info' : undefined;
      yield { on: item, path: 'spec.serviceName', severity, message: `Service "${name}" ${problem}.` };
    }
  },
};
