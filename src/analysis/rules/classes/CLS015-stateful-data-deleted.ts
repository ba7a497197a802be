import { claimTitle, specPath } from '../../model/claim-sources';
import { FAST_CLASS } from '../examples/classes';
import { Rule } from '../rule';
import { added, manifests } from '../shared/manifests';
import { NO_PROVISIONER } from '../shared/volumes';

export const CLS015: Rule = {
  id: 'CLS015',
  severity: 'info',
  title: 'Data of a StatefulSet is deleted with its claim',
  why: 'The default reclaim policy of a class is Delete: whoever deletes a claim, or the namespace, deletes the data. For the data of a StatefulSet that may be more than was wanted.',
  fix: 'Set reclaimPolicy: Retain in the class (of a new name: the field cannot be changed), or Delete to say that it is meant.',
  source: 'pkg/apis/storage/v1/defaults.go SetDefaults_StorageClass',
  failing: manifests`
    ${FAST_CLASS}
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
          containers: [{name: db, image: "postgres:18", volumeMounts: [{name: data, mountPath: /var/lib/postgresql}]}]
      volumeClaimTemplates:
        - metadata: {name: data}
          spec:
            storageClassName: fast
            accessModes: [ReadWriteOnce]
            resources: {requests: {storage: 5Gi}}
  `,
  get passing() { return added(this.failing, 'reclaimPolicy: Retain', { below: 'volumeBindingMode: WaitForFirstConsumer' }); },
  expects: 'StatefulSet/db spec.volumeClaimTemplates[0].spec.storageClassName',
  * check(view) {
    for (const claim of view.claims.filter(({ kind }) => kind === 'template')) {
      const storageClass = view.classOf(claim);
      if (!storageClass || storageClass.object.reclaimPolicy || storageClass.object.provisioner === NO_PROVISIONER) continue;
      yield {
        on: claim.item,
        path: specPath(claim, 'storageClassName'),
        message: `the class "${storageClass.name}" leaves reclaimPolicy at Delete, so the data of ${claimTitle(claim)} goes when its claims are deleted.`,
      };
    }
  },
};
