import { list } from '../../../core/fields';
import { MNT010 as judgement, mountOptionsOfDevice } from '../../../kubernetes/judgements/volume';
import { claimTitle, specPath, volumeModeOf } from '../../model/claim-sources';
import { on, rule } from '../rule';

export const MNT010 = rule(judgement, function* (view) {
  for (const item of view.volumes) yield* on(item, mountOptionsOfDevice(item.object));
  for (const claim of view.claims) {
    const storageClass = view.classOf(claim);
    if (volumeModeOf(claim) !== 'Block' || !storageClass || !list(storageClass.object.mountOptions).length) continue;
    yield {
      on: claim.item,
      path: specPath(claim, 'volumeMode'),
      message: `${claimTitle(claim)} has volumeMode Block, but its class "${storageClass.name}" sets mount options.`,
    };
  }
});
