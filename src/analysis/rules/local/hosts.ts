/* The nodes that an affinity names. */
import { HOSTNAME } from '../../../kubernetes/labels';
import { NodeTerm } from '../../../kubernetes/selectors';

/** The nodes that terms name, each once; undefined where some term names none. */
export function hostsOf(terms: readonly NodeTerm[]): string[] | undefined {
  const named = terms.map((term) => [...term.labels, ...term.fields]
    .find(({ key, operator }) => operator === 'In' && (key === HOSTNAME || key === 'metadata.name'))?.values);
  return named.every((values) => values !== undefined) ? [...new Set(named.flat() as string[])] : undefined;
}
