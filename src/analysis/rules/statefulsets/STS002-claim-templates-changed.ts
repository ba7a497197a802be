import { fields, list } from '../../../core/fields';
import type { ManifestObject } from '../../model/manifest-object';
import { rule } from '../rule';
import { changed, same } from '../shared/changes';

export const STS002 = rule('STS002', function* (view) {
  for (const { item, before } of changed(view, 'StatefulSet')) {
    if (same(templates(item), templates(before))) continue;
    yield { on: item, path: 'spec.volumeClaimTemplates', message: 'volumeClaimTemplates differs from the previous render, but is immutable.' };
  }
});

/** The claim templates with defaults, and without the fields that the API server does not compare. */
function templates(item: ManifestObject) {
  return list(item.spec.volumeClaimTemplates).map(fields).map(({ metadata, spec }) => ({
    metadata,
    spec: { ...fields(spec), volumeMode: fields(spec).volumeMode ?? 'Filesystem' },
  }));
}
