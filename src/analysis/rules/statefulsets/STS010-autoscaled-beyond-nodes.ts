import { Rule } from '../rule';
import { isNodeLocal, NO_PROVISIONER } from '../shared/volumes';
import { count } from '../shared/words';

export const STS010: Rule = {
  id: 'STS010',
  severity: 'warning',
  title: 'An autoscaler wants more replicas than nodes can hold their local volumes',
  why: 'Local volumes tie each replica to a node. A cluster autoscaler adds no node for a pod whose volume cannot be there, so what goes beyond the volumes or nodes stays Pending.',
  fix: 'Set maxReplicas to the number of nodes and volumes that there are.',
  source: 'github.com/kubernetes-sigs/sig-storage-local-static-provisioner/issues/288',
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
      local: {path: /mnt/disks/a}
      nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [node-1]}]}]}}
    ---
    apiVersion: v1
    kind: PersistentVolume
    metadata: {name: disk-2}
    spec:
      storageClassName: local
      accessModes: [ReadWriteOnce]
      capacity: {storage: 5Gi}
      local: {path: /mnt/disks/a}
      nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [node-2]}]}]}}
    ---
    apiVersion: apps/v1
    kind: StatefulSet
    metadata: {name: db, namespace: shop}
    spec:
      serviceName: db
      selector: {matchLabels: {app: db}}
      template:
        metadata: {labels: {app: db}}
        spec:
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
    ---
    apiVersion: autoscaling/v2
    kind: HorizontalPodAutoscaler
    metadata: {name: db, namespace: shop}
    spec:
      scaleTargetRef: {apiVersion: apps/v1, kind: StatefulSet, name: db}
      maxReplicas: 10
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
      local: {path: /mnt/disks/a}
      nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [node-1]}]}]}}
    ---
    apiVersion: v1
    kind: PersistentVolume
    metadata: {name: disk-2}
    spec:
      storageClassName: local
      accessModes: [ReadWriteOnce]
      capacity: {storage: 5Gi}
      local: {path: /mnt/disks/a}
      nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [node-2]}]}]}}
    ---
    apiVersion: apps/v1
    kind: StatefulSet
    metadata: {name: db, namespace: shop}
    spec:
      serviceName: db
      selector: {matchLabels: {app: db}}
      template:
        metadata: {labels: {app: db}}
        spec:
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
    ---
    apiVersion: autoscaling/v2
    kind: HorizontalPodAutoscaler
    metadata: {name: db, namespace: shop}
    spec:
      scaleTargetRef: {apiVersion: apps/v1, kind: StatefulSet, name: db}
      maxReplicas: 2
  `,
  expects: 'HorizontalPodAutoscaler/db spec.maxReplicas',
  * check(view) {
    for (const item of view.of('StatefulSet')) {
      const scaler = view.scaler(item);
      const local = scaler && view.templatesOf(item).find((claim) => isNodeLocal(view.classOf(claim)?.object.provisioner));
      if (!scaler || !local) continue;
      const volumes = view.inventory.volumes.filter(({ className }) => className === view.className(local)).length;
      const nodes = view.inventory.nodes.length;
      const most = view.mostReplicas(item);
      const isStaticClass = view.classOf(local)?.object.provisioner === NO_PROVISIONER;
      const limit = isStaticClass && volumes && volumes < most ? count(volumes, 'volume') : nodes && nodes < most ? count(nodes, 'node') : undefined;
      if (limit) yield { on: scaler, path: 'spec.maxReplicas', message: `it may scale StatefulSet "${item.name}" to ${most} replicas, and there ${limit.startsWith('1 ') ? 'is' : 'are'} ${limit} for their local data.` };
    }
  },
};
