import { defaultWithoutProvisioner, LOC016 as judgement } from '../../../drivers/class-judgements';
import { on, Rule } from '../rule';

export const LOC016: Rule = {
  ...judgement,
  * check(view) {
    const { defaultClass } = view.inventory;
    const item = defaultClass && view.find('StorageClass', '', defaultClass.name);
    if (item) yield* on(item, defaultWithoutProvisioner(item.object));
  },
};
