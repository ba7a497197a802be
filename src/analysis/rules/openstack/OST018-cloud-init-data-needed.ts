import { fields, text } from '../../../core/fields';
import { tidy } from '../../model/pod-sources';
import { rule } from '../rule';
import { components } from '../shared/openstack';

export const OST018 = rule('OST018', function* (view) {
  for (const pod of new Set(components(view).map((component) => component.pod))) {
    for (const { value, path } of pod.volumes) {
      const { path: host, type } = fields(value.hostPath);
      if (type !== 'Directory' || tidy(text(host) ?? '') !== '/var/lib/cloud/data') continue;
      yield { on: pod.item, path: `${path}.hostPath.type`, message: '/var/lib/cloud/data must exist before the pod starts.' };
    }
  }
});
