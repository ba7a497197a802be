import { text } from '../../../core/fields';
import { claimTitle, specPath, writtenClass } from '../../model/claim-sources';
import { Rule } from '../rule';

export const CLS001: Rule = {
  id: 'CLS001',
  severity: 'warning',
  openWorld: 'lower',
  title: 'The StorageClass of a claim is not defined',
  why: 'A class that does not exist provisions nothing: the claim stays Pending with storageclass.storage.k8s.io "…" not found. Often the name is mistyped. A name that volumes '
    + 'carry is legal without a class: it works as a label, and is not reported.',
  fix: 'Correct the name, add the class, or name it with --known-classes.',
  source: 'pkg/controller/volume/persistentvolume/pv_controller.go findProvisionablePlugin',
  * check(view) {
    const labels = new Set(view.inventory.volumes.map(({ className }) => className));
    for (const claim of view.claims) {
      const name = writtenClass(claim);
      if (!name || view.find('StorageClass', '', name) || view.inventory.world.knownClasses.has(name) || labels.has(name) || text(claim.spec.volumeName)) continue;
      const close = view.classes.map((c) => c.name).find((known) => isTypo(name, known));
      yield {
        on: claim.item,
        path: specPath(claim, 'storageClassName'),
        message: `${claimTitle(claim)} names the class "${name}", which is not here.`,
        fix: close ? `Write "${close}", if that is meant.` : undefined,
      };
    }
  },
};

/** Whether two names differ in one letter that is added, missing or another. */
function isTypo(a: string, b: string): boolean {
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return Math.max(a.length, b.length) - start - end <= 1;
}
