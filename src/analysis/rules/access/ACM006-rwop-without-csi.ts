import { modesOf } from '../../model/claim-sources';
import { Rule } from '../rule';
import { replaced } from '../shared/manifests';
import { sourceOf } from '../shared/volumes';

export const ACM006: Rule = {
  id: 'ACM006',
  severity: 'error',
  title: 'ReadWriteOncePod on a volume that is not CSI',
  why: 'ReadWriteOncePod is supported for CSI volumes only. On others the promise of a single pod is not kept by the node.',
  fix: 'Use a CSI driver for the volume, or ReadWriteOnce.',
  source: 'kubernetes.io docs, Persistent Volumes, Access Modes',
  failing: `
    apiVersion: v1
    kind: PersistentVolume
    metadata: {name: disk}
    spec:
      accessModes: [ReadWriteOncePod]
      capacity: {storage: 5Gi}
      nfs: {server: nfs.example.com, path: /exports/disk}
  `,
  get passing() {
    return replaced(this.failing, { 'nfs: {server: nfs.example.com, path: /exports/disk}': 'csi: {driver: cinder.csi.openstack.org, volumeHandle: 8f2c1a52-86a2-4f0f-9d3b-1f5d3f7e0a11}' });
  },
  expects: 'PersistentVolume/disk spec.accessModes',
  * check(view) {
    for (const volume of view.volumes) {
      const source = sourceOf(volume);
      if (!source || source === 'csi' || !modesOf(volume).includes('ReadWriteOncePod')) continue;
      yield { on: volume, path: 'spec.accessModes', message: `ReadWriteOncePod is for CSI volumes, and this one is ${source}.` };
    }
  },
};
