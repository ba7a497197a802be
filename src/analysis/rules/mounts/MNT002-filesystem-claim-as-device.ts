import { Rule } from '../rule';
import { uses } from '../shared/uses';
import { claimTitle, volumeModeOf } from '../view/claims';

export const MNT002: Rule = {
  id: 'MNT002',
  severity: 'error',
  title: 'A Filesystem claim stands in volumeDevices',
  why: 'A Filesystem volume is no device for a container. The kubelet refuses the pod: "volume has volumeMode Filesystem, but is specified in volumeDevices".',
  fix: 'List it in volumeMounts with a mountPath, or set volumeMode: Block in the claim.',
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
      containers:
        - name: web
          image: nginx:1.29
          volumeMounts: [{name: data, mountPath: /data}]
      volumes:
        - {name: data, persistentVolumeClaim: {claimName: data}}
  `,
  expects: 'Pod/web spec.containers[0].volumeDevices[0]',
  * check(view) {
    for (const { pod, claim, volume } of uses(view)) {
      if (volumeModeOf(claim) === 'Block') continue;
      for (const { devices } of pod.containers) {
        for (const { path } of devices.filter((device) => device.value.name === volume)) {
          yield { on: pod.item, path, message: `${claimTitle(claim)} is a Filesystem, and is used as a device.` };
        }
      }
    }
  },
};
