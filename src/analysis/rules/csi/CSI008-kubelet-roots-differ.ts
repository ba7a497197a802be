import { fields, text } from '../../../core/fields';
import { names } from '../../../core/words';
import { flagOf } from '../../../kubernetes/args';
import { Rule } from '../rule';
import { nodePlugin, rootOf } from '../shared/kubelet';

export const CSI008: Rule = {
  id: 'CSI008',
  severity: 'error',
  title: 'Node plugin uses two kubelet root directories',
  why: 'The kubelet has one root directory: /var/lib/kubelet, or another that the distribution chose. A plugin that registers below one '
    + 'and mounts volumes below another works on no node.',
  fix: 'Derive all paths from the kubelet root directory of your nodes.',
  source: 'https://kubernetes-csi.github.io/docs/deploying.html',
  * check(view) {
    for (const { pod, registrar } of view.pods.flatMap((p) => nodePlugin(p) ?? [])) {
      const paths = [...pod.volumes.map(({ value }) => text(fields(value.hostPath).path)), flagOf(registrar.args, 'kubelet-registration-path')];
      const roots = [...new Set(paths.flatMap((path) => (path && rootOf(path)) ?? []))];
      if (roots.length > 1) {
        yield { on: pod.item, path: `${pod.path}.volumes`, message: `the plugin uses ${names(roots)} as kubelet root directories.` };
      }
    }
  },
};
