import { text } from '../../../core/fields';
import { rule } from '../rule';
import { annotation, waveOf } from '../shared/argo';
import { waits } from '../shared/volumes';

export const GIT005 = rule('GIT005', function* (view) {
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
});
