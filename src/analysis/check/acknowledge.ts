import type { IConstruct } from 'constructs';
import { Acknowledged, ANNOTATION, isRuleId, METADATA, parseAcknowledgements } from '../../core/acknowledgement';
import { ManifestObject } from '../model/manifest-object';

/** One rule acknowledged in one place. */
export interface Acknowledgement extends Acknowledged {
  /** The object whose annotation it is. */
  readonly item?: ManifestObject;
  /** The construct whose metadata it is. */
  readonly construct?: IConstruct;
}

/** Finds the acknowledgements that apply to objects, and remembers which were needed. */
export class Acknowledgements {
  private readonly known = new Map<unknown, Acknowledgement[]>();
  private readonly used = new Set<Acknowledgement>();

  /** @param root The construct whose acknowledgements are looked at for being unused; those above it only apply. */
  constructor(items: readonly ManifestObject[], private readonly root?: IConstruct) {
    for (const item of items) {
      const text = item.annotations[ANNOTATION];
      if (text !== undefined) this.known.set(item.object, parseAcknowledgements(text).map((a) => ({ ...a, item })));
    }
    for (const construct of root?.node.findAll() ?? []) this.known.set(construct, written(construct));
  }

  /** The reason why a finding about an object is acknowledged, if it is. */
  public reason(id: string, item: ManifestObject): string | undefined {
    const places: unknown[] = [item.object, ...item.origin.construct?.node.scopes.reverse() ?? []];
    for (const place of places) {
      const found = this.at(place).find((a) => a.id === id && a.reason);
      if (found) {
        this.used.add(found);
        return found.reason;
      }
    }
    return undefined;
  }

  /** Those at or below the root that closed no finding, and nothing that a construct has to say about itself. */
  public get unused(): Acknowledgement[] {
    return [...this.known.values()].flat().filter((a) => !this.used.has(a) && !closesAdvice(a));
  }

  private at(place: unknown): Acknowledgement[] {
    const known = this.known.get(place);
    if (known || !this.root || place === undefined || !(place as IConstruct).node) return known ?? [];
    return written(place as IConstruct);
  }
}

function written(construct: IConstruct): Acknowledgement[] {
  return construct.node.metadata.filter((m) => m.type === METADATA.acknowledged && isRuleId(m.data.id))
    .map((m) => ({ id: m.data.id, reason: m.data.reason, construct }));
}

/** Constructs may see what no manifest shows: an acknowledgement is needed if only they do. */
function closesAdvice({ id, construct, item }: Acknowledgement): boolean {
  const place = construct ?? item?.origin.construct;
  return place?.node.findAll().some((c) => c.node.metadata.some((m) => m.type === METADATA.advice && m.data.id === id)) ?? false;
}
