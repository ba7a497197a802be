import { fields, Fields, text } from '../../../core/fields';
import { tidy } from '../../model/pod-sources';
import { Rule } from '../rule';
import { shown } from '../shared/words';

/** Volumes whose content the kubelet writes; it makes the mount points in them as well. */
const WRITTEN = ['secret', 'configMap', 'projected', 'downwardAPI'];

/** PATH_MAX: no directory has a longer path. */
const LONGEST_PATH = 4096;

export const MNT019: Rule = {
  id: 'MNT019',
  severity: 'warning',
  title: 'A mount lies inside of another mount',
  why: 'The directory that the inner volume is mounted on has to exist in the outer one. The container runtime cannot make it in a volume that is mounted read-only: the container does not start, with "read-only file system". In Secrets and ConfigMaps the kubelet makes it; there the outer mount still hides whatever else the image has in that directory. A directory of the node that is mounted together with one above it is there twice.',
  fix: 'Mount the volumes side by side, each at a path of its own.',
  source: 'pkg/volume/util/nested_volumes.go MakeNestedMountpoints',
  * check(view) {
    for (const pod of view.pods) {
      const volumes = new Map(pod.volumes.map(({ name, value }) => [name, value]));
      for (const { mounts } of pod.containers) {
        const byPath = new Map(mounts.flatMap(({ value }) => (typeof value.mountPath === 'string' ? [[tidy(value.mountPath), value] as const] : [])));
        for (const { value: inner, path } of mounts) {
          const outer = around(byPath, inner);
          if (!outer || outer.name === inner.name) continue;
          const on = { on: pod.item, path: `${path}.mountPath` };
          const place = `${shown(inner.mountPath)} lies inside of ${shown(outer.mountPath)}, where the volume "${shown(outer.name)}" is mounted`;
          const kind = Object.keys(volumes.get(outer.name) ?? {}).find((key) => key !== 'name');
          if (kind === 'hostPath' && hostOf(volumes, inner) === tidy(`${hostOf(volumes, outer)}/${below(outer, inner)}`)) {
            if (inner.readOnly === outer.readOnly && inner.mountPropagation === outer.mountPropagation) {
              yield { ...on, severity: 'info', message: `${place}: it shows the same directory of the node already.`, fix: 'Remove the inner mount and its volume.' };
            }
          } else if (kind !== undefined && WRITTEN.includes(kind)) {
            yield { ...on, severity: 'info', message: `${place} and hides what the image has there.` };
          } else if (outer.readOnly === true && kind !== 'emptyDir') {
            yield { ...on, message: `${place} read-only: it must have that directory already.` };
          }
        }
      }
    }
  },
};

/** The innermost of the mounts that a mount lies in. */
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

/** What stands between two mount paths: "/pki". */
function below(outer: Fields, inner: Fields): string {
  return tidy(inner.mountPath).slice(tidy(outer.mountPath).length);
}

/** The directory of the node behind a mount. */
function hostOf(volumes: ReadonlyMap<string, Fields>, mount: Fields): string | undefined {
  const host = text(fields(volumes.get(mount.name)?.hostPath).path);
  return host === undefined ? undefined : tidy(`${host}/${text(mount.subPath) ?? ''}`);
}
