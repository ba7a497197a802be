/* Comparison with the previous render. */
import { parseQuantity } from '../../../kubernetes/quantity';
import type { ManifestObject } from '../../model/manifest-object';
import type { View } from '../../model/view';

/** The objects of some kinds that also are in the previous render. */
export function* changed(view: View, ...kinds: string[]): Iterable<{ item: ManifestObject; before: ManifestObject }> {
  if (!view.previous) return;
  for (const item of view.of(...kinds)) {
    const before = view.previous.find(item.kind, item.namespace, item.name);
    if (before) yield { item, before };
  }
}

/** Fields that map names to quantities. */
const OF_QUANTITIES = new Set(['requests', 'limits', 'capacity']);

/**
 * Whether two values are equal for the API server: the order of keys is ignored, null equals absent, and quantities are compared by their amount.
 */
export function same(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown, quantities = false): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item)).join()}]`;
  if (typeof value !== 'object' || value === null) {
    return quantities ? String(parseQuantity(value) ?? JSON.stringify(value)) : JSON.stringify(value ?? null);
  }
  const entries = Object.entries(value).filter(([, v]) => v !== undefined && v !== null).sort(([x], [y]) => (x < y ? -1 : 1));
  return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v, quantities || OF_QUANTITIES.has(k))}`).join()}}`;
}
