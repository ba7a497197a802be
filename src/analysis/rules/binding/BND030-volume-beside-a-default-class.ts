import { fields, text } from '../../../core/fields';
import type { ManifestObject } from '../../model/manifest-object';
import { Rule } from '../rule';
import { names } from '../shared/words';

export const BND030: Rule = {
  id: 'BND030',
  severity: 'info',
  title: 'A volume without class where claims get one',
  why: 'A claim that names no class gets the default one when it is created, and a class never matches a volume without. Only a claim with storageClassName: "" takes the volume.',
  fix: 'Give the volume a class, or its claim storageClassName: "".',
  source: 'plugin/pkg/admission/storage/storageclass/setdefault/admission.go',
  * check(view) {
    const standard = view.defaultClass;
    if (!standard) return;
    const lists = new Set(view.plan.claims.filter(({ storageClass }) => storageClass === '').map(({ volumes }) => volumes)); // claims share them
    const wanted = new Set([...lists].flat());
    const idle = view.inventory.volumes.filter(({ name, className, item }) => className === '' && !wanted.has(name) && !isReserved(item));
    if (!idle.length) return;
    yield {
      on: idle[0].item,
      path: 'spec.storageClassName',
      message: `claims without a class get "${standard.name}", and so never ${names(idle.map(({ name }) => name))}.`,
    };
  },
};

function isReserved({ spec }: ManifestObject): boolean {
  return text(fields(spec.claimRef).name) !== undefined;
}
