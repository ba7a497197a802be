import { fields, text } from '../../../core/fields';
import { SELECTED_NODE } from '../../../kubernetes/annotations';
import { claimTitle } from '../../model/claim-sources';
import { about, rule } from '../rule';
import { waits } from '../shared/volumes';

export const BND023 = rule('BND023', function* (view) {
  for (const pod of view.pods) {
    for (const volume of pod.volumes) {
      const claimName = text(fields(volume.value.persistentVolumeClaim).claimName);
      if (!claimName || view.claimOfVolume(pod, volume.name) || view.isKnownClaim(pod.namespace, claimName)) continue;
      yield about(pod.item, `${volume.path}.${volume.value.dataVolume ? 'dataVolume.name' : 'persistentVolumeClaim.claimName'}`,
        `the pod uses claim "${claimName}", which nothing in the input creates in namespace "${pod.namespace}".`);
    }
  }
});

export const BND024 = rule('BND024', function* (view) {
  for (const pod of view.pods.filter((p) => text(p.spec.nodeName))) {
    for (const { name } of pod.volumes) {
      const claim = view.claimOfVolume(pod, name);
      if (!claim || !waits(view.classOf(claim)) || text(claim.spec.volumeName) || claim.metadata.annotations?.[SELECTED_NODE]) continue;
      if (view.planned(claim).some(({ outcome }) => outcome === 'bound')) continue;
      yield about(pod.item, `${pod.path}.nodeName`,
        `the pod sets nodeName and bypasses the scheduler, but ${claimTitle(claim)} of class "${view.className(claim)}" waits for it.`);
    }
  }
});

export const BND025 = rule('BND025', function* (view) {
  for (const claim of view.claims) {
    if (claim.kind !== 'claim' || !waits(view.classOf(claim)) || view.users(claim).length || text(claim.spec.volumeName)) continue;
    if (view.planned(claim).some(({ outcome }) => outcome === 'bound')) continue;
    yield about(claim.item, 'spec', `no pod uses the claim, and its class "${view.className(claim)}" waits for the first consumer.`);
  }
});
