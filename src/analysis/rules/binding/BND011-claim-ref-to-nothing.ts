import { RESERVING_CLAIM } from '../examples/claims';
import { RESERVED_VOLUME } from '../examples/volumes';
import { Rule } from '../rule';
import { manifests, replaced } from '../shared/manifests';

export const BND011: Rule = {
  id: 'BND011',
  severity: 'warning',
  openWorld: 'lower',
  title: 'claimRef points to a claim that nothing creates',
  why: 'A reserved volume waits for exactly that claim. No claim, claim template, ephemeral volume or DataVolume of the input creates it, so the volume stays unused; often '
    + 'one of the two names is mistyped.',
  fix: 'Correct namespace and name in spec.claimRef, or add the claim.',
  source: 'component-helpers/storage/volume/pv_helpers.go IsVolumeBoundToClaim',
  failing: replaced(RESERVED_VOLUME, { 'name: db': 'name: dbb' }),
  passing: manifests`
    ${RESERVED_VOLUME}
    ---
    ${RESERVING_CLAIM}
  `,
  expects: 'PersistentVolume/data spec.claimRef',
  * check(view) {
    for (const volume of view.inventory.volumes) {
      const { claimRef } = volume;
      if (!claimRef?.namespace || claimRef.uid) continue;
      const key = `${claimRef.namespace}/${claimRef.name}`;
      if (view.inventory.claims.has(key) || view.claim(claimRef.namespace, claimRef.name)) continue;
      if (view.find('PersistentVolumeClaim', claimRef.namespace, claimRef.name)) continue;
      yield { on: volume.item, path: 'spec.claimRef', message: `the volume is reserved for the claim "${key}", which nothing here creates.` };
    }
  },
};
