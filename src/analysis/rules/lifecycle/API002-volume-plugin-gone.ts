import { minorNumber } from '../../../kubernetes/minor';
import { Rule } from '../rule';
import { sources } from '../shared/plugins';

export const API002: Rule = {
  id: 'API002',
  severity: 'error',
  title: 'The volume plugin has been removed from Kubernetes',
  why: 'The API server still takes the object, some with a warning and some without. The volume even binds. The pod then stays in ContainerCreating: the kubelet finds "no volume plugin matched".',
  fix: 'Use the CSI driver of that storage.',
  source: 'pkg/api/pod/warnings.go; pkg/volume',
  * check(view) {
    for (const { item, plugin, path } of sources(view)) {
      if (!plugin.gone || view.kubernetes < minorNumber(plugin.gone)) continue;
      yield {
        on: item,
        path,
        message: plugin.source === 'gitRepo'
          ? `the volume plugin ${plugin.title} is switched off by default since Kubernetes ${plugin.gone}.`
          : `the volume plugin ${plugin.title} does nothing since Kubernetes ${plugin.gone}.`,
        fix: plugin.source === 'gitRepo' ? 'Clone the repository in an init container, into an emptyDir.' : plugin.driver && `Use the CSI driver ${plugin.driver}.`,
      };
    }
  },
};
