import { fields, list } from '../../../core/fields';
import type { ManifestObject } from '../../model/manifest-object';
import { Rule } from '../rule';
import { changed, same } from '../shared/changes';

export const STS002: Rule = {
  id: 'STS002',
  severity: 'error',
  title: 'Claim templates of a StatefulSet changed',
  why: 'volumeClaimTemplates is immutable. The API server rejects the update, and kubectl apply or a GitOps sync stops there. Existing '
    + 'claims would not change either.',
  fix: 'Patch the existing claims, delete the set with --cascade=orphan, and apply the new one.',
  source: 'pkg/apis/apps/validation/validation.go ValidateStatefulSetUpdate',
  * check(view) {
    for (const { item, before } of changed(view, 'StatefulSet')) {
      if (same(templates(item), templates(before))) continue;
      yield { on: item, path: 'spec.volumeClaimTemplates', message: 'volumeClaimTemplates differs from the previous render, but is immutable.' };
    }
  },
};

/** The claim templates with defaults, and without the fields that the API server does not compare. */
function templates(item: ManifestObject) {
  return list(item.spec.volumeClaimTemplates).map(fields).map(({ metadata, spec }) => ({
    metadata,
    spec: { ...fields(spec), volumeMode: fields(spec).volumeMode ?? 'Filesystem' },
  }));
}
