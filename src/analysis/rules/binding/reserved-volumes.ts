import { fields, isObject } from '../../../core/fields';
import { names, shown } from '../../../core/words';
import { isVolumeBoundToClaim } from '../../binding/predicates';
import { about, rule } from '../rule';

export const BND008 = rule('BND008', function* (view) {
  for (const volume of view.inventory.volumes) {
    const { claimRef } = volume;
    const claim = claimRef && view.inventory.claims.get(`${claimRef.namespace}/${claimRef.name}`);
    const source = claim && view.sourceOf(claim.key);
    const planned = source && view.planned(source).find((p) => p.name === claim.name);
    if (!claim || claim.volumeName || !isVolumeBoundToClaim(volume, claim) || !planned) continue;
    const others = planned.volumes.filter((name) => name !== volume.name);
    if (!others.length) continue;
    const verb = planned.outcome === 'oneOf' ? 'can bind' : 'binds';
    yield about(volume.item, 'spec.claimRef', `claim "${claim.key}", for which this volume is reserved, ${verb} to ${names(others)} instead.`);
  }
});

export const BND009 = rule('BND009', function* (view) {
  for (const volume of view.volumes) {
    const { claimRef } = volume.spec;
    if (isObject(claimRef) && claimRef.name && !claimRef.namespace) {
      yield about(volume, 'spec.claimRef', `the volume is reserved for claim "${shown(claimRef.name)}" without a namespace, which cannot exist.`);
    }
  }
});

export const BND010 = rule('BND010', function* (view) {
  for (const volume of view.inventory.volumes) {
    const { claimRef } = volume;
    const on = volume.item;
    const version = fields(on.spec.claimRef).resourceVersion;
    if (claimRef && !claimRef.uid && version) {
      yield about(on, 'spec.claimRef.resourceVersion',
        'claimRef has a resourceVersion copied from a live cluster, which the claim in this input will not have.', { severity: 'warning' });
    }
    if (!claimRef?.uid || view.inventory.claims.get(`${claimRef.namespace}/${claimRef.name}`)?.uid === claimRef.uid) continue;
    yield about(on, 'spec.claimRef.uid',
      `claimRef has the uid of another claim; "${claimRef.namespace}/${claimRef.name}" will get a new uid${
        volume.reclaimPolicy === 'Delete' ? ', and reclaim policy Delete then deletes the data' : ''}.`);
  }
});

export const BND011 = rule('BND011', function* (view) {
  for (const volume of view.inventory.volumes) {
    const { claimRef } = volume;
    if (!claimRef?.namespace || claimRef.uid) continue;
    const key = `${claimRef.namespace}/${claimRef.name}`;
    if (view.inventory.claims.has(key) || view.claim(claimRef.namespace, claimRef.name)) continue;
    if (view.find('PersistentVolumeClaim', claimRef.namespace, claimRef.name)) continue;
    yield about(volume.item, 'spec.claimRef', `the volume is reserved for claim "${key}", which nothing in the input creates.`);
  }
});
