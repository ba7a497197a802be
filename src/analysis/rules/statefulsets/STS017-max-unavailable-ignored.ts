import { maxUnavailableIgnored, STS017 as judgement } from '../../../kubernetes/judgements/workloads';
import { on, Rule } from '../rule';

export const STS017: Rule = {
  ...judgement,
  * check(view) {
    for (const item of view.of('StatefulSet')) yield* on(item, maxUnavailableIgnored(item.object));
  },
};
