import { literalCredentials, SEC008 as JUDGEMENT } from '../../../openstack/judgements/secrets';
import { on, rule } from '../rule';

export const SEC008 = rule(JUDGEMENT, function* (view) {
  for (const item of view.of('Secret')) yield* on(item, literalCredentials(item.object));
});
