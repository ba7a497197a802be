import type { Item } from '../model/item';
import type { View } from '../model/view';

export type Severity = 'error' | 'warning' | 'info';

/** What a rule says about one object; the engine adds place, severity and fix. */
export interface Draft {
  readonly on: Item;
  /** Path of the field, such as "spec.accessModes". */
  readonly path: string;
  readonly message: string;
  /** In place of the line of `path`, for what is no object. */
  readonly line?: number;
  /** In place of the rule's own fix. */
  readonly fix?: string;
  /** In place of the rule's severity, in either world. */
  readonly severity?: Severity;
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
 * A rule: what is judged, why it matters, and two sets of manifests that are its test and its page.
 *
 * A rule is pure: the same view gives the same drafts, in the order of the objects. It never throws, whatever the manifests hold: read
 * fields with the functions of `core/fields`. It never puts the value of a secret into a message.
 */
export interface Rule {
  readonly id: string;
  readonly severity: Severity;
  /** A few words; what is wrong, not what is right. */
  readonly title: string;
  /** What happens in the cluster, in plain sentences. */
  readonly why: string;
  /** What to do about it, in a sentence. */
  readonly fix: string;
  /** Where Kubernetes or a driver decides it. */
  readonly source?: string;
  /** Kubernetes minors that the rule is about. */
  readonly minors?: { readonly from?: string; readonly to?: string };
  /**
   * What becomes of its findings while the cluster may hold objects that the input does not: `same` they do not depend on that, `lower` they
   * drop a severity, `silent` nothing is said.
   *
   * @default 'same'
   */
  readonly openWorld?: 'same' | 'lower' | 'silent';
  /** `strict`: a matter of taste or a rough guess, so only on request. */
  readonly preset?: 'strict';
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

/** Takes the indentation off a block of text that stands in code. */
export function dedent(text: string): string {
  const lines = text.replace(/^\n/, '').replace(/\s+$/, '').split('\n');
  const depth = Math.min(...lines.filter((line) => line.trim()).map((line) => line.length - line.trimStart().length));
  return lines.map((line) => line.slice(depth)).join('\n') + '\n';
}
