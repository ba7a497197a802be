/* PersistentVolumes. */
import { dedent } from '../rule';
import { added, manifests } from '../shared/manifests';

/** A volume; `lines` is the rest of its spec. */
export function volumeWith(name: string, lines: string): string {
  return manifests`
    apiVersion: v1
    kind: PersistentVolume
    metadata: {name: ${name}}
    spec:
      accessModes: [ReadWriteOnce]
      capacity: {storage: 5Gi}
      ${dedent(lines)}
  `;
}

export function nfsVolume(name: string): string {
  return volumeWith(name, `nfs: {server: nfs.example.com, path: /exports/${name}}`);
}

/** A volume for the claim "db" of another namespace. */
export const RESERVED_VOLUME = added(nfsVolume('data'), 'claimRef: {namespace: prod, name: db}', { below: 'capacity: {storage: 5Gi}' });

/** Of the spec of a volume that one node has. */
export const ON_ONE_NODE = manifests`
  nodeAffinity:
    required:
      nodeSelectorTerms:
        - matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [node-1]}]
`;

/** A local volume that does not say where it is. */
export const UNPLACED_VOLUME = volumeWith('disk', `
  storageClassName: local
  persistentVolumeReclaimPolicy: Retain
  local: {path: /mnt/disks/one}
`);

/** A disk of one node. */
export const LOCAL_VOLUME = added(UNPLACED_VOLUME, ON_ONE_NODE, { below: 'local: {path: /mnt/disks/one}' });

/** A disk of a node, for LOCAL_CLASS. */
export function localVolume(name: string, node: string): string {
  return manifests`
    apiVersion: v1
    kind: PersistentVolume
    metadata: {name: ${name}}
    spec:
      storageClassName: local
      accessModes: [ReadWriteOnce]
      capacity: {storage: 5Gi}
      local: {path: /mnt/disks/a}
      nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [${node}]}]}]}}
  `;
}
