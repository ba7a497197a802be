import { fields, text } from '../../inventory/access';
import { Rule } from '../rule';
import { uses } from '../shared/uses';
import { csiDriverOf } from '../shared/volumes';
import { modesOf, volumeModeOf } from '../view/claims';

export const MNT011: Rule = {
  id: 'MNT011',
  severity: 'warning',
  title: 'fsGroup is not applied to this volume',
  why: 'By default the kubelet gives a CSI volume to the fsGroup of a pod only if the volume states an fsType and a mode for one writer. Otherwise the files keep their owner, and a process that is not root is '
    + 'refused. A driver with the policy None never has it applied.',
  fix: 'Set spec.csi.fsType of the volume, or fsGroupPolicy: File in the CSIDriver.',
  source: 'pkg/volume/csi/csi_mounter.go supportsFSGroup',
  failing: `
    apiVersion: v1
    kind: PersistentVolume
    metadata: {name: disk}
    spec:
      accessModes: [ReadWriteOnce]
      capacity: {storage: 5Gi}
      claimRef: {namespace: shop, name: data}
      csi: {driver: cinder.csi.openstack.org, volumeHandle: 8f2c1a52-86a2-4f0f-9d3b-1f5d3f7e0a11}
    ---
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata: {name: data, namespace: shop}
    spec:
      storageClassName: ""
      volumeName: disk
      accessModes: [ReadWriteOnce]
      resources: {requests: {storage: 5Gi}}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: web, namespace: shop}
    spec:
      securityContext: {fsGroup: 1001}
      containers:
        - name: web
          image: nginx:1.29
          volumeMounts: [{name: data, mountPath: /data}]
      volumes:
        - {name: data, persistentVolumeClaim: {claimName: data}}
  `,
  passing: `
    apiVersion: v1
    kind: PersistentVolume
    metadata: {name: disk}
    spec:
      accessModes: [ReadWriteOnce]
      capacity: {storage: 5Gi}
      claimRef: {namespace: shop, name: data}
      csi: {driver: cinder.csi.openstack.org, volumeHandle: 8f2c1a52-86a2-4f0f-9d3b-1f5d3f7e0a11, fsType: ext4}
    ---
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata: {name: data, namespace: shop}
    spec:
      storageClassName: ""
      volumeName: disk
      accessModes: [ReadWriteOnce]
      resources: {requests: {storage: 5Gi}}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: web, namespace: shop}
    spec:
      securityContext: {fsGroup: 1001}
      containers:
        - name: web
          image: nginx:1.29
          volumeMounts: [{name: data, mountPath: /data}]
      volumes:
        - {name: data, persistentVolumeClaim: {claimName: data}}
  `,
  expects: 'Pod/web spec.securityContext.fsGroup',
  * check(view) {
    for (const { pod, claim } of uses(view)) {
      if (fields(pod.spec.securityContext).fsGroup === undefined || volumeModeOf(claim) === 'Block') continue;
      const volume = view.find('PersistentVolume', '', text(claim.spec.volumeName) ?? view.planned(claim)[0]?.volume);
      const driver = volume && csiDriverOf(volume);
      if (!driver) continue;
      const policy = view.find('CSIDriver', '', driver)?.spec.fsGroupPolicy ?? 'ReadWriteOnceWithFSType';
      const single = modesOf(volume).some((mode) => mode === 'ReadWriteOnce' || mode === 'ReadWriteOncePod');
      const reason = policy === 'None' ? 'its driver has the policy None'
        : policy !== 'ReadWriteOnceWithFSType' ? undefined
          : !text(volume.spec.csi.fsType) ? 'it states no fsType'
            : !single ? 'it has no access mode for one writer' : undefined;
      if (reason) yield { on: pod.item, path: `${pod.path}.securityContext.fsGroup`, message: `fsGroup is not applied to the volume "${volume.name}": ${reason}.` };
    }
  },
};
