/*
 * The nearest volume of a claim: one that fails exactly one predicate.
 */
import { VolumeResult } from './binding-results';
import { ClusterIndex } from './cluster-index';
import {
  ACCESS_MODES, CAPACITY, CLAIM_REF, DELETION, failed, PredicateName, SELECTOR, STORAGE_CLASS, VOLUME_ATTRIBUTES_CLASS, VOLUME_MODE, VolumePredicate,
} from './predicates';
import { firstLargeEnough } from './volume-index';
import { addTo } from '../../core/multimap';
import { Claim, Volume } from '../model/admitted';

/** A volume, and the only predicate that it fails. */
interface NearMiss {
  readonly volume: string;
  readonly predicate: PredicateName;
}

/** Volumes of one shape that are looked at for one claim. */
const MAX_VOLUMES_PER_SHAPE = 100;
/** Shapes that are looked at for one claim and predicate. */
const MAX_SHAPES = 1_000;

/** Predicates that all volumes of a shape pass or fail alike. */
const SHAPE_PREDICATES: readonly VolumePredicate[] = [VOLUME_MODE, VOLUME_ATTRIBUTES_CLASS, STORAGE_CLASS, ACCESS_MODES];
const OWN_PREDICATES: readonly VolumePredicate[] = [CAPACITY, SELECTOR, DELETION, CLAIM_REF];

/**
 * What is reported first if several volumes fail one predicate each: that of the volume that is most likely meant. One that no node reaches
 * fits best.
 */
const RANK: readonly PredicateName[] = [
  'nodeAffinity', 'capacity', 'selector', 'accessModes', 'volumeMode', 'volumeAttributesClass', 'claimRef', 'storageClass', 'deletion',
];
const RANKED_SHAPE_PREDICATES = RANK.filter((name) => SHAPE_PREDICATES.some((predicate) => predicate.name === name));

/** Volumes that agree in class, access modes, volume mode and attributes class. */
interface VolumeShape {
  readonly sample: Volume;
  readonly bySize: Volume[];
}

export class NearestVolumes {
  private readonly indexes = new Map<PredicateName | undefined, Map<string, VolumeShape[]>>();
  private readonly known = new Map<string, NearMiss | undefined>();

  constructor(private readonly cluster: ClusterIndex, private readonly results: ReadonlyMap<string, VolumeResult>) {}

  /** The volume that fails the fewest predicates, if that is one predicate. A claim that names a volume is compared with that one. */
  public of(claim: Claim): NearMiss | undefined {
    const requested = this.cluster.inventory.volumesByName.get(claim.volumeName);
    if (claim.volumeName !== '') return requested && onlyFailed(requested, this.failedPredicates(claim, requested));
    const preBound = this.cluster.preBoundVolumes(claim);
    if (preBound.length) return this.search(claim, preBound);
    const key = JSON.stringify([String(claim.request), claim.modes, claim.volumeMode, claim.className, claim.attributesClass, claim.selector]);
    if (!this.known.has(key)) this.known.set(key, this.search(claim, []));
    return this.known.get(key);
  }

  private search(claim: Claim, preBound: readonly Volume[]): NearMiss | undefined {
    for (const volume of preBound) {
      const miss = onlyFailed(volume, this.failedPredicates(claim, volume).filter((name) => name !== 'storageClass' && name !== 'selector'));
      if (miss) return miss;
    }
    const within = this.searchShapes(claim, undefined);
    for (const name of RANKED_SHAPE_PREDICATES) {
      if (within && RANK.indexOf(within.predicate) < RANK.indexOf(name)) return within;
      const miss = this.searchShapes(claim, name);
      if (miss) return miss;
    }
    return within;
  }

  /** The best miss among the volumes whose shape fails one predicate, or none. */
  private searchShapes(claim: Claim, except: PredicateName | undefined): NearMiss | undefined {
    const index = this.indexes.get(except) ?? indexShapes(this.cluster.inventory.volumes, except);
    this.indexes.set(except, index);
    let best: NearMiss | undefined;
    for (const { sample, bySize } of (index.get(shapeKey(claim, except)) ?? []).slice(0, MAX_SHAPES)) {
      const failedByShape = failed(SHAPE_PREDICATES, claim, sample);
      if (failedByShape.length > 1 || failedByShape[0]?.name !== except) continue;
      for (const volume of closestInSize(bySize, claim)) {
        const miss = onlyFailed(volume, this.failedPredicates(claim, volume));
        if (miss && except) return miss;
        if (miss && (!best || RANK.indexOf(miss.predicate) < RANK.indexOf(best.predicate))) best = miss;
      }
    }
    return best;
  }

  /** A volume that another claim always gets counts as claimed; one that passes all predicates was not reachable for the scheduler. */
  private failedPredicates(claim: Claim, volume: Volume): PredicateName[] {
    const names = [...failed(SHAPE_PREDICATES, claim, volume), ...failed(OWN_PREDICATES, claim, volume)].map(({ name }) => name);
    if (!volume.claimRef && this.results.get(volume.name)?.bound === 'always') names.push('claimRef');
    if (!names.length && this.cluster.isDelayBindingClaim(claim)) names.push('nodeAffinity');
    return names;
  }
}

function indexShapes(volumes: readonly Volume[], except: PredicateName | undefined): Map<string, VolumeShape[]> {
  const index = new Map<string, VolumeShape[]>();
  for (const shape of shapesOf(volumes)) addTo(index, shapeKey(shape.sample, except), shape);
  return index;
}

/**
 * What volumes must have in common with a claim, except for one predicate. Access modes are not in it: a volume may have more than a claim
 * asks for.
 */
function shapeKey({ volumeMode, attributesClass, className }: Claim | Volume, except: PredicateName | undefined): string {
  return JSON.stringify([
    except === 'volumeMode' || volumeMode, except === 'volumeAttributesClass' || attributesClass, except === 'storageClass' || className,
  ]);
}

function shapesOf(volumes: readonly Volume[]): VolumeShape[] {
  const alike = new Map<string, Volume[]>();
  for (const volume of volumes) addTo(alike, JSON.stringify([volume.className, volume.volumeMode, volume.attributesClass, volume.modes]), volume);
  return [...alike.values()].map((bySize) => ({
    sample: bySize[0],
    bySize: bySize.sort((a, b) => compare(a.capacity, b.capacity) || (a.name < b.name ? -1 : 1)),
  }));
}

/** The smallest volumes that are large enough, and the largest of those that are not. */
function closestInSize(bySize: readonly Volume[], claim: Claim): Volume[] {
  const first = firstLargeEnough(bySize, claim.request);
  return [...bySize.slice(first, first + MAX_VOLUMES_PER_SHAPE), ...bySize.slice(Math.max(0, first - 3), first).reverse()];
}

function onlyFailed(volume: Volume, names: readonly PredicateName[]): NearMiss | undefined {
  return names.length === 1 ? { volume: volume.name, predicate: names[0] } : undefined;
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
