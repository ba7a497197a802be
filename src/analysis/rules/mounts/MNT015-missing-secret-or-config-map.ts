import { fields } from '../../../core/fields';
import { Rule } from '../rule';
import { madeElsewhere, references } from '../shared/references';
import { shown } from '../shared/words';

export const MNT015: Rule = {
  id: 'MNT015',
  severity: 'error',
  title: 'A pod needs a Secret or ConfigMap that is not there',
  why: 'A pod whose Secret or ConfigMap is missing, or lacks a key that it names, stays in ContainerCreating until it appears. A mistyped name waits for ever.',
  fix: 'Correct the name or key, add the object, or mark the reference as optional.',
  source: 'pkg/volume/secret/secret.go',
  * check(view) {
    const made = madeElsewhere(view);
    for (const { pod, kind, name, keys, path, keyPath } of references(view)) {
      if (kind === 'ConfigMap' && name === 'kube-root-ca.crt') continue;
      const found = view.find(kind, pod.namespace, name);
      if (found) {
        const there = new Set(['data', 'stringData', 'binaryData'].flatMap((field) => Object.keys(fields(found.object[field]))));
        const filledLater = !there.size && !view.closedWorld;
        for (const [i, key] of keys.entries()) {
          if (!there.has(key) && !filledLater) yield { on: pod.item, path: keyPath(i), message: `the ${kind} "${name}" has no key "${shown(key)}".` };
        }
        continue;
      }
      const known = view.inventory.world.knownSecrets;
      if (made.has(`${kind} ${pod.namespace}/${name}`) || (kind === 'Secret' && (known.has(name) || known.has(`${pod.namespace}/${name}`)))) continue;
      yield { on: pod.item, path, severity: view.closedWorld ? undefined : 'warning', message: `the ${kind} "${name}" is not here in the namespace "${pod.namespace}".` };
    }
  },
};
