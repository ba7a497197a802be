import { names } from '../../../core/words';
import { FIND_MATCHING_VOLUME, satisfies } from '../../binding/predicates';
import { Claim, Node, Volume } from '../../model/model';
import { nodeRejection } from '../../model/node-selection';
import { rule } from '../rule';
import { waits } from '../shared/volumes';

export const BND026 = rule('BND026', function* (view) {
  const { inventory } = view;
  for (const planned of view.plan.pods.filter(({ outcome }) => outcome === 'unschedulable')) {
    const pod = inventory.pods.get(`${planned.namespace}/${planned.name}`);
    const claims = [...new Set(pod?.uses.map(({ claimName }) => inventory.claims.get(`${pod.namespace}/${claimName}`)))]
      .filter((claim): claim is Claim => claim !== undefined && !claim.volumeName && waits(view.find('StorageClass', '', claim.className)));
    if (!pod || claims.length < 2 || claims.length > MOST_CLAIMS) continue;
    const node = inventory.nodes.find((candidate) => !nodeRejection(pod, candidate) && isServable(claims, inventory.volumes, candidate));
    if (!node) continue;
    yield {
      on: pod.item,
      path: `${pod.source.path}.volumes`,
      message: `node "${node.name}" has a volume for each of the claims ${names(claims.map(({ name }) => name))}, but the scheduler does `
        + 'not find that assignment.',
    };
  }
});

const MOST_CLAIMS = 20;

/** Whether each claim can have a volume of its own (augmenting paths). */
function isServable(claims: readonly Claim[], volumes: readonly Volume[], node: Node): boolean {
  const unclaimed = volumes.filter(({ claimRef }) => !claimRef);
  const fitting = claims.map((claim) => unclaimed.filter((volume) => satisfies(FIND_MATCHING_VOLUME, claim, volume, node)));
  const holder = new Map<Volume, number>();
  const place = (claim: number, tried: Set<Volume>): boolean => fitting[claim].some((volume) => {
    if (tried.has(volume)) return false;
    tried.add(volume);
    const other = holder.get(volume);
    if (other !== undefined && !place(other, tried)) return false;
    holder.set(volume, claim);
    return true;
  });
  return claims.every((_, i) => place(i, new Set()));
}
