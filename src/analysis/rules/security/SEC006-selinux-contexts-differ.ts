import { fields, isObject } from '../../../core/fields';
import { ClaimSource, claimTitle } from '../../model/claim-sources';
import { PodSource } from '../../model/pod-sources';
import { Rule } from '../rule';
import { same } from '../shared/changes';
import { replaced } from '../shared/manifests';
import { isShared, uses } from '../shared/uses';
import { csiDriverOf, driverOf } from '../shared/volumes';

export const SEC006: Rule = {
  id: 'SEC006',
  severity: 'info',
  title: 'Pods with different SELinux contexts share a volume that is mounted with one',
  why: 'With seLinuxMount the kubelet mounts the volume with the context of the pod. A volume can be mounted with one context on a node, so a second pod with another one waits in ContainerCreating, or both can read it where the gate is off.',
  fix: 'Give the pods the same seLinuxOptions, or set seLinuxChangePolicy: Recursive.',
  source: 'pkg/controller/volume/selinuxwarning; pkg/kubelet/volumemanager',
  failing: `
    apiVersion: storage.k8s.io/v1
    kind: CSIDriver
    metadata: {name: nfs.csi.k8s.io}
    spec: {attachRequired: false, seLinuxMount: true}
    ---
    apiVersion: storage.k8s.io/v1
    kind: StorageClass
    metadata: {name: shared}
    provisioner: nfs.csi.k8s.io
    ---
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata: {name: films, namespace: shop}
    spec:
      storageClassName: shared
      accessModes: [ReadWriteMany]
      resources: {requests: {storage: 5Gi}}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: one, namespace: shop}
    spec:
      securityContext: {seLinuxOptions: {level: 's0:c1,c2'}}
      containers: [{name: web, image: 'nginx:1.29', volumeMounts: [{name: films, mountPath: /films}]}]
      volumes: [{name: films, persistentVolumeClaim: {claimName: films}}]
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: two, namespace: shop}
    spec:
      securityContext: {seLinuxOptions: {level: 's0:c3,c4'}}
      containers: [{name: web, image: 'nginx:1.29', volumeMounts: [{name: films, mountPath: /films}]}]
      volumes: [{name: films, persistentVolumeClaim: {claimName: films}}]
  `,
  get passing() { return replaced(this.failing, { 's0:c3,c4': 's0:c1,c2' }); },
  expects: 'Pod/two spec.securityContext.seLinuxOptions',
  * check(view) {
    const first = new Map<ClaimSource, { pod: PodSource; context: unknown }>();
    for (const use of uses(view)) {
      const { pod, claim } = use;
      const security = fields(pod.spec.securityContext);
      if (!isShared(use) || security.seLinuxChangePolicy === 'Recursive' || !isObject(security.seLinuxOptions)) continue;
      const volume = view.find('PersistentVolume', '', claim.spec.volumeName);
      const driver = volume ? csiDriverOf(volume) : driverOf(view.classOf(claim)?.object.provisioner);
      if (view.find('CSIDriver', '', driver)?.spec.seLinuxMount !== true) continue;
      const { pod: other, context } = first.get(claim) ?? {};
      if (!other) first.set(claim, { pod, context: security.seLinuxOptions });
      if (!other || other === pod || same(context, security.seLinuxOptions)) continue;
      yield {
        on: pod.item,
        path: `${pod.path}.securityContext.seLinuxOptions`,
        message: `its SELinux context differs from that of ${other.item.kind} "${other.item.name}", which uses the same ${claimTitle(claim)}.`,
      };
    }
  },
};
