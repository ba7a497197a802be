import { fields } from '../../../core/fields';
import { shown } from '../../../core/words';
import { ALPHA_CLASS, BETA_CLASS } from '../../../kubernetes/annotations';
import { BETA_DEFAULT_CLASS } from '../../../kubernetes/default-class';
import { rule } from '../rule';

export const CLS009 = rule('CLS009', function* (view) {
  const sources = [
    ...view.claims.map((claim) => ({ on: claim.item, base: claim.path, metadata: claim.metadata, spec: claim.spec })),
    ...view.volumes.map((volume) => ({ on: volume, base: '', metadata: volume.metadata, spec: volume.spec })),
  ];
  for (const { on, base, metadata, spec } of sources) {
    const path = (key: string) => [base, `metadata.annotations[${key}]`].filter(Boolean).join('.');
    const { [BETA_CLASS]: beta, [ALPHA_CLASS]: alpha } = fields(metadata.annotations);
    if (beta !== undefined) {
      const effect = spec.storageClassName !== undefined && spec.storageClassName !== beta ? `, which overrides storageClassName "${shown(spec.storageClassName)}"` : '';
      yield { on, path: path(BETA_CLASS), message: `a deprecated annotation sets the class to "${shown(beta)}"${effect}.` };
    }
    if (alpha !== undefined) yield { on, path: path(ALPHA_CLASS), message: 'the alpha annotation for the class is ignored.' };
  }
  for (const item of view.classes) {
    if (fields(item.metadata.annotations)[BETA_DEFAULT_CLASS] !== undefined) yield { on: item, path: `metadata.annotations[${BETA_DEFAULT_CLASS}]`, message: 'the beta annotation for the default class is deprecated.' };
  }
});
