import { rule } from '../rule';

export const BND011 = rule('BND011', function* (view) {
  for (const volume of view.inventory.volumes) {
    const { claimRef } = volume;
    if (!claimRef?.namespace || claimRef.uid) continue;
    const key = `${claimRef.namespace}/${claimRef.name}`;
    if (view.inventory.claims.has(key) || view.claim(claimRef.namespace, claimRef.name)) continue;
    if (view.find('PersistentVolumeClaim', claimRef.namespace, claimRef.name)) continue;
    yield { on: volume.item, path: 'spec.claimRef', message: `the volume is reserved for claim "${key}", which nothing in the input creates.` };
  }
});
