import { text } from '../../inventory/access';
import { Rule } from '../rule';
import { driverOf } from '../shared/volumes';
import { shown } from '../shared/words';
import { specPath } from '../view/claims';

export const CLS018: Rule = {
  id: 'CLS018',
  severity: 'error',
  minors: { from: '1.34' },
  title: 'The attributes class belongs to another driver',
  why: 'A VolumeAttributesClass is for one driver. The provisioner of the claim\'s StorageClass refuses one that names another.',
  fix: 'Use an attributes class whose driverName is the provisioner of the StorageClass.',
  source: 'external-provisioner pkg/controller/controller.go',
  failing: `
    apiVersion: storage.k8s.io/v1
    kind: VolumeAttributesClass
    metadata: {name: gold}
    driverName: ebs.csi.aws.com
    parameters: {iops: "4000"}
    ---
    apiVersion: storage.k8s.io/v1
    kind: StorageClass
    metadata: {name: fast}
    provisioner: cinder.csi.openstack.org
    volumeBindingMode: WaitForFirstConsumer
    ---
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata: {name: data, namespace: shop}
    spec:
      storageClassName: fast
      volumeAttributesClassName: gold
      accessModes: [ReadWriteOnce]
      resources: {requests: {storage: 5Gi}}
  `,
  passing: `
    apiVersion: storage.k8s.io/v1
    kind: VolumeAttributesClass
    metadata: {name: gold}
    driverName: cinder.csi.openstack.org
    parameters: {type: nvme}
    ---
    apiVersion: storage.k8s.io/v1
    kind: StorageClass
    metadata: {name: fast}
    provisioner: cinder.csi.openstack.org
    volumeBindingMode: WaitForFirstConsumer
    ---
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata: {name: data, namespace: shop}
    spec:
      storageClassName: fast
      volumeAttributesClassName: gold
      accessModes: [ReadWriteOnce]
      resources: {requests: {storage: 5Gi}}
  `,
  expects: 'PersistentVolumeClaim/data spec.volumeAttributesClassName',
  * check(view) {
    for (const claim of view.claims) {
      const attributes = view.find('VolumeAttributesClass', '', claim.spec.volumeAttributesClassName);
      const storageClass = view.classOf(claim);
      if (!attributes || !storageClass) continue;
      const driver = text(attributes.object.driverName);
      if (driver === driverOf(storageClass.object.provisioner)) continue;
      yield {
        on: claim.item,
        path: specPath(claim, 'volumeAttributesClassName'),
        message: `the attributes class "${attributes.name}" is for ${shown(driver)}, the class "${storageClass.name}" for ${shown(storageClass.object.provisioner)}.`,
      };
    }
  },
};
