import { Rule } from '../rule';

export const MNT014: Rule = {
  id: 'MNT014',
  severity: 'error',
  title: 'recursiveReadOnly without readOnly, or with mount propagation',
  why: 'recursiveReadOnly Enabled or IfPossible makes nested mounts read-only too. It requires readOnly: true and no mount propagation. '
    + 'The API server rejects the pod.',
  fix: 'Set readOnly: true and remove mountPropagation.',
  source: 'pkg/apis/core/validation/validation.go validateMountRecursiveReadOnly',
  * check(view) {
    for (const pod of view.pods) {
      for (const { value, path } of pod.containers.flatMap(({ mounts }) => mounts)) {
        if (!['Enabled', 'IfPossible'].includes(value.recursiveReadOnly)) continue;
        const lacks = value.readOnly !== true ? 'readOnly is not set' : ![undefined, null, '', 'None'].includes(value.mountPropagation) ? 'mountPropagation is set' : undefined;
        if (lacks) {
          yield { on: pod.item, path: `${path}.recursiveReadOnly`, message: `recursiveReadOnly is ${value.recursiveReadOnly}, but ${lacks}.` };
        }
      }
    }
  },
};
