import { fields, list } from '../../inventory/access';
import { Volume } from '../../inventory/model';
import { LOCAL_CLASS } from '../examples/classes';
import { localVolume } from '../examples/volumes';
import { DATABASE_SERVICE, databaseWith } from '../examples/workloads';
import { Rule } from '../rule';
import { added, manifests, replaced } from '../shared/manifests';
import { isStatic } from '../shared/near-miss';
import { names } from '../shared/words';
import { claimTitle } from '../view/claims';

const SPREAD = 'topologySpreadConstraints: [{maxSkew: 1, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: db}}}]';

const volumeIn = (zone: string, name: string) => replaced(localVolume(name, zone), {
  'local: {path: /mnt/disks/a}': 'csi: {driver: cinder.csi.openstack.org, volumeHandle: 8f2c1a52-86a2-4f0f-9d3b-1f5d3f7e0a11}',
  'kubernetes.io/hostname': 'topology.kubernetes.io/zone',
});

export const STS016: Rule = {
  id: 'STS016',
  severity: 'info',
  title: 'Pods are spread over zones that their volumes do not reach',
  why: 'A constraint spreads the pods over zones, while all volumes that fit are in one. The first pods take their place; the others find zones without volumes, and volumes in zones where they may not go.',
  fix: 'Spread the volumes like the pods, or use whenUnsatisfiable: ScheduleAnyway.',
  source: 'pkg/scheduler/framework/plugins/podtopologyspread',
  failing: manifests`
    ${LOCAL_CLASS}
    ---
    ${DATABASE_SERVICE}
    ---
    ${volumeIn('az1', 'disk-1')}
    ---
    ${volumeIn('az1', 'disk-2')}
    ---
    ${added(databaseWith('replicas: 2', 'local'), SPREAD, { above: 'containers:' })}
  `,
  get passing() { return replaced(this.failing, { 'values: [az1]': 'values: [az2]' }, 'PersistentVolume/disk-2'); },
  expects: 'StatefulSet/db spec.template.spec.topologySpreadConstraints[0]',
  * check(view) {
    for (const item of view.of('StatefulSet')) {
      const pod = view.podIn(item);
      if (!pod || view.mostReplicas(item) < 2) continue;
      for (const [i, constraint] of list(pod.spec.topologySpreadConstraints).map(fields).entries()) {
        if (constraint.whenUnsatisfiable === 'ScheduleAnyway' || typeof constraint.topologyKey !== 'string') continue;
        for (const claim of view.templatesOf(item).filter((template) => isStatic(view, template))) {
          const volumes = view.inventory.volumes.filter(({ className }) => className === view.className(claim));
          const places = new Set(volumes.flatMap((volume) => valuesOf(volume, constraint.topologyKey)));
          if (places.size !== 1) continue;
          yield { on: item, path: `${pod.path}.topologySpreadConstraints[${i}]`, message: `the pods spread by ${constraint.topologyKey}, and all volumes for ${claimTitle(claim)} are in ${names([...places])}.` };
        }
      }
    }
  },
};

/** The values of a node label that a volume can be reached from. */
function valuesOf(volume: Volume, key: string): string[] {
  return (volume.nodeAffinity ?? []).flatMap((term) => term.labels.filter((r) => r.key === key && r.operator === 'In').flatMap((r) => [...r.values]));
}
