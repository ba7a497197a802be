import { fields, text } from '../../../core/fields';
import { names } from '../../../core/words';
import { FIND_MATCHING_VOLUME, satisfies } from '../../binding/predicates';
import { VolumeIndex } from '../../binding/volume-index';
import { Claim, Node, Volume } from '../../model/admitted';
import { claimTitle, specPath } from '../../model/claim-sources';
import type { ManifestObject } from '../../model/manifest-object';
import { nodeRejection } from '../../model/node-selection';
import type { View } from '../../model/view';
import { about, rule } from '../rule';
import { isStatic } from '../shared/near-miss';
import { waits } from '../shared/volumes';

/** Replicas of one template that a message considers. */
const MOST_REPLICAS = 20;

export const BND006 = rule('BND006', function* (view) {
  const claimants = new Claimants(view);
  for (const claim of view.claims) {
    const open = view.planned(claim).filter(({ outcome }) => outcome === 'oneOf');
    const lists = open.slice(0, MOST_REPLICAS).map(({ volumes }) => claimants.contested(volumes));
    const contested = lists.length === 1 ? lists[0] : [...new Set(lists.flat())];
    if (!contested.length) continue;
    const own = new Set(open.map(({ namespace, name }) => `${namespace}/${name}`));
    const rivals = claimants.rivals(contested).filter((key) => !own.has(key));
    const against = rivals.length ? `with ${names(rivals)}` : 'with its own replicas';
    const loser = open.some(({ mayStayUnbound }) => mayStayUnbound) ? '; there are fewer volumes than claims' : '';
    yield about(claim.item, specPath(claim), `${claimTitle(claim)} competes ${against} for ${names(contested)}${loser}.`);
  }
});

export const BND007 = rule('BND007', function* (view) {
  const claimants = new Claimants(view);
  for (const claim of view.claims) {
    const open = view.planned(claim).find(({ outcome, volumes, mayStayUnbound }) => outcome === 'oneOf' && !mayStayUnbound
      && !claimants.contested(volumes).length);
    if (!open) continue;
    yield about(claim.item, specPath(claim), `${claimTitle(claim)} can bind to any of ${names(open.volumes)}; they match equally well.`);
  }
});

const MOST_CLAIMS = 20;

export const BND026 = rule('BND026', function* (view) {
  const { inventory } = view;
  for (const planned of view.plan.pods.filter(({ outcome }) => outcome === 'unschedulable')) {
    const pod = inventory.pods.get(`${planned.namespace}/${planned.name}`);
    const claims = [...new Set(pod?.uses.map(({ claimName }) => inventory.claims.get(`${pod.namespace}/${claimName}`)))]
      .filter((claim): claim is Claim => claim !== undefined && !claim.volumeName && waits(view.find('StorageClass', '', claim.className)));
    if (!pod || claims.length < 2 || claims.length > MOST_CLAIMS) continue;
    const node = inventory.nodes.find((candidate) => !nodeRejection(pod, candidate) && isServable(claims, inventory.volumes, candidate));
    if (!node) continue;
    yield about(pod.item, `${pod.source.path}.volumes`,
      `node "${node.name}" has a volume for each of the claims ${names(claims.map(({ name }) => name))}, but the scheduler does `
        + 'not find that assignment.');
  }
});

/** Whether each claim can have a volume of its own (augmenting paths). */
function isServable(claims: readonly Claim[], volumes: readonly Volume[], node: Node): boolean {
  const unclaimed = volumes.filter(({ claimRef }) => !claimRef);
  const fitting = claims.map((claim) => unclaimed.filter((volume) => satisfies(FIND_MATCHING_VOLUME, claim, volume, node)));
  const holder = new Map<Volume, number>();
  const place = (claim: number, tried: Set<Volume>): boolean => fitting[claim].some((volume) => {
    if (tried.has(volume)) return false;
    tried.add(volume);
    const other = holder.get(volume);
    if (other !== undefined && !place(other, tried)) return false;
    holder.set(volume, claim);
    return true;
  });
  return claims.every((_, i) => place(i, new Set()));
}

export const BND027 = rule('BND027', function* (view) {
  const candidates = new VolumeIndex(view.inventory.volumes);
  for (const claim of view.claims) {
    const [made] = view.made(claim);
    if (!made || made.volumeName || !(view.classOf(claim) || isStatic(view, claim))) continue;
    const firsts = candidates.findByClaim(made).map(({ bucket, start }) => bucket.volumes[start]);
    const smallest = firsts.reduce<Volume | undefined>((least, volume) => (least && least.capacity <= volume.capacity ? least : volume), undefined);
    const [immediate] = firsts;
    if (!smallest || smallest.capacity === immediate.capacity) continue;
    yield about(claim.item, specPath(claim, 'storageClassName'),
      `${claimTitle(claim)} binds to "${smallest.name}" with WaitForFirstConsumer, but to "${immediate.name}" with Immediate.`);
  }
});

export const BND028 = rule('BND028', function* (view) {
  for (const claim of view.claims) {
    const policy = fields(claim.item.spec.persistentVolumeClaimRetentionPolicy);
    const passing = claim.kind === 'ephemeral' || (claim.kind === 'template' && (policy.whenDeleted === 'Delete' || policy.whenScaled === 'Delete'));
    if (!passing) continue;
    const possible = view.planned(claim).slice(0, 20).flatMap(({ volumes }) => volumes);
    const kept = possible.map((name) => view.inventory.volumesByName.get(name)).find((volume) => volume?.reclaimPolicy === 'Retain');
    if (kept) {
      yield about(claim.item, specPath(claim),
        `${claimTitle(claim)} uses volume "${kept.name}" with reclaim policy Retain, to which no later claim can bind.`);
    }
  }
});

export const BND030 = rule('BND030', function* (view) {
  const standard = view.defaultClass;
  if (!standard) return;
  const lists = new Set(view.plan.claims.filter(({ storageClass }) => storageClass === '').map(({ volumes }) => volumes)); // claims share them
  const wanted = new Set([...lists].flat());
  const idle = view.inventory.volumes.filter(({ name, className, item }) => className === '' && !wanted.has(name) && !isReserved(item));
  if (!idle.length) return;
  yield about(idle[0].item, 'spec.storageClassName',
    `claims that name no class get the default class "${standard.name}", so they never bind to ${names(idle.map(({ name }) => name))}.`);
});

function isReserved({ spec }: ManifestObject): boolean {
  return text(fields(spec.claimRef).name) !== undefined;
}

/** Volumes to which more than one claim can bind, and those claims. */
class Claimants {
  private readonly groups = new Map<readonly string[], string[]>();
  private readonly byVolume = new Map<string, Array<readonly string[]>>();
  private readonly contestedOf = new Map<readonly string[], string[]>();
  private readonly rivalsOf = new Map<readonly string[], string[]>();

  constructor(view: View) {
    for (const { namespace, name, volumes } of view.plan.claims) {
      const group = this.groups.get(volumes);
      if (group) group.push(`${namespace}/${name}`);
      else this.groups.set(volumes, [`${namespace}/${name}`]);
    }
    for (const volumes of this.groups.keys()) {
      for (const volume of volumes) {
        const lists = this.byVolume.get(volume);
        if (lists) lists.push(volumes);
        else this.byVolume.set(volume, [volumes]);
      }
    }
  }

  /** The volumes to which other claims can bind too. */
  public contested(volumes: readonly string[]): string[] {
    let found = this.contestedOf.get(volumes);
    if (!found) this.contestedOf.set(volumes, found = volumes.filter((volume) => this.isContested(volume)));
    return found;
  }

  /** Some of the claims that can bind to one of the volumes. */
  public rivals(volumes: readonly string[]): string[] {
    let found = this.rivalsOf.get(volumes);
    if (!found) this.rivalsOf.set(volumes, found = [...new Set(volumes.slice(0, 10).flatMap((volume) => this.some(volume, 10)))]);
    return found;
  }

  /** Some of the claims, as "namespace/name", that can bind to a volume. */
  public some(volume: string, most: number): string[] {
    return (this.byVolume.get(volume) ?? []).flatMap((volumes) => this.groups.get(volumes)!.slice(0, most)).slice(0, most);
  }

  private isContested(volume: string): boolean {
    const lists = this.byVolume.get(volume) ?? [];
    return lists.length > 1 || (lists.length === 1 && this.groups.get(lists[0])!.length > 1);
  }
}
