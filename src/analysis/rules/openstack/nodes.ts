import { fields, list } from '../../../core/fields';
import { CHANGED_IN } from '../../../kubernetes/changes';
import { CONTROL_PLANE, MASTER } from '../../../kubernetes/labels';
import { minorNumber } from '../../../kubernetes/minor';
import { nodeTerms } from '../../../kubernetes/selectors';
import { openedBy, openPorts } from '../../../openstack/judgements/ports';
import { about, on, rule } from '../rule';
import { hasWave } from '../shared/argo';
import { references } from '../shared/references';

export const OST007 = rule('OST007', function* (view) {
  if (view.inventory.nodes.some(({ labels }) => labels[MASTER] !== undefined)) return;
  for (const { item, spec, path } of view.pods) {
    if (fields(spec.nodeSelector)[MASTER] !== undefined) {
      yield about(item, `${path}.nodeSelector[${MASTER}]`, 'no node has the label node-role.kubernetes.io/master.');
    }
    const terms = nodeTerms(fields(fields(spec.affinity).nodeAffinity).requiredDuringSchedulingIgnoredDuringExecution) ?? [];
    if (terms.length && terms.every(({ labels }) =>
      labels.some(({ key, operator }) => key === MASTER && operator !== 'DoesNotExist' && operator !== 'NotIn'))) {
      yield about(item, `${path}.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution`,
        'no node has the label node-role.kubernetes.io/master.');
    }
    const tolerations = list(spec.tolerations).map(fields);
    const master = tolerations.findIndex(({ key }) => key === MASTER);
    if (master >= 0 && !tolerations.some(({ key }) => key === CONTROL_PLANE || key === undefined || key === '')) {
      yield about(item, `${path}.tolerations[${master}]`,
        'the pod tolerates the taint "master", but not "control-plane", which replaced it.',
        { severity: view.kubernetes >= minorNumber(CHANGED_IN.masterTaint) ? 'warning' : 'info' });
    }
  }
}, { from: CHANGED_IN.masterLabel });

export const OST010 = rule('OST010', function* (view) {
  for (const { pod, kind, name, path } of references(view)) {
    const found = kind === 'Secret' ? view.find(kind, pod.namespace, name) : undefined;
    if (!found || found.index < pod.item.index || hasWave(found) || hasWave(pod.item)) continue;
    yield about(pod.item, path, `Secret "${name}" comes later in the input.`);
  }
});

export const OST011 = rule('OST011', function* (view) {
  for (const item of view.custom('openstack.k-orc.cloud', 'SecurityGroup')) {
    for (const opened of openedBy(item.object)) yield* on(item, openPorts(opened, view.minor));
  }
});
