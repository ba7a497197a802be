import { addTo } from '../../../core/multimap';
import { holds, Labels, matches, Requirement, Selector } from '../../../kubernetes/selectors';

/** Values by their labels: what a selector matches is found without trying it on each. */
export class LabelIndex<T> {
  private readonly entries: Array<{ readonly labels: Labels; readonly value: T }> = [];
  private readonly byKey = new Map<string, Map<string, number[]>>();

  public add(labels: Labels, value: T): void {
    for (const key of Object.keys(labels)) {
      let values = this.byKey.get(key);
      if (!values) this.byKey.set(key, values = new Map());
      addTo(values, labels[key], this.entries.length);
    }
    this.entries.push({ labels, value });
  }

  /** The first values that a selector matches. */
  public matching(selector: Selector, most: number): T[] {
    const lists = selector.filter(({ operator }) => operator === 'In' || operator === 'Exists').map((requirement) => this.having(requirement));
    const sizes = lists.map((list) => list.reduce((sum, { length }) => sum + length, 0));
    const nearest = lists[sizes.indexOf(Math.min(...sizes))];
    const found: T[] = [];
    for (const i of nearest ? nearest.flat().sort((a, b) => a - b) : this.entries.keys()) {
      const { labels, value } = this.entries[i];
      if (matches(selector, labels) && found.push(value) >= most) break;
    }
    return found;
  }

  private having(requirement: Requirement): number[][] {
    const values = this.byKey.get(requirement.key) ?? new Map<string, number[]>();
    if (requirement.operator === 'In') return [...new Set(requirement.values)].flatMap((value) => [values.get(value) ?? []]);
    return [...values].filter(([value]) => holds(requirement, value)).map(([, list]) => list);
  }
}
