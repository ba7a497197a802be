import { count } from '../../../core/words';
import { PodSource } from '../../model/pod-sources';
import type { View } from '../../model/view';
import { rule } from '../rule';
import { confFiles, variablesOf } from '../shared/cloud-conf-files';
import { isShared, uses } from '../shared/uses';
import { CINDER, driverOf } from '../shared/volumes';

export const OST004 = rule('OST004', function* (view) {
  const nodes = view.inventory.nodes.filter(({ item, unschedulable }) => item !== undefined && !unschedulable).length;
  const limit = limitOf(view);
  const held = new Map<PodSource, number>();
  for (const use of uses(view)) {
    if (driverOf(view.classOf(use.claim)?.object.provisioner) === CINDER && !isShared(use)) held.set(use.pod, (held.get(use.pod) ?? 0) + 1);
  }
  for (const [pod, each] of held) {
    const total = each * view.mostReplicas(pod.item);
    const room = nodes * limit;
    if (each > limit) {
      yield { on: pod.item, path: `${pod.path}.volumes`, message: `each pod has ${each} Cinder volumes, but a node can attach only ${limit}.` };
    } else if (nodes > 0 && total > room && pod.item.kind !== 'DaemonSet') {
      yield {
        on: pod.item,
        path: 'spec.replicas',
        message: `the pods have ${total} Cinder volumes, but ${count(nodes, 'node')} can attach only ${room}.`,
      };
    }
  }
});

/** The smallest limit that a cloud.conf of the input sets, or the maximum of the driver. */
function limitOf(view: View): number {
  const set = confFiles(view).flatMap(variablesOf).filter(({ key }) => /^node-volume-attach-limit$/i.test(key)).map(({ value }) => Number(value));
  return Math.min(256, ...set.filter((limit) => limit > 0));
}
