import { fields, list, text } from '../../../core/fields';
import { flagOf } from '../../../kubernetes/args';
import { imageName } from '../../../kubernetes/images';
import { Rule } from '../rule';
import { isCinder } from '../shared/csi';
import { shown } from '../shared/words';

export const CSI020: Rule = {
  id: 'CSI020',
  severity: 'error',
  title: 'A liveness probe that nobody answers',
  why: 'The driver itself serves no /healthz; the livenessprobe sidecar does, in the same pod. Without it, or on another port, the kubelet restarts the driver again and again.',
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
        const cause = sidecars.length ? `the livenessprobe sidecar serves ${served.join(', ')}` : 'there is no livenessprobe sidecar';
        yield { on: pod.item, path: `${container.path}.livenessProbe.httpGet.port`, message: `the driver is asked for its health on port ${shown(port)}, and ${cause}.` };
      }
    }
  },
};
