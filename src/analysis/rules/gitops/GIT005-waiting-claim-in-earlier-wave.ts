import { text } from '../../../core/fields';
import { Rule } from '../rule';
import { annotation, waveOf } from '../shared/argo';
import { waits } from '../shared/volumes';

export const GIT005: Rule = {
  id: 'GIT005',
  severity: 'error',
  title: 'WaitForFirstConsumer claim in a wave before its pod',
  why: 'Argo CD considers a claim healthy when it is Bound, and only then starts the next wave. A WaitForFirstConsumer claim binds when '
    + 'its pod is scheduled, so the sync deadlocks.',
  fix: 'Move the claim and the workload to the same wave.',
  source: 'argo-cd resource health of PersistentVolumeClaim; pkg/controller/volume/persistentvolume',
  * check(view) {
    for (const claim of view.claims) {
      const users = view.users(claim).map(({ item }) => waveOf(item));
      const own = waveOf(claim.item);
      if (claim.kind !== 'claim' || own === undefined || !users.length || !waits(view.classOf(claim)) || text(claim.spec.volumeName)) continue;
      const first = Math.min(...users.map((wave) => wave ?? -Infinity));
      if (first <= own) continue;
      yield {
        on: claim.item,
        path: annotation('sync-wave'),
        message: `claim "${claim.name}" is in wave ${own}, but its first consumer is in wave ${first}.`,
      };
    }
  },
};
