import { fields, list, text } from '../../../core/fields';
import { rule } from '../rule';

export const STS006 = rule('STS006', function* (view) {
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
});
