import { fields, list } from '../../../core/fields';
import { CHANGED_IN } from '../../../kubernetes/changes';
import { CONTROL_PLANE, MASTER } from '../../../kubernetes/labels';
import { minorNumber } from '../../../kubernetes/minor';
import { nodeTerms } from '../../../kubernetes/selectors';
import { Rule } from '../rule';

export const OST007: Rule = {
  id: 'OST007',
  severity: 'error',
  minors: { from: CHANGED_IN.masterLabel },
  title: 'Removed node label or taint "master"',
  why: 'The label node-role.kubernetes.io/master was removed in Kubernetes 1.24, and the taint of that name in 1.25. A selector for it '
    + 'matches no node, and a DaemonSet with it runs no pod, without an error.',
  fix: 'Select and tolerate node-role.kubernetes.io/control-plane.',
  source: 'https://kubernetes.io/blog/2022/04/07/upcoming-changes-in-kubernetes-1-24/',
  * check(view) {
    if (view.inventory.nodes.some(({ labels }) => labels[MASTER] !== undefined)) return;
    for (const { item, spec, path } of view.pods) {
      if (fields(spec.nodeSelector)[MASTER] !== undefined) {
        yield { on: item, path: `${path}.nodeSelector[${MASTER}]`, message: 'no node has the label node-role.kubernetes.io/master.' };
      }
      const terms = nodeTerms(fields(fields(spec.affinity).nodeAffinity).requiredDuringSchedulingIgnoredDuringExecution) ?? [];
      if (terms.length && terms.every(({ labels }) => labels.some(({ key, operator }) => key === MASTER && operator !== 'DoesNotExist' && operator !== 'NotIn'))) {
        yield {
          on: item,
          path: `${path}.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution`,
          message: 'no node has the label node-role.kubernetes.io/master.',
        };
      }
      const tolerations = list(spec.tolerations).map(fields);
      const master = tolerations.findIndex(({ key }) => key === MASTER);
      if (master >= 0 && !tolerations.some(({ key }) => key === CONTROL_PLANE || key === undefined || key === '')) {
        yield {
          on: item,
          path: `${path}.tolerations[${master}]`,
          severity: view.kubernetes >= minorNumber(CHANGED_IN.masterTaint) ? 'warning' : 'info',
          message: 'the pod tolerates the taint "master", but not "control-plane", which replaced it.',
        };
      }
    }
  },
};
