import { fields, list } from '../../inventory/access';
import { Volume } from '../../inventory/model';
import { Rule } from '../rule';
import { isStatic } from '../shared/near-miss';
import { names } from '../shared/words';
import { claimTitle } from '../view/claims';

export const STS016: Rule = {
  id: 'STS016',
  severity: 'info',
  title: 'Pods are spread over zones that their volumes do not reach',
  why: 'A constraint spreads the pods over zones, while all volumes that fit are in one. The first pods take their place; the others find zones without volumes, and volumes in zones where they may not go.',
  fix: 'Spread the volumes like the pods, or use whenUnsatisfiable: ScheduleAnyway.',
  source: 'pkg/scheduler/framework/plugins/podtopologyspread',
  failing: `
    apiVersion: storage.k8s.io/v1
    kind: StorageClass
    metadata: {name: local}
    provisioner: kubernetes.io/no-provisioner
    volumeBindingMode: WaitForFirstConsumer
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: db, namespace: shop}
    spec: {clusterIP: None, selector: {app: db}, ports: [{port: 5432}]}
    ---
    apiVersion: v1
    kind: PersistentVolume
    metadata: {name: disk-1}
    spec:
      storageClassName: local
      accessModes: [ReadWriteOnce]
      capacity: {storage: 5Gi}
      csi: {driver: cinder.csi.openstack.org, volumeHandle: 8f2c1a52-86a2-4f0f-9d3b-1f5d3f7e0a11}
      nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: topology.kubernetes.io/zone, operator: In, values: [az1]}]}]}}
    ---
    apiVersion: v1
    kind: PersistentVolume
    metadata: {name: disk-2}
    spec:
      storageClassName: local
      accessModes: [ReadWriteOnce]
      capacity: {storage: 5Gi}
      csi: {driver: cinder.csi.openstack.org, volumeHandle: 8f2c1a52-86a2-4f0f-9d3b-1f5d3f7e0a11}
      nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: topology.kubernetes.io/zone, operator: In, values: [az1]}]}]}}
    ---
    apiVersion: apps/v1
    kind: StatefulSet
    metadata: {name: db, namespace: shop}
    spec:
      serviceName: db
      replicas: 2
      selector: {matchLabels: {app: db}}
      template:
        metadata: {labels: {app: db}}
        spec:
          topologySpreadConstraints: [{maxSkew: 1, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: db}}}]
          containers:
            - name: db
              image: postgres:18
              volumeMounts: [{name: data, mountPath: /var/lib/postgresql}]
      volumeClaimTemplates:
        - metadata: {name: data}
          spec:
            storageClassName: local
            accessModes: [ReadWriteOnce]
            resources: {requests: {storage: 5Gi}}
  `,
  passing: `
    apiVersion: storage.k8s.io/v1
    kind: StorageClass
    metadata: {name: local}
    provisioner: kubernetes.io/no-provisioner
    volumeBindingMode: WaitForFirstConsumer
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: db, namespace: shop}
    spec: {clusterIP: None, selector: {app: db}, ports: [{port: 5432}]}
    ---
    apiVersion: v1
    kind: PersistentVolume
    metadata: {name: disk-1}
    spec:
      storageClassName: local
      accessModes: [ReadWriteOnce]
      capacity: {storage: 5Gi}
      csi: {driver: cinder.csi.openstack.org, volumeHandle: 8f2c1a52-86a2-4f0f-9d3b-1f5d3f7e0a11}
      nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: topology.kubernetes.io/zone, operator: In, values: [az1]}]}]}}
    ---
    apiVersion: v1
    kind: PersistentVolume
    metadata: {name: disk-2}
    spec:
      storageClassName: local
      accessModes: [ReadWriteOnce]
      capacity: {storage: 5Gi}
      csi: {driver: cinder.csi.openstack.org, volumeHandle: 8f2c1a52-86a2-4f0f-9d3b-1f5d3f7e0a11}
      nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: topology.kubernetes.io/zone, operator: In, values: [az2]}]}]}}
    ---
    apiVersion: apps/v1
    kind: StatefulSet
    metadata: {name: db, namespace: shop}
    spec:
      serviceName: db
      replicas: 2
      selector: {matchLabels: {app: db}}
      template:
        metadata: {labels: {app: db}}
        spec:
          topologySpreadConstraints: [{maxSkew: 1, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: db}}}]
          containers:
            - name: db
              image: postgres:18
              volumeMounts: [{name: data, mountPath: /var/lib/postgresql}]
      volumeClaimTemplates:
        - metadata: {name: data}
          spec:
            storageClassName: local
            accessModes: [ReadWriteOnce]
            resources: {requests: {storage: 5Gi}}
  `,
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
