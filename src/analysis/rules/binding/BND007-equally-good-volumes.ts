import { Claimants } from './claimants';
import { claimTitle, specPath } from '../../model/claim-sources';
import { Rule } from '../rule';
import { names } from '../shared/words';

export const BND007: Rule = {
  id: 'BND007',
  severity: 'info',
  title: 'Several volumes are equally good for the claim',
  why: 'The claim binds, but to which of these volumes is left to chance. A test that always sees the same one proves nothing: with two candidates the first is '
    + 'taken in about seven of eight runs. It matters when one of them holds data.',
  fix: 'Name the volume (volumeName in the claim, claimRef in the volume), or give the volumes different sizes or labels.',
  source: 'pkg/controller/volume/persistentvolume/index.go findByClaim',
  * check(view) {
    const claimants = new Claimants(view);
    for (const claim of view.claims) {
      const open = view.planned(claim).find(({ outcome, volumes, mayStayUnbound }) => outcome === 'oneOf' && !mayStayUnbound
        && !claimants.contested(volumes).length);
      if (!open) continue;
      yield { on: claim.item, path: specPath(claim), message: `${claimTitle(claim)} binds to any of ${names(open.volumes)}: they are equally good for it.` };
    }
  },
};
