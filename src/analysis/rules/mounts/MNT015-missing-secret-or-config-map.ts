import { fields } from '../../../core/fields';
import { shown } from '../../../core/words';
import { rule } from '../rule';
import { madeElsewhere, references } from '../shared/references';

export const MNT015 = rule('MNT015', function* (view) {
  const made = madeElsewhere(view);
  for (const { pod, kind, name, keys, path, keyPath } of references(view)) {
    if (kind === 'ConfigMap' && name === 'kube-root-ca.crt') continue;
    const found = view.find(kind, pod.namespace, name);
    if (found) {
      const there = new Set(['data', 'stringData', 'binaryData'].flatMap((field) => Object.keys(fields(found.object[field]))));
      const filledLater = !there.size && !view.closedWorld;
      for (const [i, key] of keys.entries()) {
        if (!there.has(key) && !filledLater) {
          yield { on: pod.item, path: keyPath(i), message: `${kind} "${name}" has no key "${shown(key)}".`, fix: 'Correct the key, or add it.' };
        }
      }
      continue;
    }
    const known = view.inventory.world.knownSecrets;
    if (made.has(`${kind} ${pod.namespace}/${name}`) || (kind === 'Secret' && (known.has(name) || known.has(`${pod.namespace}/${name}`)))) continue;
    yield {
      on: pod.item,
      path,
      severity: view.closedWorld ? undefined : 'warning',
      message: `the input has no ${kind} "${name}" in namespace "${pod.namespace}".`,
    };
  }
});
