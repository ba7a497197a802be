/** The candidate that a misspelled name most likely means, but for case and separators: the closest within two edits, one for short candidates. */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[-_.]/g, '');
  const given = plain(name);
  let best: { candidate: string; far: number } | undefined;
  for (const candidate of candidates) {
    const other = plain(candidate);
    const most = candidate.length > 4 ? 2 : 1;
    if (Math.abs(other.length - given.length) > most) continue;
    const far = distance(other, given);
    if (far <= most && far < (best?.far ?? Infinity)) best = { candidate, far };
  }
  return best?.candidate;
}

/** Number of inserted, deleted, replaced or swapped characters. */
function distance(a: string, b: string): number {
  let [before, row] = [[] as number[], Array.from({ length: b.length + 1 }, (_, i) => i)];
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    [before, row] = [row, next];
  }
  return row[b.length];
}
