import { Rule } from '../rule';
import { uses } from '../shared/uses';
import { shown } from '../shared/words';
import { claimTitle, volumeModeOf } from '../view/claims';

export const MNT001: Rule = {
  id: 'MNT001',
  severity: 'error',
  title: 'A Block claim stands in volumeMounts',
  why: 'A Block volume has no filesystem to mount. The kubelet refuses the pod: "volume has volumeMode Block, but is specified in volumeMounts".',
  fix: 'List it in volumeDevices with a devicePath, or make the claim a Filesystem.',
  source: 'pkg/kubelet/volumemanager/populator/desired_state_of_world_populator.go',
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
      volumeMode: Block
      accessModes: [ReadWriteOnce]
      resources: {requests: {storage: 5Gi}}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: web, namespace: shop}
    spec:
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
      volumeMode: Block
      accessModes: [ReadWriteOnce]
      resources: {requests: {storage: 5Gi}}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: web, namespace: shop}
    spec:
      containers:
        - name: web
          image: nginx:1.29
          volumeDevices: [{name: data, devicePath: /dev/data}]
      volumes:
        - {name: data, persistentVolumeClaim: {claimName: data}}
  `,
  expects: 'Pod/web spec.containers[0].volumeMounts[0]',
  * check(view) {
    for (const { pod, claim, volume } of uses(view)) {
      if (volumeModeOf(claim) !== 'Block') continue;
      for (const { mounts } of pod.containers) {
        for (const { value, path } of mounts.filter((mount) => mount.value.name === volume)) {
          yield { on: pod.item, path, message: `${claimTitle(claim)} is Block, and is mounted at ${shown(value.mountPath)}.` };
        }
      }
    }
  },
};
