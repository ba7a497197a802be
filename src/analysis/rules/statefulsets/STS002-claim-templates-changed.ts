import { fields, list } from '../../../core/fields';
import type { ManifestObject } from '../../model/manifest-object';
import { Rule } from '../rule';
import { changed, same } from '../shared/changes';

export const STS002: Rule = {
  id: 'STS002',
  severity: 'error',
  title: 'The claim templates of a StatefulSet changed',
  why: 'volumeClaimTemplates cannot be changed: the API server refuses the update, and kubectl apply or a GitOps sync stops there. The claims that exist would not change either.',
  fix: 'Patch the existing claims, delete the set with --cascade=orphan, and apply the new one.',
  source: 'pkg/apis/apps/validation/validation.go ValidateStatefulSetUpdate',
  * check(view) {
    for (const { item, before } of changed(view, 'StatefulSet')) {
      if (same(templates(item), templates(before))) continue;
      yield { on: item, path: 'spec.volumeClaimTemplates', message: 'the claim templates differ from the last render, and cannot be changed.' };
    }
  },
};

/** The claim templates with what the API server adds, and without what it does not compare. */
function templates(item: ManifestObject) {
  return list(item.spec.volumeClaimTemplates).map(fields).map(({ metadata, spec }) => ({ metadata, spec: { ...fields(spec), volumeMode: fields(spec).volumeMode ?? 'Filesystem' } }));
}
