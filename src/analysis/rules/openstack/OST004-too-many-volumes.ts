import { count } from '../../../core/words';
import { PodSource } from '../../model/pod-sources';
import type { View } from '../../model/view';
import { Rule } from '../rule';
import { confFiles, variablesOf } from '../shared/cloud-conf-files';
import { isShared, uses } from '../shared/uses';
import { CINDER, driverOf } from '../shared/volumes';

export const OST004: Rule = {
  id: 'OST004',
  severity: 'warning',
  title: 'Workload with more volumes than its nodes can attach',
  why: 'A node attaches a limited number of Cinder volumes: node-volume-attach-limit, at most 256, and about 25 for virtio disks. '
    + 'Further pods stay Pending: "node(s) exceed max volume count".',
  fix: 'Use more nodes or fewer volumes, or raise the limit if the machines support more.',
  source: 'pkg/scheduler/framework/plugins/nodevolumelimits; cloud-provider-openstack pkg/csi/cinder/openstack/openstack.go',
  * check(view) {
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
  },
};

/** The smallest limit that a cloud.conf of the input sets, or the maximum of the driver. */
function limitOf(view: View): number {
  const set = confFiles(view).flatMap(variablesOf).filter(({ key }) => /^node-volume-attach-limit$/i.test(key)).map(({ value }) => Number(value));
  return Math.min(256, ...set.filter((limit) => limit > 0));
}
