import { text } from '../../../core/fields';
import { driverNamed } from '../../../drivers';
import { CINDER } from '../../../drivers/cinder';
import { CLS014 as judgement, foreignTopologyKeys } from '../../../drivers/judgements/class-settings';
import { flagOf } from '../../../kubernetes/args';
import { on, rule } from '../rule';
import { surroundingsOf } from '../shared/local-path';

export const CLS014 = rule(judgement, function* (view) {
  const added = view.pods.flatMap((pod) => pod.containers).flatMap(({ args }) => flagOf(args, 'additional-topology') ?? [])
    .flatMap((value) => value.split(',').map((pair) => pair.split('=')[0]));
  for (const item of view.classes) {
    const addedTopologyKeys = driverNamed(text(item.object.provisioner)) === CINDER ? added : [];
    yield* on(item, foreignTopologyKeys(item.object, { ...surroundingsOf(view, item), addedTopologyKeys }));
  }
});
