import { Rule } from '../rule';

export const STS008: Rule = {
  id: 'STS008',
  severity: 'warning',
  title: 'A claim template replaces a volume of the same name',
  why: 'A volume of the pod that has the name of a claim template is silently replaced by the claim. Whoever wrote the volume expected it to be there.',
  fix: 'Rename one of the two.',
  source: 'pkg/controller/statefulset/stateful_set_utils.go updateStorage',
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
      selector: {matchLabels: {app: db}}
      template:
        metadata: {labels: {app: db}}
        spec:
          containers:
            - name: db
              image: postgres:18
              volumeMounts: [{name: data, mountPath: /var/lib/postgresql}]
          volumes: [{name: data, emptyDir: {}}]
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
          volumes: [{name: scratch, emptyDir: {}}]
      volumeClaimTemplates:
        - metadata: {name: data}
          spec:
            storageClassName: fast
            accessModes: [ReadWriteOnce]
            resources: {requests: {storage: 5Gi}}
  `,
  expects: 'StatefulSet/db spec.template.spec.volumes[0].name',
  * check(view) {
    for (const item of view.of('StatefulSet')) {
      const templates = view.templatesOf(item).map(({ name }) => name);
      for (const { name, path } of view.podIn(item)?.volumes ?? []) {
        if (templates.includes(name)) yield { on: item, path: `${path}.name`, message: `the claim template "${name}" replaces this volume.` };
      }
    }
  },
};
