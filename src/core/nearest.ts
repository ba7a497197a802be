/** The candidate that a misspelled name most likely means: equal but for case and separators, or within an edit distance of two. */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[-_.]/g, '');
  return candidates.find((candidate) => plain(candidate) === plain(name))
    ?? candidates.find((candidate) => candidate.length > 4 && distance(plain(candidate), plain(name)) <= 2);
}

/** Edit distance of two strings. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length];
}
