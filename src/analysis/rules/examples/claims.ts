/* PersistentVolumeClaims. */
import { manifests } from '../shared/manifests';

/** What claims of the examples differ in. */
export interface ClaimText {
  readonly name?: string;
  readonly storageClass?: string;
  readonly accessMode?: string;
  readonly size?: string;
}

/** A claim of the shop. */
export function claimWith({ name = 'data', storageClass = 'fast', accessMode = 'ReadWriteOnce', size = '5Gi' }: ClaimText = {}): string {
  return manifests`
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata: {name: ${name}, namespace: shop}
    spec:
      storageClassName: ${storageClass}
      accessModes: [${accessMode}]
      resources: {requests: {storage: ${size}}}
  `;
}

export const CLAIM = claimWith();

/** For volumes without class. */
export const STATIC_CLAIM = claimWith({ storageClass: '""' });

/** The claim that RESERVED_VOLUME waits for. */
export const RESERVING_CLAIM = manifests`
  apiVersion: v1
  kind: PersistentVolumeClaim
  metadata: {name: db, namespace: prod}
  spec:
    storageClassName: ""
    volumeName: data
    accessModes: [ReadWriteOnce]
    resources: {requests: {storage: 5Gi}}
`;
