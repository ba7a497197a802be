import { Rule } from '../rule';
import { hasWave } from '../shared/argo';
import { references } from '../shared/references';

export const OST010: Rule = {
  id: 'OST010',
  severity: 'info',
  title: 'A Secret comes after the workload that needs it',
  why: 'Applied in this order, the pods wait in ContainerCreating until the Secret is there. Where nodes wait for the pod, as for the cloud controller manager, so does everything else.',
  fix: 'Apply Secrets first, or give the files an order.',
  source: 'https://kubernetes.io/docs/concepts/configuration/secret/#using-a-secret',
  * check(view) {
    for (const { pod, kind, name, path } of references(view)) {
      const found = kind === 'Secret' ? view.find(kind, pod.namespace, name) : undefined;
      if (!found || found.index < pod.item.index || hasWave(found) || hasWave(pod.item)) continue;
      yield { on: pod.item, path, message: `the Secret "${name}" comes after it.` };
    }
  },
};
