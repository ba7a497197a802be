/** Numbers between 0 and 1 that are the same for the same seed (mulberry32). */
export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = Math.imul(1, state + 0x6D2B79F5);
    let t = Math.imul(state ^ (state >>> 15), 1 | state); // eslint-disable-line no-bitwise
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t; // eslint-disable-line no-bitwise
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296; // eslint-disable-line no-bitwise
  };
}

/** Choices at random, the same for the same seed. */
export function choices(seed: number) {
  const random = generator(seed);
  const below = (n: number) => Math.floor(random() * n);
  return {
    below,
    one: <T>(...values: T[]): T => values[below(values.length)],
    /** A value in one of six cases, so that most sets have few mistakes. */
    maybe: <T>(make: () => T): T | undefined => below(6) ? undefined : make(),
  };
}
