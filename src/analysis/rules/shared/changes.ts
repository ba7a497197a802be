/* Comparing with the render before this one. */
import type { Item } from '../view/item';
import type { View } from '../view/view';

/** The objects of some kinds that the last render had too. */
export function* changed(view: View, ...kinds: string[]): Iterable<{ item: Item; before: Item }> {
  if (!view.previous) return;
  for (const item of view.of(...kinds)) {
    const before = view.previous.find(item.kind, item.namespace, item.name);
    if (before) yield { item, before };
  }
}

/** Whether two values are equal as the API server sees them: the order of keys does not count, nor do absent and null. */
export function same(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const entries = Object.entries(value).filter(([, v]) => v !== undefined && v !== null).sort(([x], [y]) => (x < y ? -1 : 1));
  return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join()}}`;
}
