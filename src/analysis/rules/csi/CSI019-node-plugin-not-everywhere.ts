import { fields, list } from '../../../core/fields';
import { rule } from '../rule';
import { driverIn } from '../shared/csi';
import { nodePlugin } from '../shared/kubelet';
import { uses } from '../shared/uses';
import { driverOf } from '../shared/volumes';

export const CSI019 = rule('CSI019', function* (view) {
  for (const { pod } of view.pods.flatMap((p) => nodePlugin(p) ?? [])) {
    const driver = driverIn(view, pod);
    const own = list(pod.spec.tolerations).map(fields);
    if (own.some(({ key, operator }) => operator === 'Exists' && !key)) continue;
    const beyond = driver === undefined ? undefined : [...uses(view)].find((use) => driverOf(view.classOf(use.claim)?.object.provisioner) === driver
      && list(use.pod.spec.tolerations).map(fields).some(({ key }) => typeof key === 'string' && !BUILT_IN.test(key) && !own.some((o) => o.key === key)));
    const on = { on: pod.item, path: `${pod.path}.tolerations` };
    if (beyond) {
      yield {
        ...on,
        message: `${beyond.pod.item.kind} "${beyond.pod.item.name}" uses volumes of this driver and tolerates taints that this node plugin `
          + 'does not.',
      };
    } else {
      yield {
        ...on,
        severity: 'info',
        message: 'the node plugin does not tolerate every taint, so on a node with another taint pods cannot use its volumes.',
      };
    }
  }
});

/** Taints that the DaemonSet controller tolerates for its pods. */
const BUILT_IN = /^node\.kubernetes\.io\//;
