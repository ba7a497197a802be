import { fields, text } from '../../../core/fields';
import { flagOf } from '../../../kubernetes/args';
import { Rule } from '../rule';
import { nodePlugin, rootOf } from '../shared/kubelet';
import { names } from '../shared/words';

export const CSI008: Rule = {
  id: 'CSI008',
  severity: 'error',
  title: 'The node plugin uses two root directories of the kubelet',
  why: 'The kubelet has one root directory, /var/lib/kubelet or another one that the distribution chose. A plugin that registers below one root and mounts volumes below another does not work on either kind of node.',
  fix: 'Derive all paths from the root directory of the kubelet on your nodes.',
  source: 'https://kubernetes-csi.github.io/docs/deploying.html',
  * check(view) {
    for (const { pod, registrar } of view.pods.flatMap((p) => nodePlugin(p) ?? [])) {
      const paths = [...pod.volumes.map(({ value }) => text(fields(value.hostPath).path)), flagOf(registrar.args, 'kubelet-registration-path')];
      const roots = [...new Set(paths.flatMap((path) => (path && rootOf(path)) ?? []))];
      if (roots.length > 1) yield { on: pod.item, path: `${pod.path}.volumes`, message: `the plugin uses ${names(roots)} as root of the kubelet.` };
    }
  },
};
