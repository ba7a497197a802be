/*
 * The claims, volumes, pods and nodes of a cluster, indexed: what the controller and the scheduler read from their caches. Nothing here
 * depends on the order in which objects arrive.
 */
import { clusterNodes } from './nodes';
import { isVolumeBoundToClaim } from './predicates';
import { BucketRange, VolumeIndex } from './volume-index';
import { addTo } from '../../core/multimap';
import { BindingMode, Claim, Node, Pod, StorageClass, Volume } from '../model/admitted';
import { Inventory } from '../model/inventory';
import { Arrival } from '../options';

const NO_PODS: readonly Pod[] = [];

export class ClusterIndex {
  public readonly nodes: readonly Node[];
  /** Pods that use a claim, by the claim's key. */
  public readonly podsByClaim = new Map<string, Pod[]>();
  public readonly volumeIndex: VolumeIndex;

  private readonly volumesByClaimRef = new Map<string, Volume[]>();
  private readonly unclaimed = new Map<Claim, readonly BucketRange[]>();

  constructor(public readonly inventory: Inventory) {
    this.nodes = clusterNodes(inventory);
    this.volumeIndex = new VolumeIndex(inventory.volumes);
    for (const volume of inventory.volumes) {
      if (volume.claimRef) addTo(this.volumesByClaimRef, `${volume.claimRef.namespace}/${volume.claimRef.name}`, volume);
    }
    for (const pod of inventory.pods.values()) {
      for (const name of new Set(pod.uses.map((use) => use.claimName))) addTo(this.podsByClaim, `${pod.namespace}/${name}`, pod);
    }
  }

  /** Whether claims and pods come in document order. */
  public get isInOrder(): boolean {
    return [Arrival.DOCUMENT_ORDER, Arrival.ONE_BY_ONE].includes(this.inventory.world.arrival);
  }

  public podsUsing(claim: Claim): readonly Pod[] {
    return this.podsByClaim.get(claim.key) ?? NO_PODS;
  }

  /** Volumes whose claimRef names the claim. */
  public preBoundVolumes(claim: Claim): Volume[] {
    return this.volumesByClaimRef.get(claim.key)?.filter((volume) => isVolumeBoundToClaim(volume, claim)) ?? [];
  }

  public classNamed(name: string): StorageClass | undefined {
    return this.inventory.classes.get(name);
  }

  /** Whether claims of a class wait for a pod. A class that does not exist is a mere label. Mirrors component-helpers IsDelayBindingMode. */
  public isDelayBindingMode(className: string): boolean {
    return className !== '' && this.classNamed(className)?.bindingMode === BindingMode.WAIT_FOR_FIRST_CONSUMER;
  }

  /** Whether the scheduler, and not the controller, chooses the claim's volume. */
  public isDelayBindingClaim(claim: Claim): boolean {
    return claim.volumeName === '' && !claim.bindCompleted && this.isDelayBindingMode(claim.className);
  }

  /** The class that the controller assigns to a claim without class when no classless volume matches it. Mirrors assignDefaultStorageClass. */
  public retroactiveDefaultClass(claim: Claim): string | undefined {
    return claim.hasClass ? undefined : this.inventory.defaultClass?.name;
  }

  /** Volumes without claimRef that a claim might get, from the controller or from the scheduler. */
  public unclaimedCandidates(claim: Claim): readonly BucketRange[] {
    let ranges = this.unclaimed.get(claim);
    if (!ranges) this.unclaimed.set(claim, ranges = this.findUnclaimed(claim));
    return ranges;
  }

  private findUnclaimed(claim: Claim): BucketRange[] {
    if (claim.volumeName !== '' || claim.bindCompleted) return [];
    const later = this.retroactiveDefaultClass(claim);
    const classes = later === undefined ? [claim.className] : [claim.className, later];
    return classes.filter((name) => !this.isDelayBindingMode(name) || this.podsUsing(claim).some((pod) => pod.nodeName === ''))
      .flatMap((name) => this.volumeIndex.findByClaim(claim, name));
  }
}
