import { fields } from '../../inventory/access';
import { Rule } from '../rule';

export const STS017: Rule = {
  id: 'STS017',
  severity: 'info',
  minors: { to: '1.36' },
  title: 'maxUnavailable of a StatefulSet is ignored',
  why: 'The field belongs to the feature MaxUnavailableStatefulSet, which is off by default up to Kubernetes 1.36: the API server drops it, and pods are replaced one at a time.',
  fix: 'Remove it, or make sure that the feature gate is on.',
  source: 'pkg/registry/apps/statefulset/strategy.go dropStatefulSetDisabledFields',
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
      updateStrategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: 2}}
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
      updateStrategy: {type: RollingUpdate}
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
            storageClassName: fast
            accessModes: [ReadWriteOnce]
            resources: {requests: {storage: 5Gi}}
  `,
  expects: 'StatefulSet/db spec.updateStrategy.rollingUpdate.maxUnavailable',
  * check(view) {
    for (const item of view.of('StatefulSet')) {
      if (fields(fields(item.spec.updateStrategy).rollingUpdate).maxUnavailable === undefined) continue;
      yield { on: item, path: 'spec.updateStrategy.rollingUpdate.maxUnavailable', message: 'maxUnavailable has no effect.' };
    }
  },
};
