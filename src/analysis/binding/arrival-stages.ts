/*
 * The order in which claims, pods and volumes arrive.
 */
import { ClusterIndex } from './cluster-index';
import { Component } from './components';
import { BindingProblem } from './problem';
import { Claim, Pod, Volume } from '../model/admitted';

/** Claims, pods and volumes of a component that arrive together, in any order. */
export interface ArrivalStage {
  readonly claims: number[];
  readonly pods: number[];
  /** The group of each volume that arrives. */
  readonly volumeGroups: number[];
}

export class ArrivalStages {
  private readonly claims = new Map<Claim, number>();
  private readonly pods = new Map<Pod, number>();
  private readonly volumes = new Map<Volume, number>();
  private readonly inOrder: boolean;

  constructor({ inventory, isInOrder }: ClusterIndex) {
    this.inOrder = isInOrder;
    const stageOf: number[] = [];
    let stage = 0;
    let last = '';
    let isOvertaken = false;
    for (const { item, claims, pod } of inventory.arrivals) {
      const batch = `${item.index} ${pod && pod.replica > 0 ? creationBatch(pod) : 0}`;
      // A controller may be slower to create its claims than the client to apply the next object.
      const overtakes = isOvertaken && stageOf[item.index] === undefined && pod?.from === undefined;
      if (batch !== last && !overtakes) stage++;
      isOvertaken = pod?.from !== undefined && claims.length > 0;
      last = batch;
      stageOf[item.index] ??= stage;
      for (const claim of claims) this.claims.set(claim, stage);
      if (pod) this.pods.set(pod, stage);
    }
    if (!this.inOrder) return;
    let before = 0;
    const counted = inventory.items.map(({ index }) => before = stageOf[index] ?? before);
    // Each volume comes alone, between the stages of what is before and after it.
    const count = inventory.items.length;
    for (const volume of inventory.volumes) {
      const { index } = volume.item;
      this.volumes.set(volume, counted[index] + (index + 1) / (count + 1));
    }
  }

  public ofClaim(claim: Claim): number {
    return this.claims.get(claim) ?? 0;
  }

  /** Whether a volume of the component comes after one of its claims or pods in the document, so that it may be too late for that one. */
  public hasLateVolumes({ claims, pods, volumes }: Component): boolean {
    if (!this.inOrder || !volumes.length) return false;
    let first = Infinity;
    for (const claim of claims) first = Math.min(first, this.ofClaim(claim));
    for (const pod of pods) first = Math.min(first, this.pods.get(pod) ?? 0);
    return volumes.some((volume) => this.volumes.get(volume)! > first);
  }

  /** The stages of a component, first to last; one stage where the order is open. */
  public of(component: Component, { volumeGroups }: BindingProblem): ArrivalStage[] {
    const byNumber = new Map<number, ArrivalStage>();
    const at = (number: number) => {
      const key = this.inOrder ? number : 0;
      let stage = byNumber.get(key);
      if (!stage) byNumber.set(key, stage = { claims: [], pods: [], volumeGroups: [] });
      return stage;
    };
    component.claims.forEach((claim, c) => at(this.ofClaim(claim)).claims.push(c));
    component.pods.forEach((pod, p) => at(this.pods.get(pod) ?? 0).pods.push(p));
    // Volumes before the first claim and pod come together: nothing sees one without the others.
    const first = Math.min(...byNumber.keys());
    const stageOf = (volume: Volume) => Math.max(this.volumes.get(volume) ?? 0, Math.floor(first));
    volumeGroups.forEach(({ volumes }, group) => volumes.forEach((volume) => at(stageOf(volume)).volumeGroups.push(group)));
    return [...byNumber].sort(([a], [b]) => a - b).map(([, stage]) => stage);
  }
}

/** Controllers create pods in batches of 1, 2, 4, …; the pods of an OrderedReady set are one batch, as each waits for the one before. */
function creationBatch({ after, replica }: Pod): number {
  return after === undefined ? Math.floor(Math.log2(replica + 1)) : 0;
}
