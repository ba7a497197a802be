import { fields, list, text } from '../../../core/fields';
import { shown } from '../../../core/words';
import { flagOf } from '../../../kubernetes/args';
import { imageName } from '../../../kubernetes/images';
import { Rule } from '../rule';
import { isCinder } from '../shared/csi';

export const CSI020: Rule = {
  id: 'CSI020',
  severity: 'error',
  title: 'Liveness probe without a livenessprobe sidecar on its port',
  why: 'The livenessprobe sidecar serves /healthz, not the driver itself. If the sidecar is missing or listens on another port, the '
    + 'kubelet restarts the driver again and again.',
  fix: 'Add the livenessprobe sidecar, and use its --health-port (9808 by default).',
  source: 'kubernetes-csi/livenessprobe README',
  * check(view) {
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
  },
};
