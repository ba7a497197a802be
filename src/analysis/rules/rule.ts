import type { Judgement, Verdict } from '../../core/judgement';
import type { ManifestObject } from '../model/manifest-object';
import type { View } from '../model/view';

export type { Severity } from '../../core/judgement';

/** What a rule says about one object; the engine adds place, severity and fix. */
export interface Draft extends Verdict {
  readonly on: ManifestObject;
  /** Overrides the line of `path`, for documents that are not objects. */
  readonly line?: number;
}

/**
 * A rule: a judgement of the objects of an input. Its example is test/analysis/rules/<group>/<ID>.yaml.
 *
 * A rule is pure: the same view gives the same drafts, in the order of the objects. It never throws, whatever the manifests hold: read
 * fields with the functions of `core/fields`. It never puts the value of a secret into a message.
 */
export interface Rule extends Judgement {
  check(view: View): Iterable<Draft>;
}

/** The verdicts about one object, as drafts. */
export function on(item: ManifestObject, verdicts: Iterable<Verdict>): Draft[] {
  return [...verdicts].map((verdict) => ({ on: item, ...verdict }));
}
