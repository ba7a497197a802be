import { imageName } from '../../model/pod-sources';
import { CINDER_DRIVER } from '../examples/cinder-csi';
import { Rule } from '../rule';
import { controllers } from '../shared/csi';
import { added, manifests } from '../shared/manifests';

export const CSI012: Rule = {
  id: 'CSI012',
  severity: 'warning',
  openWorld: 'lower',
  title: 'Snapshots without their CRDs',
  why: 'Snapshots are custom resources: their definitions and the snapshot controller are installed by hand, once in a cluster. Without them a VolumeSnapshotClass cannot be created, and the csi-snapshotter sidecar does not start.',
  fix: 'Install the CRDs and the controller of github.com/kubernetes-csi/external-snapshotter first.',
  source: 'kubernetes-csi/external-snapshotter README',
  failing: manifests`
    ${CINDER_DRIVER}
    ---
    apiVersion: snapshot.storage.k8s.io/v1
    kind: VolumeSnapshotClass
    metadata: {name: fast}
    driver: cinder.csi.openstack.org
    deletionPolicy: Delete
    ---
  `,
  get passing() {
    return added(this.failing, `
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: volumesnapshotclasses.snapshot.storage.k8s.io}
      spec:
        group: snapshot.storage.k8s.io
        scope: Cluster
        names: {kind: VolumeSnapshotClass, plural: volumesnapshotclasses}
        versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}}]
      ---
    `, { above: 'apiVersion: snapshot.storage.k8s.io/v1' });
  },
  expects: 'VolumeSnapshotClass/fast',
  * check(view) {
    const defined = view.of('CustomResourceDefinition').some(({ name }) => name.endsWith('.snapshot.storage.k8s.io'));
    if (defined || view.pods.some((pod) => pod.containers.some(({ image }) => imageName(image) === 'snapshot-controller'))) return;
    for (const item of view.of('VolumeSnapshotClass', 'VolumeSnapshot')) yield { on: item, path: '', message: 'the CRDs of snapshots are not here.' };
    for (const { pod, sidecars } of controllers(view)) {
      const snapshotter = sidecars.get('csi-snapshotter');
      if (snapshotter) yield { on: pod.item, path: snapshotter.path, message: 'csi-snapshotter needs the CRDs of snapshots, which are not here.' };
    }
  },
};
