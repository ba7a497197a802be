import { isDnsLabel } from '../../../core/names';
import { text } from '../../inventory/access';
import { Rule } from '../rule';
import { shown } from '../shared/words';

export const STS007: Rule = {
  id: 'STS007',
  severity: 'error',
  minors: { from: '1.33' },
  title: 'serviceName is no DNS label',
  why: 'The name becomes the subdomain of the pods. Since Kubernetes 1.33 the API server refuses a set whose serviceName is no DNS label; before, its pods were refused.',
  fix: 'Use lower-case letters, digits and "-", at most 63 characters, no dots.',
  source: 'pkg/apis/apps/validation/validation.go ValidateStatefulSetSpec',
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
      serviceName: db.svc
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
  expects: 'StatefulSet/db spec.serviceName',
  * check(view) {
    for (const item of view.of('StatefulSet')) {
      const name = text(item.spec.serviceName);
      if (name && !isDnsLabel(name)) yield { on: item, path: 'spec.serviceName', message: `"${shown(name)}" is no DNS label.` };
    }
  },
};
