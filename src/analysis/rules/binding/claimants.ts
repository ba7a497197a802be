import type { View } from '../../model/view';

/** Volumes to which more than one claim can bind, and those claims. */
export class Claimants {
  private readonly groups = new Map<readonly string[], string[]>();
  private readonly byVolume = new Map<string, Array<readonly string[]>>();
  private readonly contestedOf = new Map<readonly string[], string[]>();

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

  /** Some of the claims, as "namespace/name", that can bind to a volume. */
  public some(volume: string, most: number): string[] {
    return (this.byVolume.get(volume) ?? []).flatMap((volumes) => this.groups.get(volumes)!.slice(0, most)).slice(0, most);
  }

  private isContested(volume: string): boolean {
    const lists = this.byVolume.get(volume) ?? [];
    return lists.length > 1 || (lists.length === 1 && this.groups.get(lists[0])!.length > 1);
  }
}
