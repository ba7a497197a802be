/*
 * Acknowledgements: what a user says is right as it is, and why.
 *
 * On a construct: `Advice.of(scope).acknowledge('BND006', 'reason')`, for it and all below it. In YAML: the annotation
 * `cdk8s-openstack/acknowledge: "BND006=reason; STS001=reason"`, for that object.
 */
import type { IConstruct } from 'constructs';
import { Entry } from '../model/model';

export const ANNOTATION = 'cdk8s-openstack/acknowledge';
/** Type of the metadata that `Advice.acknowledge` leaves on a construct. */
const METADATA = 'cdk8s-openstack:acknowledge';
const RULE_ID = /^[A-Z]{3}\d{3}$/;

/** One rule acknowledged in one place. */
export interface Acknowledgement {
  readonly id: string;
  /** Empty where none is given: such an acknowledgement closes nothing. */
  readonly reason: string;
  /** The object whose annotation it is. */
  readonly entry?: Entry;
  /** The construct whose metadata it is. */
  readonly construct?: IConstruct;
}

/** Finds the acknowledgements that apply to objects, and remembers which were needed. */
export class Acknowledgements {
  private readonly known = new Map<unknown, Acknowledgement[]>();
  private readonly used = new Set<Acknowledgement>();

  /** @param root The construct whose acknowledgements are looked at for being unused; those above it only apply. */
  constructor(entries: readonly Entry[], private readonly root?: IConstruct) {
    for (const entry of entries) {
      if (entry.annotations[ANNOTATION] !== undefined) this.known.set(entry.object, parsed(entry.annotations[ANNOTATION], entry));
    }
    for (const construct of root?.node.findAll() ?? []) this.known.set(construct, written(construct));
  }

  /** The reason why a finding about an object is acknowledged, if it is. */
  public reason(id: string, entry: Entry): string | undefined {
    const places: unknown[] = [entry.object, ...entry.origin.construct?.node.scopes.reverse() ?? []];
    for (const place of places) {
      const found = this.at(place).find((a) => a.id === id && a.reason);
      if (found) {
        this.used.add(found);
        return found.reason;
      }
    }
    return undefined;
  }

  /** Those at or below the root that closed no finding. */
  public get unused(): Acknowledgement[] {
    return [...this.known.values()].flat().filter((a) => !this.used.has(a));
  }

  private at(place: unknown): Acknowledgement[] {
    const known = this.known.get(place);
    if (known || !this.root || place === undefined || !(place as IConstruct).node) return known ?? [];
    return written(place as IConstruct);
  }
}

function written(construct: IConstruct): Acknowledgement[] {
  return construct.node.metadata.filter((m) => m.type === METADATA && RULE_ID.test(m.data.id))
    .map((m) => ({ id: m.data.id, reason: m.data.reason, construct }));
}

/** Reads "BND006=reason; STS001=reason". A semicolon that no rule follows belongs to the reason. */
function parsed(text: string, entry: Entry): Acknowledgement[] {
  return text.split(/;(?=\s*(?:[A-Za-z]{3}\d{3}\s*(?:=|;|$)|$))/).map((part) => part.trim()).filter(Boolean).map((part) => {
    const [id, ...reason] = part.split('=');
    return { id: id.trim(), reason: reason.join('=').trim(), entry };
  });
}
