import { fields, text, textList } from '../../../core/fields';
import { shown } from '../../../core/words';
import { claimsMountedTwice } from '../../../kubernetes/judgements/workloads';
import { about, on, rule } from '../rule';
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
          yield about(pod.item, keyPath(i), `${kind} "${name}" has no key "${shown(key)}".`, { fix: 'Correct the key, or add it.' });
        }
      }
      continue;
    }
    const known = view.inventory.world.knownSecrets;
    if (made.has(`${kind} ${pod.namespace}/${name}`) || (kind === 'Secret' && (known.has(name) || known.has(`${pod.namespace}/${name}`)))) continue;
    yield about(pod.item, path,
      `the input has no ${kind} "${name}" in namespace "${pod.namespace}".`, { severity: view.closedWorld ? undefined : 'warning' });
  }
});

export const MNT023 = rule('MNT023', function* (view) {
  for (const pod of view.pods) yield* on(pod.item, claimsMountedTwice(pod.spec, pod.path));
});

export const MNT017 = rule('MNT017', function* (view) {
  for (const pod of view.pods) {
    for (const { name, value, path } of pod.volumes) {
      const host = text(fields(value.hostPath).path);
      if (value.hostPath?.type !== 'Directory' || !host || !/\/plugins\/[^/]+\/?$/.test(host) || /\/kubernetes\.io\/?$/.test(host)) continue;
      yield about(pod.item, `${path}.hostPath.type`, `volume "${name}" requires ${host} to exist before the driver starts.`);
    }
  }
});

export const MNT018 = rule('MNT018', function* (view) {
  for (const pod of view.pods) {
    for (const { name, value, path } of pod.volumes) {
      const driver = view.find('CSIDriver', '', fields(value.csi).driver);
      const modes = textList(fields(driver?.spec).volumeLifecycleModes);
      if (!driver || modes.includes('Ephemeral')) continue;
      yield about(pod.item, `${path}.csi.driver`, `volume "${name}" is inline, but driver "${driver.name}" supports only `
        + `${modes.join(', ') || 'Persistent'} volumes.`);
    }
  }
});

export const MNT020 = rule('MNT020', function* (view) {
  for (const pod of view.pods) {
    const mounts = pod.containers.flatMap((container) => container.mounts.map(({ value }) => value));
    const mounted = new Set(mounts.map(({ name }) => name));
    const written = new Set(mounts.filter(({ readOnly }) => readOnly !== true).map(({ name }) => name));
    for (const { name, value, path } of pod.volumes) {
      const { path: host, type } = fields(value.hostPath);
      if (type !== 'DirectoryOrCreate' || !text(host) || !mounted.has(name) || written.has(name)) continue;
      yield about(pod.item, `${path}.hostPath.type`, `volume "${name}" is only read, but creates an empty ${host} where it is missing.`);
    }
  }
});
