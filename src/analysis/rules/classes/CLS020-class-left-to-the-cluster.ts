import { DEFAULT_VIRT_CLASS } from '../../../drivers/cdi';
import { DEFAULT_CLASS_ANNOTATIONS } from '../../../kubernetes/default-class';
import { claimTitle, specPath, writtenClass } from '../../model/claim-sources';
import { Rule } from '../rule';
import { names } from '../shared/words';

/** Marks of the class that claims without one get, and of the one that DataVolumes get before it. */
const DEFAULTS = [...DEFAULT_CLASS_ANNOTATIONS, DEFAULT_VIRT_CLASS];

export const CLS020: Rule = {
  id: 'CLS020',
  severity: 'info',
  openWorld: 'same',
  title: 'The default class of the cluster decides about a claim',
  why: 'In a cluster without a default class the claim takes a volume without class. In one that has a default class it gets that class, never matches the volume, and a new one is made, or none. A DataVolume, which no volume is at hand for, waits until there is one.',
  fix: 'Write storageClassName: "" for a volume without class, or the name of the class that is meant.',
  source: 'plugin/pkg/admission/storage/storageclass/setdefault/admission.go',
  * check(view) {
    const hasDefault = view.classes.some(({ annotations }) => DEFAULTS.some((name) => annotations[name] === 'true'));
    for (const claim of view.claims) {
      if (writtenClass(claim) !== undefined || hasDefault) continue;
      const on = { on: claim.item, path: specPath(claim, 'storageClassName') };
      const open = view.planned(claim).find(({ outcome, volumes }) => outcome === 'unknown' && volumes.length);
      if (open) yield { ...on, message: `${claimTitle(claim)} names no class: it gets ${names(open.volumes)} only where the cluster has no default class.` };
      if (claim.kind === 'dataVolume') {
        yield { ...on, severity: view.closedWorld ? 'warning' : undefined, message: `the DataVolume "${claim.name}" names no class: it waits for a default class, and none is here.` };
      }
    }
  },
};
