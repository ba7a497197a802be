import { fields } from '../../../core/fields';
import { FAST_CLASS } from '../examples/classes';
import { DATABASE_SERVICE, databaseWith } from '../examples/workloads';
import { Rule } from '../rule';
import { manifests, replaced } from '../shared/manifests';

export const STS017: Rule = {
  id: 'STS017',
  severity: 'info',
  minors: { to: '1.36' },
  title: 'maxUnavailable of a StatefulSet is ignored',
  why: 'The field belongs to the feature MaxUnavailableStatefulSet, which is off by default up to Kubernetes 1.36: the API server drops it, and pods are replaced one at a time.',
  fix: 'Remove it, or make sure that the feature gate is on.',
  source: 'pkg/registry/apps/statefulset/strategy.go dropStatefulSetDisabledFields',
  failing: manifests`
    ${FAST_CLASS}
    ---
    ${DATABASE_SERVICE}
    ---
    ${databaseWith('updateStrategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: 2}}')}
  `,
  get passing() { return replaced(this.failing, { 'type: RollingUpdate, rollingUpdate: {maxUnavailable: 2}': 'type: RollingUpdate' }); },
  expects: 'StatefulSet/db spec.updateStrategy.rollingUpdate.maxUnavailable',
  * check(view) {
    for (const item of view.of('StatefulSet')) {
      if (fields(fields(item.spec.updateStrategy).rollingUpdate).maxUnavailable === undefined) continue;
      yield { on: item, path: 'spec.updateStrategy.rollingUpdate.maxUnavailable', message: 'maxUnavailable has no effect.' };
    }
  },
};
