import { OST012 as judgement, snapshotClassVerdicts } from '../../../drivers/judgements/class-parameters';
import { on, rule } from '../rule';
import { cinderRelease, kubernetesOf } from '../shared/releases';

export const OST012 = rule(judgement, function* (view) {
  const context = { release: cinderRelease(view), kubernetesVersion: kubernetesOf(view) };
  for (const item of view.items) {
    if (item.kind === 'VolumeSnapshotClass') yield* on(item, snapshotClassVerdicts(item.object, context));
  }
});
