/*
 * Unclaimed volumes by what a claim asks for: those that agree in class, access modes, volume mode and attributes class share a bucket,
 * sorted by size, so that the candidates of a claim are the ends of a few buckets. Mirrors persistentvolume/index.go
 * (persistentVolumeOrderedIndex), which indexes by access modes only.
 */
import { SELECTOR } from './predicates';
import { addTo } from '../../core/multimap';
import { Claim, Volume } from '../model/admitted';

/** Unclaimed volumes that differ in nothing but size, labels and node affinity, smallest first. */
export interface VolumeBucket {
  /** Number of access modes: the controller looks at volumes with fewer first. */
  readonly modeCount: number;
  readonly volumes: readonly Volume[];
}

/** The volumes of a bucket from `start` on. */
export interface BucketRange {
  readonly bucket: VolumeBucket;
  readonly start: number;
}

interface IndexedBucket {
  readonly modes: readonly string[];
  readonly bucket: VolumeBucket;
  /** What selectors leave of the bucket, by selector. */
  readonly bySelector: Map<string, VolumeBucket>;
  /** Its volumes by "label=value". */
  byLabel?: Map<string, Volume[]>;
}

export class VolumeIndex {
  private readonly buckets = new Map<string, IndexedBucket[]>();

  constructor(volumes: readonly Volume[]) {
    const alike = new Map<string, Volume[]>();
    for (const volume of volumes) {
      if (volume.claimRef || volume.deleting) continue;
      addTo(alike, `${volume.modes.join()} ${bucketKey(volume.className, volume.volumeMode, volume.attributesClass)}`, volume);
    }
    for (const same of alike.values()) {
      same.sort((a, b) => (a.capacity < b.capacity ? -1 : a.capacity > b.capacity ? 1 : 0));
      const [{ className, volumeMode, attributesClass, modes }] = same;
      const indexed = { modes, bucket: { modeCount: modes.length, volumes: same }, bySelector: new Map() };
      addTo(this.buckets, bucketKey(className, volumeMode, attributesClass), indexed);
    }
  }

  /** The unclaimed volumes that match a claim in a class, those with the fewest access modes first. Mirrors findByClaim. */
  public findByClaim(claim: Claim, className = claim.className): BucketRange[] {
    const found = this.buckets.get(bucketKey(className, claim.volumeMode, claim.attributesClass)) ?? [];
    return found.filter(({ modes }) => claim.modes.every((mode) => modes.includes(mode)))
      .map((indexed) => bucketForSelector(indexed, claim))
      .map((bucket) => ({ bucket, start: firstLargeEnough(bucket.volumes, claim.request) }))
      .filter(({ bucket, start }) => start < bucket.volumes.length)
      .sort((a, b) => a.bucket.modeCount - b.bucket.modeCount);
  }
}

/** Only the class, which an annotation may state, can contain blanks, so it comes last. */
function bucketKey(className: string, volumeMode: string, attributesClass: string): string {
  return `${volumeMode} ${attributesClass} ${className}`;
}

function bucketForSelector(indexed: IndexedBucket, claim: Claim): VolumeBucket {
  if (!claim.selector?.length) return indexed.bucket;
  const key = JSON.stringify(claim.selector);
  let bucket = indexed.bySelector.get(key);
  if (!bucket) {
    bucket = { modeCount: indexed.bucket.modeCount, volumes: withSelectedLabel(indexed, claim).filter((volume) => SELECTOR.holds(claim, volume)) };
    indexed.bySelector.set(key, bucket);
  }
  return bucket;
}

/** The volumes with one of the selector's labels, if it asks for one by value; else all. */
function withSelectedLabel(indexed: IndexedBucket, claim: Claim): readonly Volume[] {
  const asked = claim.selector?.find(({ operator, values }) => operator === 'In' && values.length === 1);
  if (!asked) return indexed.bucket.volumes;
  indexed.byLabel ??= indexByLabel(indexed.bucket.volumes);
  return indexed.byLabel.get(`${asked.key}=${asked.values[0]}`) ?? [];
}

function indexByLabel(volumes: readonly Volume[]): Map<string, Volume[]> {
  const found = new Map<string, Volume[]>();
  for (const volume of volumes) {
    for (const key of Object.keys(volume.labels)) addTo(found, `${key}=${volume.labels[key]}`, volume);
  }
  return found;
}

/** Index of the first volume that holds the request, by binary search. */
export function firstLargeEnough(bySize: readonly Volume[], request: bigint): number {
  let low = 0;
  let high = bySize.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (bySize[middle].capacity < request) low = middle + 1;
    else high = middle;
  }
  return low;
}
