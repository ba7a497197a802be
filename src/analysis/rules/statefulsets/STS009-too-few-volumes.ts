import { count } from '../../../core/words';
import { satisfies, UNCLAIMED_VOLUME } from '../../binding/predicates';
import { claimTitle } from '../../model/claim-sources';
import { Claim, Volume } from '../../model/model';
import { rule } from '../rule';
import { isStatic } from '../shared/near-miss';
import { staticConfigs } from '../shared/static-provisioner';

export const STS009 = rule('STS009', function* (view) {
  const running = staticConfigs(view).filter(({ provisioners }) => provisioners.length);
  const discovered = new Set(running.flatMap(({ classes }) => classes.map(({ name }) => name)));
  for (const item of view.of('StatefulSet')) {
    for (const claim of view.templatesOf(item)) {
      const [made] = view.made(claim);
      if (made && discovered.has(made.className)) continue; // the static provisioner creates volumes for disks of the nodes
      const offered = made && view.inventory.volumes.some(({ className }) => className === made.className);
      if (!made || !isStatic(view, claim) || !(offered || view.closedWorld)) continue;
      const fitting = view.inventory.volumes.filter((volume) => serves(volume, made)).length;
      const wanted = view.mostReplicas(item);
      if (fitting >= wanted) continue;
      const scaled = view.scaler(item) ? ' at the maximum of its autoscaler' : '';
      yield {
        on: item,
        path: 'spec.replicas',
        message: `${count(wanted, 'replica')}${scaled} each need a volume for ${claimTitle(claim)}, but only ${fitting} match.`,
      };
    }
  }
});

/** Whether the claim of some replica can bind to a volume. */
function serves(volume: Volume, claim: Claim): boolean {
  const set = (name: string) => name.replace(/-\d+$/, '');
  if (volume.claimRef && (volume.claimRef.namespace !== claim.namespace || set(volume.claimRef.name) !== set(claim.name))) return false;
  return satisfies(UNCLAIMED_VOLUME, claim, volume);
}
