/*
 * A judgement describes a defect of a manifest. The pure function that detects it is in the knowledge layer (judgements/ of src/kubernetes,
 * src/drivers and src/openstack), with its severity and texts in the texts.json beside it, so that constructs and analysis give the same answer:
 *
 *     export const ACM008 = judgement('ACM008');
 *     export function* unsupportedModes(volume: Fields, kubernetes: Minor): Iterable<Verdict> { … }
 *
 * A rule passes the verdicts on with `on` (analysis/rules/rule.ts); a construct passes them to `report` (constructs/private/report.ts). Both
 * use the id of the judgement, so one acknowledgement suppresses both.
 */

export type Severity = 'error' | 'warning' | 'info';

/** A defect of an object, why it matters and how to fix it. */
export interface Judgement {
  /** Rule id, such as "ACM008"; documented in docs/rules/ACM008.md. */
  readonly id: string;
  readonly severity: Severity;
  /** Noun phrase that names the defect. */
  readonly title: string;
  /** What happens in the cluster. */
  readonly why: string;
  /** The fix, as an imperative sentence. */
  readonly fix: string;
  /** Upstream source file or document that decides it. */
  readonly source?: string;
  /** Kubernetes minors that the judgement applies to, inclusive. */
  readonly minors?: { readonly from?: string; readonly to?: string };
  /**
   * Effect on its verdicts when the cluster may contain objects that the input lacks: `same` keeps them, `lower` reports them one severity
   * lower, `silent` suppresses them.
   *
   * @default 'same'
   */
  readonly openWorld?: 'same' | 'lower' | 'silent';
  /** `strict`: a matter of style or a heuristic; the analysis reports it in strict mode only. */
  readonly preset?: 'strict';
}

/** Reads judgements from a table of texts by id. Throws if an id has no texts, which its type excludes as well. */
export function judgementsOf<Id extends string>(texts: { readonly [id in Id]: object }): (id: Id) => Judgement {
  return (id) => {
    if (!Object.hasOwn(texts, id)) throw new Error(`texts.json has no texts for ${id}`);
    return { id, ...texts[id] as Omit<Judgement, 'id'> };
  };
}

/** A finding of a judgement about one manifest. Never contains the value of a secret. */
export interface Verdict {
  /** Field path, such as "spec.accessModes"; empty for the whole object. */
  readonly path: string;
  readonly message: string;
  /** Overrides the fix of the judgement. */
  readonly fix?: string;
  /** Overrides the severity of the judgement, whether or not the input is complete. */
  readonly severity?: Severity;
}

/** The parts of a judgement that a report needs. */
export type Reported = Pick<Judgement, 'id' | 'severity' | 'fix' | 'minors' | 'openWorld' | 'preset'>;

const LOWER: { readonly [severity in Severity]: Severity } = { error: 'warning', warning: 'info', info: 'info' };

/** Severity of a verdict, given whether the input contains everything in the cluster. Undefined if it must not be reported. */
export function severityOf(
  { severity, openWorld = 'same' }: Pick<Judgement, 'severity' | 'openWorld'>, verdict: Pick<Verdict, 'severity'>, closedWorld: boolean,
): Severity | undefined {
  if (verdict.severity) return verdict.severity;
  if (closedWorld || openWorld === 'same') return severity;
  return openWorld === 'silent' ? undefined : LOWER[severity];
}
