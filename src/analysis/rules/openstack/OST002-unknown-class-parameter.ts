import { classVerdicts, OST002 as judgement } from '../../../drivers/judgements/class-parameters';
import { on, rule } from '../rule';
import { cinderRelease, kubernetesOf } from '../shared/releases';

export const OST002 = rule(judgement, function* (view) {
  const context = { release: cinderRelease(view), kubernetesVersion: kubernetesOf(view) };
  for (const item of view.classes) yield* on(item, classVerdicts(judgement, item.object, context));
});
