import { text } from '../../../core/fields';
import { claimTitle, specPath, writtenClass } from '../../model/claim-sources';
import { rule } from '../rule';

export const CLS001 = rule('CLS001', function* (view) {
  const labels = new Set(view.inventory.volumes.map(({ className }) => className));
  for (const claim of view.claims) {
    const name = writtenClass(claim);
    if (!name || view.find('StorageClass', '', name) || view.inventory.world.knownClasses.has(name) || labels.has(name) || text(claim.spec.volumeName)) {
      continue;
    }
    const close = view.classes.map((c) => c.name).find((known) => isTypo(name, known));
    yield {
      on: claim.item,
      path: specPath(claim, 'storageClassName'),
      message: `${claimTitle(claim)} names class "${name}", which is not in the input.`,
      fix: close ? `Write "${close}" if that class is meant.` : undefined,
    };
  }
});

/** Whether two names differ by one letter that is added, removed or replaced. */
function isTypo(a: string, b: string): boolean {
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return Math.max(a.length, b.length) - start - end <= 1;
}
