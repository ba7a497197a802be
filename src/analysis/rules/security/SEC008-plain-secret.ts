import { literalCredentials, SEC008 as JUDGEMENT } from '../../../openstack/judgements/secrets';
import { on, Rule } from '../rule';

export const SEC008: Rule = {
  ...JUDGEMENT,
  * check(view) {
    for (const item of view.of('Secret')) yield* on(item, literalCredentials(item.object));
  },
};
