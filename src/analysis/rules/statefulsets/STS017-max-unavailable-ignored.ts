import { maxUnavailableIgnored, STS017 as judgement } from '../../../kubernetes/judgements/workloads';
import { on, rule } from '../rule';

export const STS017 = rule(judgement, function* (view) {
  for (const item of view.of('StatefulSet')) yield* on(item, maxUnavailableIgnored(item.object));
});
