/*
 * The nearest miss of a claim: the volume of which one single condition keeps it off.
 */
import { Facts } from './facts';
import { VolumeFate } from './fates';
import { covers, isReservedFor, isSelected } from './predicates';
import { addTo } from '../../core/multimap';
import { Claim, Volume } from '../model/model';

export interface Miss {
  readonly volume: string;
  /** The condition that fails. */
  readonly predicate: string;
}

/** Volumes of one sort that are looked at for one claim. */
const MOST_LOOKED_AT = 100;
/** Sorts that are looked at for one claim and condition. */
const MOST_SORTS = 1_000;

interface Sort { readonly sample: Volume; readonly bySize: Volume[] }

export class NearestMiss {
  private readonly indexes = new Map<string, Map<string, Sort[]>>();
  private readonly known = new Map<string, Miss | undefined>();

  constructor(private readonly facts: Facts, private readonly fates: ReadonlyMap<string, VolumeFate>) {}

  /** The volume that misses by the fewest conditions, if that is one. A claim that names a volume is measured against that one. */
  public of(claim: Claim): Miss | undefined {
    const named = this.facts.inventory.volumesByName.get(claim.volumeName);
    if (claim.volumeName !== '') return named && single(named, this.failing(claim, named));
    const reserved = this.facts.reservedFor(claim);
    const key = reserved.length ? undefined : JSON.stringify([String(claim.request), claim.modes, claim.volumeMode, claim.className,
      claim.attributesClass, claim.selector]);
    if (key !== undefined && this.known.has(key)) return this.known.get(key);
    const miss = this.search(claim, reserved);
    if (key !== undefined) this.known.set(key, miss);
    return miss;
  }

  private search(claim: Claim, reserved: readonly Volume[]): Miss | undefined {
    for (const volume of reserved) {
      const miss = single(volume, this.failing(claim, volume).filter((one) => one !== 'storageClass' && one !== 'selector'));
      if (miss) return miss;
    }
    const within = this.among(claim, '');
    for (const predicate of LEAVABLE) {
      if (within && RANK.indexOf(within.predicate) < RANK.indexOf(predicate)) return within;
      const miss = this.among(claim, predicate);
      if (miss) return miss;
    }
    return within;
  }

  /** The best miss among the volumes that agree with the claim in all that makes a sort, but for one condition ('' for none). */
  private among(claim: Claim, but: string): Miss | undefined {
    const index = this.indexes.get(but) ?? indexed(this.facts.inventory.volumes, but);
    this.indexes.set(but, index);
    let best: Miss | undefined;
    for (const { sample, bySize } of (index.get(sortKey(claim, but)) ?? []).slice(0, MOST_SORTS)) {
      const failing = sortFailing(claim, sample);
      if (failing.length > 1 || (failing[0] ?? '') !== but) continue;
      for (const volume of likely(bySize, claim)) {
        const miss = single(volume, this.failing(claim, volume));
        if (miss && but) return miss;
        if (miss && (!best || RANK.indexOf(miss.predicate) < RANK.indexOf(best.predicate))) best = miss;
      }
    }
    return best;
  }

  private failing(claim: Claim, volume: Volume): string[] {
    const failing = sortFailing(claim, volume);
    if (volume.capacity < claim.request) failing.push('capacity');
    if (!isSelected(claim, volume)) failing.push('selector');
    if (volume.deleting) failing.push('deletion');
    if (volume.claimRef ? !isReservedFor(volume, claim) : this.fates.get(volume.name)?.taken === 'always') failing.push('claimRef');
    if (!failing.length && this.facts.isScheduled(claim)) failing.push('nodeAffinity');
    return failing;
  }
}

/** Sorts of volumes by what they have, but for one condition. */
function indexed(volumes: readonly Volume[], but: string): Map<string, Sort[]> {
  const index = new Map<string, Sort[]>();
  for (const sort of sorts(volumes)) addTo(index, sortKey(sort.sample, but), sort);
  return index;
}

/** Access modes are no part of it: a volume may have more than a claim asks for. */
function sortKey({ volumeMode, attributesClass, className }: Claim | Volume, but: string): string {
  return JSON.stringify([but === 'volumeMode' || volumeMode, but === 'volumeAttributesClass' || attributesClass, but === 'storageClass' || className]);
}

/** Volumes that agree in all but size, labels and owner. */
function sorts(volumes: readonly Volume[]): Sort[] {
  const found = new Map<string, Sort>();
  for (const volume of volumes) {
    const key = JSON.stringify([volume.className, volume.volumeMode, volume.attributesClass, volume.modes]);
    const sort = found.get(key);
    if (sort) sort.bySize.push(volume);
    else found.set(key, { sample: volume, bySize: [volume] });
  }
  for (const { bySize } of found.values()) bySize.sort((a, b) => compare(a.capacity, b.capacity) || (a.name < b.name ? -1 : 1));
  return [...found.values()];
}

/** What is said first if several volumes miss by one condition each: of the volume that is most likely meant. One out of reach has all that the claim asks for. */
const RANK = ['nodeAffinity', 'capacity', 'selector', 'accessModes', 'volumeMode', 'volumeAttributesClass', 'claimRef', 'storageClass', 'deletion'];

/** What makes a sort, as RANK orders it. */
const LEAVABLE = ['accessModes', 'volumeMode', 'volumeAttributesClass', 'storageClass'];

function sortFailing(claim: Claim, volume: Volume): string[] {
  const failing: string[] = [];
  if (volume.volumeMode !== claim.volumeMode) failing.push('volumeMode');
  if (volume.attributesClass !== claim.attributesClass) failing.push('volumeAttributesClass');
  if (volume.className !== claim.className) failing.push('storageClass');
  if (!covers(claim, volume)) failing.push('accessModes');
  return failing;
}

/** The smallest volumes that are large enough, and the largest of those that are not. */
function likely(bySize: readonly Volume[], claim: Claim): Volume[] {
  let low = 0;
  let high = bySize.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (bySize[middle].capacity < claim.request) low = middle + 1;
    else high = middle;
  }
  return [...bySize.slice(low, low + MOST_LOOKED_AT), ...bySize.slice(Math.max(0, low - 3), low).reverse()];
}

function single(volume: Volume, failing: readonly string[]): Miss | undefined {
  return failing.length === 1 ? { volume: volume.name, predicate: failing[0] } : undefined;
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
