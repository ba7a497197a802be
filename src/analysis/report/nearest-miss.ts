/** Why a volume does not match, to follow its name. */
export const MISSES: { readonly [predicate: string]: string } = {
  capacity: 'is too small',
  nodeAffinity: 'is on nodes where the pod cannot run',
  selector: 'does not match the claim\'s selector',
  accessModes: 'lacks an access mode that the claim requests',
  volumeMode: 'has a different volumeMode',
  volumeAttributesClass: 'has a different volumeAttributesClassName',
  storageClass: 'has a different storageClassName',
  deletion: 'is being deleted',
  claimRef: 'is reserved for another claim',
};
