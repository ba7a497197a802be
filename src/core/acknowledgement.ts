/*
 * Acknowledgements: findings that a user accepts, each with a reason.
 *
 * On a construct: `Advice.of(scope).acknowledge('BND006', 'reason')`, for it and all below it. In YAML: the annotation
 * `cdk8s-openstack/acknowledge: "BND006=reason; STS001=reason"`, for that object.
 */

export const ANNOTATION = 'cdk8s-openstack/acknowledge';

/** Types of the metadata that constructs carry. */
export const METADATA = {
  /** An acknowledgement: `{ id, reason }`. */
  acknowledged: 'cdk8s-openstack:acknowledge',
  /** Advice that a construct gives about itself: a `Note`. */
  advice: 'cdk8s-openstack:advice',
  /** Marks a scope whose objects an analysis checks at synth: `{ strict }`. */
  analysed: 'cdk8s-openstack:analysed',
  /** An object that exists in the cluster, to which a construct refers: `{ kind, name, namespace? }`. */
  existing: 'cdk8s-openstack:existing',
} as const;

/** Whether an id belongs to a rule rather than to `Advice` alone. */
export function isRuleId(id: unknown): id is string {
  return typeof id === 'string' && /^[A-Z]{3}\d{3}$/.test(id);
}

/** One acknowledgement. */
export interface Acknowledged {
  readonly id: string;
  /** Empty if no reason is given: such an acknowledgement suppresses nothing. */
  readonly reason: string;
}

/** Reads "BND006=reason; STS001=reason". A semicolon that no rule follows belongs to the reason. */
export function parseAcknowledgements(text: string): Acknowledged[] {
  return text.split(/;(?=\s*(?:[A-Za-z]{3}\d{3}\s*(?:=|;|$)|$))/).map((part) => part.trim()).filter(Boolean).map((part) => {
    const [id, ...reason] = part.split('=');
    return { id: id.trim(), reason: reason.join('=').trim() };
  });
}
