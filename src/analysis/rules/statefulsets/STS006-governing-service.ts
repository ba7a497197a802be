import { fields, text } from '../../inventory/access';
import { Rule } from '../rule';

export const STS006: Rule = {
  id: 'STS006',
  severity: 'warning',
  title: 'The governing Service of a StatefulSet is missing or not headless',
  why: 'The pods of a set are reachable by name (db-0.db) through the Service that serviceName names. That works only if it exists, is headless (clusterIP: None) and selects the pods.',
  fix: 'Add a Service of that name with clusterIP: None and a selector that matches the labels of the pods.',
  source: 'pkg/controller/statefulset/stateful_set_utils.go initIdentity',
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
    spec: {selector: {app: db}, ports: [{port: 5432}]}
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
      if (!name) continue;
      const service = view.find('Service', item.namespace, name);
      const labels = view.podIn(item)?.labels ?? {};
      const selector = Object.entries(fields(service?.spec.selector));
      const problem = !service ? 'is not here'
        : service.spec.clusterIP !== 'None' ? 'is not headless'
          : !selector.length || selector.some(([key, value]) => labels[key] !== value) ? 'does not select its pods' : undefined;
      if (problem) yield { on: item, path: 'spec.serviceName', severity: service || view.closedWorld ? undefined : 'info', message: `the Service "${name}" ${problem}.` };
    }
  },
};
