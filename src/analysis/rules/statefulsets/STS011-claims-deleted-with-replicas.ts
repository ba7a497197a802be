import { fields } from '../../inventory/access';
import { Rule } from '../rule';

export const STS011: Rule = {
  id: 'STS011',
  severity: 'warning',
  title: 'Claims are deleted when the set shrinks or goes',
  why: 'With Delete the claims of removed replicas are deleted, and with the usual reclaim policy their data. An autoscaler that scales in then destroys data. Before Kubernetes 1.27 the field is ignored.',
  fix: 'Use Retain, and delete claims by hand.',
  source: 'pkg/apis/apps/validation/validation.go ValidatePersistentVolumeClaimRetentionPolicy',
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
      persistentVolumeClaimRetentionPolicy: {whenScaled: Delete, whenDeleted: Retain}
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
      persistentVolumeClaimRetentionPolicy: {whenScaled: Retain, whenDeleted: Retain}
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
  expects: 'StatefulSet/db spec.persistentVolumeClaimRetentionPolicy.whenScaled',
  * check(view) {
    for (const item of view.of('StatefulSet')) {
      const policy = fields(item.spec.persistentVolumeClaimRetentionPolicy);
      const occasions: Array<[string, string]> = [['whenScaled', view.scaler(item) ? 'an autoscaler removes its replica' : 'its replica is removed'], ['whenDeleted', 'the set is deleted']];
      for (const [key, occasion] of occasions) {
        if (policy[key] !== 'Delete' || !view.templatesOf(item).length) continue;
        const effect = view.kubernetes < 27 ? `Kubernetes 1.${view.kubernetes} ignores the field` : `the data of a replica is deleted when ${occasion}`;
        yield { on: item, path: `spec.persistentVolumeClaimRetentionPolicy.${key}`, message: `${key} is Delete: ${effect}.` };
      }
    }
  },
};
