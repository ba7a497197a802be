import { breaches, Level } from './pod-security';
import { POD_SECURITY_ENFORCE } from '../../../kubernetes/labels';
import { rule } from '../rule';
const LEVELS: readonly Level[] = ['privileged', 'baseline', 'restricted'];

export const SEC004 = rule('SEC004', function* (view) {
  for (const pod of view.pods) {
    const namespace = view.find('Namespace', '', pod.namespace);
    const level = namespace && LEVELS.find((known) => known === namespace.labels[POD_SECURITY_ENFORCE]);
    if (!namespace || !level) continue;
    const version = /^v1\.(\d+)$/.exec(namespace.labels[`${POD_SECURITY_ENFORCE}-version`] ?? '');
    const found = breaches(pod, level, Math.min(version ? Number(version[1]) : view.kubernetes, view.kubernetes));
    if (!found.length) continue;
    const rest = found.length > 1 ? `, and ${found.length - 1} more reasons` : '';
    yield { on: pod.item, path: found[0].path, message: `namespace "${namespace.name}" enforces ${level}, which rejects ${found[0].what}${rest}.` };
  }
});
