/*
 * Which free volumes could serve a claim, found by index: volumes that agree in class, access modes, volume mode and attributes class share a shelf,
 * sorted by size, so that the candidates of a claim are the ends of a few shelves.
 */
import { isSelected } from './predicates';
import { Claim, Volume } from '../model/model';

/** Free volumes that differ in nothing but size, labels and place, smallest first. */
export interface Shelf {
  /** Number of access modes: the controller looks at shelves with fewer first. */
  readonly modes: number;
  readonly volumes: readonly Volume[];
}

/** The volumes of a shelf from `start` on. */
export interface Slice {
  readonly shelf: Shelf;
  readonly start: number;
}

interface ShelfGroup {
  readonly modes: readonly string[];
  readonly shelf: Shelf;
  /** Parts of the shelf that selectors leave, by selector. */
  readonly selected: Map<string, Shelf>;
  /** Its volumes by "label=value". */
  labels?: Map<string, Volume[]>;
}

export class Candidates {
  private readonly groups = new Map<string, ShelfGroup[]>();

  constructor(volumes: readonly Volume[]) {
    const byKey = new Map<string, Volume[]>();
    for (const volume of volumes) {
      if (volume.claimRef || volume.deleting) continue;
      const key = `${volume.modes.join()} ${groupKey(volume.className, volume.volumeMode, volume.attributesClass)}`;
      const known = byKey.get(key);
      if (known) known.push(volume);
      else byKey.set(key, [volume]);
    }
    for (const same of byKey.values()) {
      same.sort((a, b) => (a.capacity < b.capacity ? -1 : a.capacity > b.capacity ? 1 : 0));
      const [{ className, volumeMode, attributesClass, modes }] = same;
      const key = groupKey(className, volumeMode, attributesClass);
      const group = { modes, shelf: { modes: modes.length, volumes: same }, selected: new Map() };
      const known = this.groups.get(key);
      if (known) known.push(group);
      else this.groups.set(key, [group]);
    }
  }

  /** The free volumes that could serve a claim in a class, shelf by shelf, those with the fewest access modes first. */
  public of(claim: Claim, className = claim.className): Slice[] {
    const groups = this.groups.get(groupKey(className, claim.volumeMode, claim.attributesClass)) ?? [];
    return groups.filter((group) => claim.modes.every((mode) => group.modes.includes(mode)))
      .map((group) => selectedShelf(group, claim))
      .map((shelf) => ({ shelf, start: firstAtLeast(shelf.volumes, claim.request) }))
      .filter(({ shelf, start }) => start < shelf.volumes.length)
      .sort((a, b) => a.shelf.modes - b.shelf.modes);
  }
}

/** Only the class, which an annotation may state, can hold blanks; so it stands last. */
function groupKey(className: string, volumeMode: string, attributesClass: string): string {
  return `${volumeMode} ${attributesClass} ${className}`;
}

function selectedShelf(group: ShelfGroup, claim: Claim): Shelf {
  if (!claim.selector?.length) return group.shelf;
  const key = JSON.stringify(claim.selector);
  let shelf = group.selected.get(key);
  if (!shelf) {
    shelf = { modes: group.shelf.modes, volumes: labelled(group, claim).filter((volume) => isSelected(claim, volume)) };
    group.selected.set(key, shelf);
  }
  return shelf;
}

/** The volumes that have one of the selector's labels, if it asks for one by value; else all. */
function labelled(group: ShelfGroup, claim: Claim): readonly Volume[] {
  const asked = claim.selector?.find(({ operator, values }) => operator === 'In' && values.length === 1);
  if (!asked) return group.shelf.volumes;
  group.labels ??= byLabel(group.shelf.volumes);
  return group.labels.get(`${asked.key}=${asked.values[0]}`) ?? [];
}

function byLabel(volumes: readonly Volume[]): Map<string, Volume[]> {
  const found = new Map<string, Volume[]>();
  for (const volume of volumes) {
    for (const key of Object.keys(volume.labels)) {
      const label = `${key}=${volume.labels[key]}`;
      const known = found.get(label);
      if (known) known.push(volume);
      else found.set(label, [volume]);
    }
  }
  return found;
}

function firstAtLeast(volumes: readonly Volume[], request: bigint): number {
  let low = 0;
  let high = volumes.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (volumes[middle].capacity < request) low = middle + 1;
    else high = middle;
  }
  return low;
}
