import { fields, strings, text } from '../../../core/fields';
import { count, names, shown } from '../../../core/words';
import { CINDER as CINDER_TABLE } from '../../../drivers/cinder';
import { attributesClassVerdicts, classVerdicts, snapshotClassVerdicts } from '../../../drivers/judgements/class-parameters';
import { PROVISIONED_BY } from '../../../kubernetes/annotations';
import { ZONE } from '../../../kubernetes/labels';
import { parseQuantity } from '../../../kubernetes/quantity';
import { GcfgVariable } from '../../../openstack/cloud-conf/gcfg-reader';
import { claimTitle, requestOf, specPath } from '../../model/claim-sources';
import { PodSource } from '../../model/pod-sources';
import type { View } from '../../model/view';
import { about, each, on, rule } from '../rule';
import { confFiles, variablesOf } from '../shared/cloud-conf-files';
import { cinderRelease } from '../shared/releases';
import { isShared, uses } from '../shared/uses';
import { CINDER, csiDriverOf, driverOf, waits } from '../shared/volumes';

const [TOPOLOGY_KEY] = CINDER_TABLE.capabilities.topologyKeys!;
const GIB = parseQuantity('1Gi')!;

export const OST001 = rule('OST001', function* (view) {
  for (const claim of view.claims) {
    const size = parseQuantity(requestOf(claim));
    if (size === undefined || size % GIB <= 0n || driverOf(view.classOf(claim)?.object.provisioner) !== CINDER) continue;
    yield about(claim.item, specPath(claim, 'resources.requests.storage'),
      `${claimTitle(claim)} requests ${shown(requestOf(claim))}, but Cinder provisions ${size / GIB + 1n}Gi.`);
  }
});

export const OST002 = rule('OST002', function* (view) {
  const context = { release: cinderRelease(view), kubernetesVersion: view.minor };
  for (const item of view.classes) yield* on(item, classVerdicts('OST002', item.object, context));
});

export const OST003 = rule('OST003', function* (view) {
  const across = ({ section, key, value }: GcfgVariable) => /^blockstorage$/i.test(section) && /^ignore-volume-az$/i.test(key) && value !== 'false';
  if (confFiles(view).some((file) => variablesOf(file).some(across))) return;
  const zones = new Set(view.inventory.nodes.flatMap(({ labels }) => labels[TOPOLOGY_KEY] ?? labels[ZONE] ?? []));
  for (const item of view.classes) {
    const { availability } = strings(item.object.parameters);
    if (item.object.provisioner !== CINDER || !availability) continue;
    const pinned = `volumes of class "${item.name}" are created in zone ${shown(availability)}`;
    if (zones.size && !zones.has(availability)) {
      yield about(item, 'parameters[availability]',
        `${pinned} and can be attached there only, but no node is in that zone (${names([...zones])}): no pod with such a volume is scheduled, `
          + 'whatever volumeBindingMode is.',
        {
          severity: view.closedWorld ? 'error' : undefined,
          fix: 'Name a zone of the nodes, or set ignore-volume-az = true in [BlockStorage] if '
          + 'Nova attaches volumes of that zone everywhere.',
        });
    } else if (waits(item)) {
      yield about(item, 'parameters[availability]', `${pinned}, regardless of the zone of the pod.`);
    }
  }
});

export const OST004 = rule('OST004', function* (view) {
  const nodes = view.inventory.nodes.filter(({ item, unschedulable }) => item !== undefined && !unschedulable).length;
  const limit = limitOf(view);
  const held = new Map<PodSource, number>();
  for (const use of uses(view)) {
    if (driverOf(view.classOf(use.claim)?.object.provisioner) === CINDER && !isShared(use)) held.set(use.pod, (held.get(use.pod) ?? 0) + 1);
  }
  for (const [pod, own] of held) {
    const total = own * view.mostReplicas(pod.item);
    const room = nodes * limit;
    if (own > limit) {
      yield about(pod.item, `${pod.path}.volumes`, `each pod has ${own} Cinder volumes, but a node can attach only ${limit}.`);
    } else if (nodes > 0 && total > room && pod.item.kind !== 'DaemonSet') {
      yield about(pod.item, 'spec.replicas', `the pods have ${total} Cinder volumes, but ${count(nodes, 'node')} can attach only ${room}.`);
    }
  }
});

/** The smallest limit that a cloud.conf of the input sets, or the maximum of the driver. */
function limitOf(view: View): number {
  const set = confFiles(view).flatMap(variablesOf).filter(({ key }) => /^node-volume-attach-limit$/i.test(key)).map(({ value }) => Number(value));
  return Math.min(256, ...set.filter((limit) => limit > 0));
}

const UUID = /^[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}$/i;

export const OST005 = rule('OST005', function* (view) {
  for (const item of view.volumes) {
    const csi = csiDriverOf(item) === CINDER ? text(fields(item.spec.csi).volumeHandle) : undefined;
    const inTree = text(fields(item.spec.cinder).volumeID);
    const id = csi ?? inTree;
    if (!id || UUID.test(id)) continue;
    yield about(item, csi ? 'spec.csi.volumeHandle' : 'spec.cinder.volumeID', `${shown(id)} is not the ID of a Cinder volume.`);
  }
});

export const OST009 = rule('OST009', function* (view) {
  for (const pod of view.pods) {
    for (const { name, value, path } of pod.volumes) {
      if (fields(value.csi).driver !== CINDER) continue;
      const gone = view.release >= 31;
      const effect = gone ? `of release 1.${view.release} does not support inline volumes` : 'deprecates inline volumes and removes them in 1.31';
      yield about(pod.item, `${path}.csi`, `inline volume "${name}": the driver ${effect}.`, { severity: gone ? undefined : 'warning' });
    }
  }
});

export const OST012 = rule('OST012', function* (view) {
  const context = { release: cinderRelease(view), kubernetesVersion: view.minor };
  for (const item of view.of('VolumeSnapshotClass')) yield* on(item, snapshotClassVerdicts(item.object, context));
});

export const OST014 = rule('OST014', each((view) => view.of('VolumeAttributesClass'), (item) => attributesClassVerdicts(item.object)));

export const OST016 = rule('OST016', function* (view) {
  for (const item of view.volumes) {
    if (csiDriverOf(item) !== CINDER || item.spec.persistentVolumeReclaimPolicy !== 'Delete') continue;
    if (item.annotations[PROVISIONED_BY] === undefined) {
      yield about(item, 'spec.persistentVolumeReclaimPolicy',
        `"${item.name}" has reclaim policy Delete but no annotation pv.kubernetes.io/provisioned-by, so nothing deletes it.`);
    }
  }
});
