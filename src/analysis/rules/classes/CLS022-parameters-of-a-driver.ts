import { text } from '../../../core/fields';
import { driverNamed } from '../../../drivers';
import { classVerdicts, CLS022 as judgement } from '../../../drivers/judgements/class-parameters';
import { MANILA } from '../../../drivers/manila';
import { on, rule } from '../rule';
import { kubernetesOf, manilaRelease } from '../shared/releases';

export const CLS022 = rule(judgement, function* (view) {
  const kubernetesVersion = kubernetesOf(view);
  for (const item of view.classes) {
    const release = driverNamed(text(item.object.provisioner)) === MANILA ? manilaRelease(view) : undefined;
    yield* on(item, classVerdicts(judgement, item.object, { release, kubernetesVersion }));
  }
});
