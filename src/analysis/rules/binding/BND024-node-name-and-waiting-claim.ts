import { text } from '../../../core/fields';
import { SELECTED_NODE } from '../../../kubernetes/annotations';
import { claimTitle } from '../../model/claim-sources';
import { rule } from '../rule';
import { waits } from '../shared/volumes';

export const BND024 = rule('BND024', function* (view) {
  for (const pod of view.pods.filter((p) => text(p.spec.nodeName))) {
    for (const { name } of pod.volumes) {
      const claim = view.claimOfVolume(pod, name);
      if (!claim || !waits(view.classOf(claim)) || text(claim.spec.volumeName) || claim.metadata.annotations?.[SELECTED_NODE]) continue;
      if (view.planned(claim).some(({ outcome }) => outcome === 'bound')) continue;
      yield { on: pod.item, path: `${pod.path}.nodeName`, message: `the pod sets nodeName and bypasses the scheduler, but ${claimTitle(claim)} of class "${view.className(claim)}" waits for it.` };
    }
  }
});
