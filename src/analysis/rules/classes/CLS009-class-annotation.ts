import { fields } from '../../../core/fields';
import { ALPHA_CLASS, BETA_CLASS } from '../../../kubernetes/annotations';
import { BETA_DEFAULT_CLASS } from '../../../kubernetes/default-class';
import { Rule } from '../rule';
import { shown } from '../shared/words';

export const CLS009: Rule = {
  id: 'CLS009',
  severity: 'warning',
  title: 'A class set by annotation',
  why: 'volume.beta.kubernetes.io/storage-class still wins over storageClassName, even when it is empty, and nobody looks for it there. The alpha annotation is ignored altogether. '
    + 'The beta annotation for the default class works, but is deprecated.',
  fix: 'Use spec.storageClassName, and storageclass.kubernetes.io/is-default-class.',
  source: 'component-helpers/storage/volume/helpers.go GetPersistentVolumeClaimClass',
  * check(view) {
    const sources = [
      ...view.claims.map((claim) => ({ on: claim.item, base: claim.path, metadata: claim.metadata, spec: claim.spec })),
      ...view.volumes.map((volume) => ({ on: volume, base: '', metadata: volume.metadata, spec: volume.spec })),
    ];
    for (const { on, base, metadata, spec } of sources) {
      const path = (key: string) => [base, `metadata.annotations[${key}]`].filter(Boolean).join('.');
      const { [BETA_CLASS]: beta, [ALPHA_CLASS]: alpha } = fields(metadata.annotations);
      if (beta !== undefined) {
        const effect = spec.storageClassName !== undefined && spec.storageClassName !== beta ? `, which wins over storageClassName "${shown(spec.storageClassName)}"` : '';
        yield { on, path: path(BETA_CLASS), message: `the class is set by a deprecated annotation, "${shown(beta)}"${effect}.` };
      }
      if (alpha !== undefined) yield { on, path: path(ALPHA_CLASS), message: 'the alpha annotation for the class is ignored.' };
    }
    for (const item of view.classes) {
      if (fields(item.metadata.annotations)[BETA_DEFAULT_CLASS] !== undefined) yield { on: item, path: `metadata.annotations[${BETA_DEFAULT_CLASS}]`, message: 'the beta annotation for the default class is deprecated.' };
    }
  },
};
