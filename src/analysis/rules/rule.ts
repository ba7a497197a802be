import type { Judgement, Verdict } from '../../core/judgement';
import type { ManifestObject } from '../model/manifest-object';
import type { View } from '../model/view';

export type { Severity } from '../../core/judgement';

/** What a rule says about one object; the engine adds place, severity and fix. */
export interface Draft extends Verdict {
  readonly on: ManifestObject;
  /** In place of the line of `path`, for what is no object. */
  readonly line?: number;
}

/** Options that a rule's examples are judged with. */
export interface ExampleOptions {
  readonly kubernetes?: string;
  readonly release?: string;
  readonly closedWorld?: boolean;
  readonly knownClasses?: string[];
  readonly knownDrivers?: string[];
  readonly knownSecrets?: string[];
}

/**
 * A rule: a judgement of the objects of an input, and two sets of manifests that are its test and its page.
 *
 * A rule is pure: the same view gives the same drafts, in the order of the objects. It never throws, whatever the manifests hold: read
 * fields with the functions of `core/fields`. It never puts the value of a secret into a message.
 */
export interface Rule extends Judgement {
  /** Options that both examples need. */
  readonly example?: ExampleOptions;
  /** Manifests that give this rule's finding, at `expects`. */
  readonly failing: string;
  /** Manifests that do not. */
  readonly passing: string;
  /** The render before this one, for rules that compare. */
  readonly previous?: string;
  /** `Kind/name path` of the finding in `failing`. */
  readonly expects: string;
  check(view: View): Iterable<Draft>;
}

/** The verdicts about one object, as drafts. */
export function on(item: ManifestObject, verdicts: Iterable<Verdict>): Draft[] {
  return [...verdicts].map((verdict) => ({ on: item, ...verdict }));
}

/** Takes the indentation off a block of text that stands in code. */
export function dedent(text: string): string {
  const lines = text.replace(/^\n/, '').replace(/\s+$/, '').split('\n');
  const depth = Math.min(...lines.filter((line) => line.trim()).map((line) => line.length - line.trimStart().length));
  return lines.map((line) => line.slice(depth)).join('\n') + '\n';
}
