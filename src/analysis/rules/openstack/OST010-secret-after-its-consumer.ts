import { Rule } from '../rule';
import { hasWave } from '../shared/argo';
import { references } from '../shared/references';

export const OST010: Rule = {
  id: 'OST010',
  severity: 'info',
  title: 'Secret is applied after the workload that needs it',
  why: 'In this order the pods wait in ContainerCreating until the Secret exists. If nodes depend on the pod, as on the cloud '
    + 'controller manager, so does everything else.',
  fix: 'Apply Secrets first, or order the files.',
  source: 'https://kubernetes.io/docs/concepts/configuration/secret/#using-a-secret',
  * check(view) {
    for (const { pod, kind, name, path } of references(view)) {
      const found = kind === 'Secret' ? view.find(kind, pod.namespace, name) : undefined;
      if (!found || found.index < pod.item.index || hasWave(found) || hasWave(pod.item)) continue;
      yield { on: pod.item, path, message: `Secret "${name}" comes later in the input.` };
    }
  },
};
