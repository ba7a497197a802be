import { fields, text } from '../../../core/fields';
import { names } from '../../../core/words';
import type { ManifestObject } from '../../model/manifest-object';
import { rule } from '../rule';

export const BND030 = rule('BND030', function* (view) {
  const standard = view.defaultClass;
  if (!standard) return;
  const lists = new Set(view.plan.claims.filter(({ storageClass }) => storageClass === '').map(({ volumes }) => volumes)); // claims share them
  const wanted = new Set([...lists].flat());
  const idle = view.inventory.volumes.filter(({ name, className, item }) => className === '' && !wanted.has(name) && !isReserved(item));
  if (!idle.length) return;
  yield {
    on: idle[0].item,
    path: 'spec.storageClassName',
    message: `claims that name no class get the default class "${standard.name}", so they never bind to ${names(idle.map(({ name }) => name))}.`,
  };
});

function isReserved({ spec }: ManifestObject): boolean {
  return text(fields(spec.claimRef).name) !== undefined;
}
