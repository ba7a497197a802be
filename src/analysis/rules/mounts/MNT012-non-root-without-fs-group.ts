import { fields } from '../../inventory/access';
import { Rule } from '../rule';
import { uses } from '../shared/uses';
import { isSingleWriter } from '../shared/volumes';
import { claimTitle, volumeModeOf } from '../view/claims';

export const MNT012: Rule = {
  id: 'MNT012',
  severity: 'warning',
  preset: 'strict',
  title: 'A process that is not root writes to a fresh filesystem',
  why: 'The root directory of a new filesystem belongs to root. A container that runs as another user is refused there unless fsGroup hands the volume to its group, or an init container changes the owner.',
  fix: 'Set securityContext.fsGroup of the pod to the group of the process.',
  source: 'pkg/volume/csi/csi_mounter.go',
  failing: `
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
      accessModes: [ReadWriteOnce]
      resources: {requests: {storage: 5Gi}}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: web, namespace: shop}
    spec:
      securityContext: {runAsUser: 1001}
      containers:
        - name: web
          image: nginx:1.29
          volumeMounts: [{name: data, mountPath: /data}]
      volumes:
        - {name: data, persistentVolumeClaim: {claimName: data}}
  `,
  passing: `
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
      accessModes: [ReadWriteOnce]
      resources: {requests: {storage: 5Gi}}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: web, namespace: shop}
    spec:
      securityContext: {runAsUser: 1001, fsGroup: 1001}
      containers:
        - name: web
          image: nginx:1.29
          volumeMounts: [{name: data, mountPath: /data}]
      volumes:
        - {name: data, persistentVolumeClaim: {claimName: data}}
  `,
  expects: 'Pod/web spec.containers[0].volumeMounts[0]',
  * check(view) {
    for (const { pod, claim, volume } of uses(view)) {
      const outer = fields(pod.spec.securityContext);
      if (outer.fsGroup !== undefined || volumeModeOf(claim) === 'Block' || !isSingleWriter(view.classOf(claim)?.object.provisioner)) continue;
      for (const container of pod.containers) {
        const inner = fields(container.value.securityContext);
        const user = inner.runAsUser ?? outer.runAsUser;
        const mount = container.mounts.find(({ value }) => value.name === volume && value.readOnly !== true);
        const isRoot = user === 0 || (user === undefined && (inner.runAsNonRoot ?? outer.runAsNonRoot) !== true);
        if (mount && !isRoot) yield { on: pod.item, path: mount.path, message: `the container "${container.name}" is not root, and ${claimTitle(claim)} will belong to root.` };
      }
    }
  },
};
