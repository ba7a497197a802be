import { createHash } from 'node:crypto';
import { invalid } from '../../core/errors';

/** State is kept in so many parts, and a fleet is split into at most so many shards. */
export const PARTS = 256;

/** One of several runs that share a fleet: the `index`-th of `count`, starting at 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Reads "3/8". */
export function shardOf(text: string, property = 'shard'): Shard {
  const [, index, count] = (/^(\d{1,3})\/(\d{1,3})$/.exec(text) ?? []).map(Number);
  if (!(index >= 1 && index <= count && count <= PARTS)) invalid(property, text, `"I/N" with 1 <= I <= N <= ${PARTS}, such as "3/8"`);
  return { index, count };
}

/**
 * The part of the state that holds a cluster. It depends on the name alone, so a cluster stays with its shard when others come or go, and a shard
 * knows which clusters that are gone were its own.
 */
export function partOf(name: string): number {
  return createHash('sha256').update(name).digest()[0];
}

/** Whether a shard works on a cluster. */
export function isIn(shard: Shard, name: string): boolean {
  return shard.count === 1 || holds(shard, partOf(name));
}

/** Whether a shard works on a part. */
export function holds({ index, count }: Shard, part: number): boolean {
  return part % count === index - 1;
}
