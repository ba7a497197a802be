import { Rule } from '../rule';

export const STS012: Rule = {
  id: 'STS012',
  severity: 'warning',
  preset: 'strict',
  title: 'Pods that may wait for each other start one after the other',
  why: 'With OrderedReady the second pod is made when the first is ready. Software that is ready only with a quorum of peers never gets there. A headless Service that publishes only ready addresses makes it worse: the peers cannot '
    + 'find each other.',
  fix: 'Set podManagementPolicy: Parallel, and publishNotReadyAddresses: true in the Service.',
  source: 'kubernetes.io docs, StatefulSets, Pod Management Policies',
  failing: `
    apiVersion: storage.k8s.io/v1
    kind: StorageClass
    metadata: {name: fast}
    provisioner: cinder.csi.openstack.org
    volumeBindingMode: WaitForFirstConsumer
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: db, namespace: shop}
    spec: {clusterIP: None, selector: {app: db}, ports: [{port: 5432}]}
    ---
    apiVersion: apps/v1
    kind: StatefulSet
    metadata: {name: db, namespace: shop}
    spec:
      serviceName: db
      replicas: 3
      selector: {matchLabels: {app: db}}
      template:
        metadata: {labels: {app: db}}
        spec:
          containers:
            - name: db
              image: postgres:18
              readinessProbe: {exec: {command: [peers-ready]}}
              volumeMounts: [{name: data, mountPath: /var/lib/postgresql}]
      volumeClaimTemplates:
        - metadata: {name: data}
          spec:
            storageClassName: fast
            accessModes: [ReadWriteOnce]
            resources: {requests: {storage: 5Gi}}
  `,
  passing: `
    apiVersion: storage.k8s.io/v1
    kind: StorageClass
    metadata: {name: fast}
    provisioner: cinder.csi.openstack.org
    volumeBindingMode: WaitForFirstConsumer
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: db, namespace: shop}
    spec: {clusterIP: None, selector: {app: db}, ports: [{port: 5432}]}
    ---
    apiVersion: apps/v1
    kind: StatefulSet
    metadata: {name: db, namespace: shop}
    spec:
      serviceName: db
      replicas: 3
      podManagementPolicy: Parallel
      selector: {matchLabels: {app: db}}
      template:
        metadata: {labels: {app: db}}
        spec:
          containers:
            - name: db
              image: postgres:18
              readinessProbe: {exec: {command: [peers-ready]}}
              volumeMounts: [{name: data, mountPath: /var/lib/postgresql}]
      volumeClaimTemplates:
        - metadata: {name: data}
          spec:
            storageClassName: fast
            accessModes: [ReadWriteOnce]
            resources: {requests: {storage: 5Gi}}
  `,
  expects: 'StatefulSet/db spec.podManagementPolicy',
  * check(view) {
    for (const item of view.of('StatefulSet')) {
      const service = view.find('Service', item.namespace, item.spec.serviceName);
      const probes = view.podIn(item)?.containers.some(({ value }) => value.readinessProbe);
      if (item.spec.podManagementPolicy === 'Parallel' || view.mostReplicas(item) < 3 || !probes || service?.spec.publishNotReadyAddresses === true) continue;
      yield { on: item, path: 'spec.podManagementPolicy', message: 'the pods start one after the other, each when the one before is ready: if readiness needs peers, the first never is.' };
    }
  },
};
