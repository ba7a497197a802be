/*
 * A judgement says what is wrong with a manifest. Its id, severity and texts stand beside the pure function that finds it, in the knowledge layer
 * (src/kubernetes, src/drivers, src/openstack), so that the wing that writes manifests and the wing that reads them give the same answer:
 *
 *     export const ACM008: Judgement = { id: 'ACM008', severity: 'warning', title: '…', why: '…', fix: '…' };
 *     export function* unsupportedModes(volume: Fields, kubernetes: Minor): Iterable<Verdict> { … }
 *
 * A rule spreads the judgement and passes the verdicts on with `on` (analysis/rules/rule.ts); a construct passes them to `report`
 * (constructs/private/report.ts). Both use the rule's id, and one acknowledgement closes both.
 */

export type Severity = 'error' | 'warning' | 'info';

/** What can be wrong with an object, why that matters and what helps. */
export interface Judgement {
  /** Such as "ACM008"; its page is docs/rules/ACM008.md. */
  readonly id: string;
  readonly severity: Severity;
  /** Names the defect in a few words. */
  readonly title: string;
  /** What happens in the cluster, in plain sentences. */
  readonly why: string;
  /** What to do about it, in a sentence. */
  readonly fix: string;
  /** Where Kubernetes or a driver decides it. */
  readonly source?: string;
  /** Kubernetes minors that the judgement is about, the last one included. */
  readonly minors?: { readonly from?: string; readonly to?: string };
  /**
   * What becomes of its verdicts while the cluster may hold objects that the input does not: `same` they do not depend on that, `lower` they
   * drop a severity, `silent` nothing is said.
   *
   * @default 'same'
   */
  readonly openWorld?: 'same' | 'lower' | 'silent';
  /** `strict`: a matter of taste or a rough guess, which the analysis reports on request only. */
  readonly preset?: 'strict';
}

/** What a judgement says about one manifest. Never holds the value of a secret. */
export interface Verdict {
  /** Path of the field, such as "spec.accessModes"; empty for the whole object. */
  readonly path: string;
  readonly message: string;
  /** In place of the judgement's own fix. */
  readonly fix?: string;
  /** In place of the judgement's severity, in either world. */
  readonly severity?: Severity;
}

/** What reporting a judgement takes of it. */
export type Reported = Pick<Judgement, 'id' | 'severity' | 'fix' | 'minors' | 'openWorld' | 'preset'>;

const LOWER: { readonly [severity in Severity]: Severity } = { error: 'warning', warning: 'info', info: 'info' };

/** How bad a verdict is, given whether the input is all there is in the cluster. Undefined where nothing is to be said. */
export function severityOf(
  { severity, openWorld = 'same' }: Pick<Judgement, 'severity' | 'openWorld'>, verdict: Pick<Verdict, 'severity'>, closedWorld: boolean,
): Severity | undefined {
  if (verdict.severity) return verdict.severity;
  if (closedWorld || openWorld === 'same') return severity;
  return openWorld === 'silent' ? undefined : LOWER[severity];
}
