/*
 * Facts about claims, volumes and pods that no arrival order changes.
 */
import { Candidates, Slice } from './candidates';
import { clusterNodes } from './nodes';
import { isReservedFor } from './predicates';
import { Inventory } from '../model/inventory';
import { BindingMode, Claim, Node, Pod, StorageClass, Volume } from '../model/model';

const NOBODY: readonly Pod[] = [];

export class Facts {
  public readonly nodes: readonly Node[];
  public readonly candidates: Candidates;
  /** Pods that use a claim, by the claim's key. */
  public readonly users = new Map<string, Pod[]>();

  private readonly reserved = new Map<string, Volume[]>();
  private readonly free = new Map<Claim, readonly Slice[]>();

  constructor(public readonly inventory: Inventory) {
    this.nodes = clusterNodes(inventory);
    this.candidates = new Candidates(inventory.volumes);
    for (const volume of inventory.volumes) {
      if (volume.claimRef) add(this.reserved, `${volume.claimRef.namespace}/${volume.claimRef.name}`, volume);
    }
    for (const pod of inventory.pods.values()) {
      for (const name of new Set(pod.uses.map((use) => use.claimName))) add(this.users, `${pod.namespace}/${name}`, pod);
    }
  }

  public usersOf(claim: Claim): readonly Pod[] {
    return this.users.get(claim.key) ?? NOBODY;
  }

  /** Volumes that are reserved for a claim. */
  public reservedFor(claim: Claim): Volume[] {
    return this.reserved.get(claim.key)?.filter((volume) => isReservedFor(volume, claim)) ?? [];
  }

  public classNamed(name: string): StorageClass | undefined {
    return this.inventory.classes.get(name);
  }

  /** Whether claims of a class wait for a pod. A class that is not there is but a label. */
  public delays(className: string): boolean {
    return className !== '' && this.classNamed(className)?.bindingMode === BindingMode.WAIT_FOR_FIRST_CONSUMER;
  }

  /** Whether the scheduler, and not the controller, chooses the claim's volume. */
  public isScheduled(claim: Claim): boolean {
    return claim.volumeName === '' && !claim.bindCompleted && this.delays(claim.className);
  }

  /** The default class that a claim gets when no volume without a class matches it. */
  public laterClass(claim: Claim): string | undefined {
    return claim.hasClass ? undefined : this.inventory.defaultClass?.name;
  }

  /** Free volumes that a claim might get, whoever chooses. */
  public freeFor(claim: Claim): readonly Slice[] {
    let slices = this.free.get(claim);
    if (!slices) this.free.set(claim, slices = this.findFree(claim));
    return slices;
  }

  private findFree(claim: Claim): Slice[] {
    if (claim.volumeName !== '' || claim.bindCompleted) return [];
    const later = this.laterClass(claim);
    const classes = later === undefined ? [claim.className] : [claim.className, later];
    return classes.filter((name) => !this.delays(name) || this.usersOf(claim).some((pod) => pod.nodeName === ''))
      .flatMap((name) => this.candidates.of(claim, name));
  }
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
