import { classVerdicts, OST002 as judgement } from '../../../drivers/judgements';
import { on, Rule } from '../rule';
import { cinderRelease, kubernetesOf } from '../shared/releases';

export const OST002: Rule = {
  ...judgement,
  * check(view) {
    const context = { release: cinderRelease(view), kubernetesVersion: kubernetesOf(view) };
    for (const item of view.classes) yield* on(item, classVerdicts(judgement, item.object, context));
  },
};
