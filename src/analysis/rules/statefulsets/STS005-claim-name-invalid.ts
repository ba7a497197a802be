import { isDnsLabel, isDnsSubdomain } from '../../../core/names';
import { Rule } from '../rule';
import { shown } from '../shared/words';
import { claimTitle, firstOrdinal } from '../view/claims';

export const STS005: Rule = {
  id: 'STS005',
  severity: 'error',
  title: 'The name of a claim template gives invalid claim names',
  why: 'Claims are named template-set-ordinal. What is no valid object name, or longer than 253 characters, cannot be created. The pod uses the template name as a volume name, which may have 63 characters, without dots.',
  fix: 'Name the template with lower-case letters, digits and "-", at most 63 characters.',
  source: 'pkg/controller/statefulset/stateful_set_utils.go getPersistentVolumeClaimName',
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
              volumeMounts: [{name: pg_data, mountPath: /var/lib/postgresql}]
      volumeClaimTemplates:
        - metadata: {name: pg_data}
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
  expects: 'StatefulSet/db spec.volumeClaimTemplates[0].metadata.name',
  * check(view) {
    for (const claim of view.claims.filter(({ kind, name }) => kind === 'template' && name)) {
      const first = `${claim.name}-${claim.item.name}-${firstOrdinal(claim.item) + Math.max(view.mostReplicas(claim.item), 1) - 1}`;
      if (isDnsLabel(claim.name) && isDnsSubdomain(first)) continue;
      yield { on: claim.item, path: `${claim.path}.metadata.name`, message: `${claimTitle(claim)} gives claims such as "${shown(first)}", which is no valid name for a claim and its volume.` };
    }
  },
};
