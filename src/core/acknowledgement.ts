/*
 * Acknowledgements: findings that a user accepts, each with a reason.
 *
 * On a construct: `Advice.of(scope).acknowledge('BND006', 'reason')`, for it and all below it. In YAML: the annotation
 * `cdk8s-openstack/acknowledge: "BND006=reason; STS001=reason"`, for that object. Synth writes the first as the second, for those who read YAML only.
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

/** A semicolon that ends a reason: a rule follows, or nothing. */
const SEPARATOR = /;(?=\s*(?:[A-Za-z]{3}\d{3}\s*(?:=|;|$)|$))/;

/** Reads "BND006=reason; STS001=reason". A semicolon that no rule follows belongs to the reason. */
export function parseAcknowledgements(text: string): Acknowledged[] {
  return text.split(SEPARATOR).map((part) => part.trim()).filter(Boolean).map((part) => {
    const [id, ...reason] = part.split('=');
    return { id: id.trim(), reason: reason.join('=').trim() };
  });
}

/** Writes what `parseAcknowledgements` reads. */
export function formatAcknowledgements(acknowledgements: readonly Acknowledged[]): string {
  return acknowledgements.map(({ id, reason }) => `${id}=${writable(reason)}`).join('; ');
}

/** Whether two acknowledgements say the same, one of them perhaps as an annotation. */
export function isSameAcknowledgement(one: Acknowledged, other: Acknowledged): boolean {
  return one.id === other.id && writable(one.reason) === writable(other.reason);
}

/** A reason that an annotation can hold: what would end it there becomes a comma. */
function writable(reason: string): string {
  return reason.trim().split(SEPARATOR).map((part) => part.trim()).filter(Boolean).join(', ');
}
