import { fields, Fields, text } from '../../../core/fields';
import { shown } from '../../../core/words';
import { tidy, volumeNamed } from '../../model/pod-sources';
import { about, rule } from '../rule';

export const MNT004 = rule('MNT004', function* (view) {
  for (const pod of view.pods) {
    for (const { name, mounts, devices } of pod.containers) {
      const paths = new Set<unknown>();
      for (const { value, path } of mounts) {
        if (text(value.mountPath) && paths.has(value.mountPath)) {
          yield about(pod.item, `${path}.mountPath`,
            `container "${name}" mounts two volumes at ${shown(value.mountPath)}.`, { fix: 'Give each volume its own mountPath.' });
        }
        paths.add(value.mountPath);
      }
      for (const { value, path } of devices) {
        if (text(value.devicePath) && paths.has(value.devicePath)) {
          yield about(pod.item, `${path}.devicePath`,
            `container "${name}" uses path ${shown(value.devicePath)} twice.`, { fix: 'Give each volume its own path.' });
        }
        paths.add(value.devicePath);
        if (mounts.some((mount) => mount.value.name === value.name)) {
          yield about(pod.item, path,
            `container "${name}" both mounts volume "${shown(value.name)}" and uses it as a device.`, { fix: 'Remove the mount or the device.' });
        }
      }
    }
  }
});

export const MNT005 = rule('MNT005', function* (view) {
  for (const pod of view.pods) {
    const known = new Set([...pod.volumes, ...view.templatesOf(pod.item)].map(({ name }) => name));
    for (const container of pod.containers) {
      for (const { value, path } of [...container.mounts, ...container.devices]) {
        if (typeof value.name !== 'string' || known.has(value.name)) continue;
        yield about(pod.item, `${path}.name`, `container "${container.name}" mounts "${value.name}", but the pod has no such volume.`);
      }
    }
  }
});

export const MNT013 = rule('MNT013', function* (view) {
  for (const pod of view.pods) {
    for (const { value, path } of pod.containers.flatMap(({ mounts }) => mounts)) {
      if (text(value.subPath) && text(value.subPathExpr)) {
        yield about(pod.item, `${path}.subPathExpr`, 'subPath and subPathExpr are mutually exclusive.', { fix: 'Remove one of the two.' });
      }
      for (const key of ['subPath', 'subPathExpr']) {
        const given = text(value[key]) ?? '';
        if (given.startsWith('/') || given.split('/').includes('..')) {
          yield about(pod.item, `${path}.${key}`, `${key} "${shown(given)}" leaves the volume.`, { fix: 'Use a relative path without "..".' });
        }
      }
    }
  }
});

export const MNT014 = rule('MNT014', function* (view) {
  for (const pod of view.pods) {
    for (const { value, path } of pod.containers.flatMap(({ mounts }) => mounts)) {
      if (!['Enabled', 'IfPossible'].includes(value.recursiveReadOnly)) continue;
      const lacks = value.readOnly !== true ? 'readOnly is not set' : ![undefined, null, '', 'None'].includes(value.mountPropagation)
        ? 'mountPropagation is set' : undefined;
      if (lacks) yield about(pod.item, `${path}.recursiveReadOnly`, `recursiveReadOnly is ${value.recursiveReadOnly}, but ${lacks}.`);
    }
  }
});

export const MNT016 = rule('MNT016', function* (view) {
  for (const pod of view.pods) {
    if (Object.keys(fields(pod.metadata.annotations)).some((key) => /checksum|hash/i.test(key))) continue;
    for (const { value, path } of pod.containers.flatMap(({ mounts }) => mounts)) {
      const volume = volumeNamed(pod, value.name)?.value;
      if (!volume || !(text(value.subPath) || text(value.subPathExpr))) continue;
      const kind = volume.secret ? 'Secret' : volume.configMap ? 'ConfigMap' : volume.projected ? 'projected volume' : undefined;
      if (kind) yield about(pod.item, `${path}.subPath`, `the pod keeps the first content of the ${kind} in volume "${shown(value.name)}".`);
    }
  }
});

/** Volumes whose content the kubelet writes; it also creates the mount points in them. */
const WRITTEN = ['secret', 'configMap', 'projected', 'downwardAPI'];

/** PATH_MAX: no directory has a longer path. */
const LONGEST_PATH = 4096;

export const MNT019 = rule('MNT019', function* (view) {
  for (const pod of view.pods) {
    const volumes = new Map(pod.volumes.map(({ name, value }) => [name, value]));
    for (const { mounts } of pod.containers) {
      const byPath = new Map(mounts.flatMap(({ value }) => (typeof value.mountPath === 'string' ? [[tidy(value.mountPath), value] as const] : [])));
      for (const { value: inner, path } of mounts) {
        const outer = around(byPath, inner);
        if (!outer || outer.name === inner.name) continue;
        const on = { on: pod.item, path: `${path}.mountPath` };
        const place = `${shown(inner.mountPath)} is inside ${shown(outer.mountPath)}, where volume "${shown(outer.name)}" is mounted`;
        const kind = Object.keys(volumes.get(outer.name) ?? {}).find((key) => key !== 'name');
        if (kind === 'hostPath' && hostOf(volumes, inner) === tidy(`${hostOf(volumes, outer)}/${below(outer, inner)}`)) {
          if (inner.readOnly === outer.readOnly && inner.mountPropagation === outer.mountPropagation) {
            yield {
              ...on,
              severity: 'info',
              message: `${place} and already shows the same host directory.`,
              fix: 'Remove the inner mount and its volume.',
            };
          }
        } else if (kind !== undefined && WRITTEN.includes(kind)) {
          yield { ...on, severity: 'info', message: `${place} and hides that directory of the image.` };
        } else if (outer.readOnly === true && kind !== 'emptyDir') {
          yield { ...on, message: `${place} read-only, so that volume must already contain the directory.` };
        }
      }
    }
  }
});

/** The innermost mount that contains another mount. */
function around(byPath: ReadonlyMap<string, Fields>, inner: Fields): Fields | undefined {
  const path = text(inner.mountPath);
  if (path === undefined || path.length > LONGEST_PATH) return undefined;
  const steps = tidy(path).split('/').slice(0, -1);
  for (; steps.length; steps.pop()) {
    const outer = byPath.get(steps.join('/') || '/');
    if (outer) return outer;
  }
  return undefined;
}

/** The inner mount path relative to the outer one, such as "/pki". */
function below(outer: Fields, inner: Fields): string {
  return tidy(inner.mountPath).slice(tidy(outer.mountPath).length);
}

/** The host directory of a mount. */
function hostOf(volumes: ReadonlyMap<string, Fields>, mount: Fields): string | undefined {
  const host = text(fields(volumes.get(mount.name)?.hostPath).path);
  return host === undefined ? undefined : tidy(`${host}/${text(mount.subPath) ?? ''}`);
}
