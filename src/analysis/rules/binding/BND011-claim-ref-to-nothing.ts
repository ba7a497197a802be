import { Rule } from '../rule';

export const BND011: Rule = {
  id: 'BND011',
  severity: 'warning',
  openWorld: 'lower',
  title: 'claimRef names a claim that nothing creates',
  why: 'A reserved volume binds only to that claim. No claim, claim template, ephemeral volume or DataVolume of the input creates it, '
    + 'so the volume stays unused. Often one of the two names is misspelled.',
  fix: 'Correct namespace and name in spec.claimRef, or add the claim.',
  source: 'component-helpers/storage/volume/pv_helpers.go IsVolumeBoundToClaim',
  * check(view) {
    for (const volume of view.inventory.volumes) {
      const { claimRef } = volume;
      if (!claimRef?.namespace || claimRef.uid) continue;
      const key = `${claimRef.namespace}/${claimRef.name}`;
      if (view.inventory.claims.has(key) || view.claim(claimRef.namespace, claimRef.name)) continue;
      if (view.find('PersistentVolumeClaim', claimRef.namespace, claimRef.name)) continue;
      yield { on: volume.item, path: 'spec.claimRef', message: `the volume is reserved for claim "${key}", which nothing in the input creates.` };
    }
  },
};
