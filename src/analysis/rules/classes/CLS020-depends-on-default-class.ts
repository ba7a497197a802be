import { names } from '../../../core/words';
import { DEFAULT_VIRT_CLASS } from '../../../drivers/cdi';
import { DEFAULT_CLASS_ANNOTATIONS } from '../../../kubernetes/default-class';
import { claimTitle, specPath, writtenClass } from '../../model/claim-sources';
import { rule } from '../rule';

/** Annotations of default classes; the last one is for DataVolumes, and takes precedence there. */
const DEFAULTS = [...DEFAULT_CLASS_ANNOTATIONS, DEFAULT_VIRT_CLASS];

export const CLS020 = rule('CLS020', function* (view) {
  const hasDefault = view.classes.some(({ annotations }) => DEFAULTS.some((name) => annotations[name] === 'true'));
  for (const claim of view.claims) {
    if (writtenClass(claim) !== undefined || hasDefault) continue;
    const on = { on: claim.item, path: specPath(claim, 'storageClassName') };
    const open = view.planned(claim).find(({ outcome, volumes }) => outcome === 'unknown' && volumes.length);
    if (open) yield { ...on, message: `${claimTitle(claim)} names no class, so it binds to ${names(open.volumes)} only if the cluster has no default class.` };
    if (claim.kind === 'dataVolume') {
      yield { ...on, severity: view.closedWorld ? 'warning' : undefined, message: `DataVolume "${claim.name}" names no class, so it waits for a default class, and the input has none.`, fix: 'Name the class.' };
    }
  }
});
