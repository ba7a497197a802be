import { fields, list, text } from '../../../core/fields';
import { shown } from '../../../core/words';
import { flagOf } from '../../../kubernetes/args';
import { imageName } from '../../../kubernetes/images';
import { rule } from '../rule';
import { isCinder } from '../shared/csi';

export const CSI020 = rule('CSI020', function* (view) {
  for (const pod of view.pods) {
    const sidecars = pod.containers.filter(({ image }) => imageName(image) === 'livenessprobe');
    const served = sidecars.map(({ args }) => flagOf(args, 'health-port') ?? flagOf(args, 'http-endpoint')?.split(':').pop() ?? '9808');
    for (const container of pod.containers.filter(isCinder)) {
      const probe = fields(fields(container.value.livenessProbe).httpGet);
      if (probe.port === undefined) continue;
      const ports = list(container.value.ports).map(fields);
      const wanted = ports.find(({ name }) => name === probe.port)?.containerPort ?? probe.port;
      const port = typeof wanted === 'number' ? String(wanted) : text(wanted) ?? '';
      if (served.includes(port) || served.some((s) => s.includes('$('))) continue;
      const cause = sidecars.length ? `the livenessprobe sidecar listens on ${served.join(', ')}` : 'the pod has no livenessprobe sidecar';
      yield {
        on: pod.item,
        path: `${container.path}.livenessProbe.httpGet.port`,
        message: `the liveness probe of the driver uses port ${shown(port)}, but ${cause}.`,
      };
    }
  }
});
