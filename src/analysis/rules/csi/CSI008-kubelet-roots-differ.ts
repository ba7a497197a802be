import { fields, text } from '../../../core/fields';
import { names } from '../../../core/words';
import { flagOf } from '../../../kubernetes/args';
import { rule } from '../rule';
import { nodePlugin, rootOf } from '../shared/kubelet';

export const CSI008 = rule('CSI008', function* (view) {
  for (const { pod, registrar } of view.pods.flatMap((p) => nodePlugin(p) ?? [])) {
    const paths = [...pod.volumes.map(({ value }) => text(fields(value.hostPath).path)), flagOf(registrar.args, 'kubelet-registration-path')];
    const roots = [...new Set(paths.flatMap((path) => (path && rootOf(path)) ?? []))];
    if (roots.length > 1) {
      yield { on: pod.item, path: `${pod.path}.volumes`, message: `the plugin uses ${names(roots)} as kubelet root directories.` };
    }
  }
});
