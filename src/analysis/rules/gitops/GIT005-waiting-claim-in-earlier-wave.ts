import { text } from '../../../core/fields';
import { Rule } from '../rule';
import { annotation, waveOf } from '../shared/argo';
import { waits } from '../shared/volumes';

export const GIT005: Rule = {
  id: 'GIT005',
  severity: 'error',
  title: 'A claim that waits for its pod is synced in a wave before the pod',
  why: 'Argo CD holds a claim for healthy once it is Bound, and starts the next wave only then. A claim of a WaitForFirstConsumer class is bound when its pod is scheduled: each waits for the other, for ever.',
  fix: 'Put claim and workload into the same wave.',
  source: 'argo-cd resource health of PersistentVolumeClaim; pkg/controller/volume/persistentvolume',
  * check(view) {
    for (const claim of view.claims) {
      const users = view.users(claim).map(({ item }) => waveOf(item));
      const own = waveOf(claim.item);
      if (claim.kind !== 'claim' || own === undefined || !users.length || !waits(view.classOf(claim)) || text(claim.spec.volumeName)) continue;
      const first = Math.min(...users.map((wave) => wave ?? -Infinity));
      if (first <= own) continue;
      yield { on: claim.item, path: annotation('sync-wave'), message: `the claim "${claim.name}" is in wave ${own} and waits for a pod of wave ${first}.` };
    }
  },
};
