import { rule } from '../rule';
import { accountOf, grantsOf, may } from '../shared/rbac';
import { staticConfigs, staticProvisioners } from '../shared/static-provisioner';

interface Need {
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
}

const NEEDS: readonly Need[] = [
  ...['get', 'list', 'watch', 'create', 'delete'].map((verb) => ({ group: '', resource: 'persistentvolumes', verb })),
  ...['get', 'list', 'watch'].map((verb) => ({ group: 'storage.k8s.io', resource: 'storageclasses', verb })),
  { group: '', resource: 'nodes', verb: 'get' },
  { group: '', resource: 'events', verb: 'create' },
];
const JOBS: readonly Need[] = ['get', 'list', 'watch', 'create', 'delete'].map((verb) => ({ group: 'batch', resource: 'jobs', verb }));

export const LOC007 = rule('LOC007', function* (view) {
  const configs = staticConfigs(view);
  for (const { pod, config } of staticProvisioners(view)) {
    const account = accountOf(pod);
    const { grants, open } = grantsOf(view, pod.namespace, account) ?? { grants: [], open: !view.closedWorld };
    if (open) continue;
    const jobs = configs.some((c) => c.item.name === config && c.item.namespace === pod.namespace && c.usesJobs);
    const needs = [...NEEDS, ...jobs ? JOBS : []];
    const missing = needs.filter(({ group, resource, verb }) => !may(grants, group, resource, [verb], group === 'batch' ? pod.namespace : undefined));
    if (!missing.length) continue;
    yield {
      on: pod.item,
      path: `${pod.path}.serviceAccountName`,
      message: `ServiceAccount "${account}" lacks permission to `
        + `${missing.slice(0, 3).map(({ verb, resource }) => `${verb} ${resource}`).join(', ')}${missing.length > 3 ? ' and more' : ''}.`,
    };
  }
});
