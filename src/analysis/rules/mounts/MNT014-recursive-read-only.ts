import { Rule } from '../rule';

export const MNT014: Rule = {
  id: 'MNT014',
  severity: 'error',
  title: 'recursiveReadOnly without what it needs',
  why: 'recursiveReadOnly Enabled or IfPossible extends readOnly to the mounts inside: it needs readOnly: true, and no mount propagation. The API server refuses the pod.',
  fix: 'Set readOnly: true and drop mountPropagation.',
  source: 'pkg/apis/core/validation/validation.go validateMountRecursiveReadOnly',
  * check(view) {
    for (const pod of view.pods) {
      for (const { value, path } of pod.containers.flatMap(({ mounts }) => mounts)) {
        if (!['Enabled', 'IfPossible'].includes(value.recursiveReadOnly)) continue;
        const lacks = value.readOnly !== true ? 'readOnly is not set' : ![undefined, null, '', 'None'].includes(value.mountPropagation) ? 'mountPropagation is set' : undefined;
        if (lacks) yield { on: pod.item, path: `${path}.recursiveReadOnly`, message: `recursiveReadOnly is ${value.recursiveReadOnly}, and ${lacks}.` };
      }
    }
  },
};
