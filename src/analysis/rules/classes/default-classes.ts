import { fields } from '../../../core/fields';
import { names, shown } from '../../../core/words';
import { DEFAULT_VIRT_CLASS } from '../../../drivers/cdi';
import { ALPHA_CLASS, BETA_CLASS } from '../../../kubernetes/annotations';
import { CHANGED_IN } from '../../../kubernetes/changes';
import { BETA_DEFAULT_CLASS, DEFAULT_CLASS_ANNOTATIONS } from '../../../kubernetes/default-class';
import { minorNumber } from '../../../kubernetes/minor';
import { claimTitle, specPath, writtenClass } from '../../model/claim-sources';
import { about, rule } from '../rule';

export const CLS002 = rule('CLS002', function* (view) {
  const [first, ...others] = view.defaultClasses;
  for (const other of others) {
    const effect = view.kubernetes < minorNumber(CHANGED_IN.severalDefaultClasses) ? 'claims without a class are rejected'
      : 'claims without a class receive the newest of them';
    yield about(other, 'metadata.annotations', `"${first.name}" and "${other.name}" are both default classes; ${effect}.`);
  }
});

export const CLS003 = rule('CLS003', function* (view) {
  for (const item of view.classes) {
    for (const key of DEFAULT_CLASS_ANNOTATIONS) {
      const value = fields(item.metadata.annotations)[key];
      if (value === undefined || value === null || ['true', 'false', ''].includes(value)) continue;
      const effect = typeof value === 'string' ? 'is ignored, so the class is not the default' : 'is not a string, so the API server '
        + 'rejects the class';
      yield about(item, `metadata.annotations[${key}]`, `value ${shown(value)} ${effect}.`);
    }
  }
});

export const CLS009 = rule('CLS009', function* (view) {
  const sources = [
    ...view.claims.map((claim) => ({ on: claim.item, base: claim.path, metadata: claim.metadata, spec: claim.spec })),
    ...view.volumes.map((volume) => ({ on: volume, base: '', metadata: volume.metadata, spec: volume.spec })),
  ];
  for (const { on, base, metadata, spec } of sources) {
    const path = (key: string) => [base, `metadata.annotations[${key}]`].filter(Boolean).join('.');
    const { [BETA_CLASS]: beta, [ALPHA_CLASS]: alpha } = fields(metadata.annotations);
    if (beta !== undefined) {
      const effect = spec.storageClassName !== undefined && spec.storageClassName !== beta
        ? `, which overrides storageClassName "${shown(spec.storageClassName)}"` : '';
      yield about(on, path(BETA_CLASS), `a deprecated annotation sets the class to "${shown(beta)}"${effect}.`);
    }
    if (alpha !== undefined) yield about(on, path(ALPHA_CLASS), 'the alpha annotation for the class is ignored.');
  }
  for (const item of view.classes) {
    if (fields(item.metadata.annotations)[BETA_DEFAULT_CLASS] !== undefined) {
      yield about(item, `metadata.annotations[${BETA_DEFAULT_CLASS}]`, 'the beta annotation for the default class is deprecated.');
    }
  }
});

/** Annotations of default classes; the last one is for DataVolumes, and takes precedence there. */
const DEFAULTS = [...DEFAULT_CLASS_ANNOTATIONS, DEFAULT_VIRT_CLASS];

export const CLS020 = rule('CLS020', function* (view) {
  const hasDefault = view.classes.some(({ annotations }) => DEFAULTS.some((name) => annotations[name] === 'true'));
  for (const claim of view.claims) {
    if (writtenClass(claim) !== undefined || hasDefault) continue;
    const on = { on: claim.item, path: specPath(claim, 'storageClassName') };
    const open = view.planned(claim).find(({ outcome, volumes }) => outcome === 'unknown' && volumes.length);
    if (open) {
      yield {
        ...on,
        message: `${claimTitle(claim)} names no class, so it binds to ${names(open.volumes)} only if the cluster has no `
        + 'default class.',
      };
    }
    if (claim.kind === 'dataVolume') {
      yield {
        ...on,
        severity: view.closedWorld ? 'warning' : undefined,
        message: `DataVolume "${claim.name}" names no class, so it waits for a `
        + 'default class, and the input has none.',
        fix: 'Name the class.',
      };
    }
  }
});
