import { defaultWithoutProvisioner, LOC016 as judgement } from '../../../drivers/judgements/class-settings';
import { on, rule } from '../rule';

export const LOC016 = rule(judgement, function* (view) {
  const { defaultClass } = view.inventory;
  const item = defaultClass && view.find('StorageClass', '', defaultClass.name);
  if (item) yield* on(item, defaultWithoutProvisioner(item.object));
});
