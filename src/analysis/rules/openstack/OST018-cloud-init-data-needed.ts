import { fields, text } from '../../../core/fields';
import { tidy } from '../../model/pod-sources';
import { Rule } from '../rule';
import { components } from '../shared/openstack';

export const OST018: Rule = {
  id: 'OST018',
  severity: 'warning',
  title: 'Driver requires the data directory of cloud-init',
  why: 'With type Directory, no container starts on a node without /var/lib/cloud/data, which only cloud-init creates. The driver reads '
    + 'the config drive or the metadata service instead, and has not mounted it since 1.19.',
  fix: 'Remove the volume and its mount.',
  source: 'cloud-provider-openstack manifests/cinder-csi-plugin/cinder-csi-nodeplugin.yaml, release 1.19',
  * check(view) {
    for (const pod of new Set(components(view).map((component) => component.pod))) {
      for (const { value, path } of pod.volumes) {
        const { path: host, type } = fields(value.hostPath);
        if (type !== 'Directory' || tidy(text(host) ?? '') !== '/var/lib/cloud/data') continue;
        yield { on: pod.item, path: `${path}.hostPath.type`, message: '/var/lib/cloud/data must exist before the pod starts.' };
      }
    }
  },
};
