import { names } from '../../../core/words';
import { DEFAULT_VIRT_CLASS } from '../../../drivers/cdi';
import { DEFAULT_CLASS_ANNOTATIONS } from '../../../kubernetes/default-class';
import { claimTitle, specPath, writtenClass } from '../../model/claim-sources';
import { Rule } from '../rule';

/** Annotations of default classes; the last one is for DataVolumes, and takes precedence there. */
const DEFAULTS = [...DEFAULT_CLASS_ANNOTATIONS, DEFAULT_VIRT_CLASS];

export const CLS020: Rule = {
  id: 'CLS020',
  severity: 'info',
  openWorld: 'same',
  title: 'Claim depends on the default class of the cluster',
  why: 'In a cluster without a default class, the claim binds to a volume without a class. In one with a default class it receives that '
    + 'class and never matches the volume. A DataVolume without a matching volume waits until there is a default class.',
  fix: 'Set storageClassName: "" to use a volume without a class, or name the class.',
  source: 'plugin/pkg/admission/storage/storageclass/setdefault/admission.go',
  * check(view) {
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
  },
};
