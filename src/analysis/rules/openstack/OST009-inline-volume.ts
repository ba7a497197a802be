import { fields } from '../../../core/fields';
import { SHORT_CINDER_DRIVER } from '../examples/cinder-csi';
import { EXPANDABLE_CLASS } from '../examples/classes';
import { Rule } from '../rule';
import { manifests, replaced } from '../shared/manifests';
import { CINDER } from '../shared/volumes';

export const OST009: Rule = {
  id: 'OST009',
  severity: 'error',
  title: 'An inline volume of the Cinder driver',
  why: 'The driver made volumes that live as long as their pod. That was deprecated in 1.24 and removed in 1.31: such a pod stays in ContainerCreating.',
  fix: 'Use an ephemeral volume with a claim template.',
  source: 'cloud-provider-openstack docs/cinder-csi-plugin/features.md',
  failing: manifests`
    ${SHORT_CINDER_DRIVER}
    ---
    ${EXPANDABLE_CLASS}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: web, namespace: shop}
    spec:
      containers: [{name: web, image: 'nginx:1.29', volumeMounts: [{name: scratch, mountPath: /scratch}]}]
      volumes:
        - name: scratch
          csi: {driver: cinder.csi.openstack.org, volumeAttributes: {capacity: 1Gi}}
  `,
  get passing() {
    return replaced(this.failing, {
      'csi: {driver: cinder.csi.openstack.org, volumeAttributes: {capacity: 1Gi}}': 'ephemeral: {volumeClaimTemplate: {spec: '
        + '{storageClassName: fast, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}}',
    });
  },
  expects: 'Pod/web spec.volumes[0].csi',
  * check(view) {
    for (const pod of view.pods) {
      for (const { name, value, path } of pod.volumes) {
        if (fields(value.csi).driver !== CINDER) continue;
        const gone = view.release >= 31;
        yield { on: pod.item, path: `${path}.csi`, severity: gone ? undefined : 'warning', message: `the driver of release 1.${view.release} ${gone ? 'makes no inline volumes any more' : 'will lose inline volumes'}: "${name}".` };
      }
    }
  },
};
