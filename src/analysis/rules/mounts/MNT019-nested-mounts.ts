import { fields, Fields, text } from '../../../core/fields';
import { shown } from '../../../core/words';
import { tidy } from '../../model/pod-sources';
import { rule } from '../rule';

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
