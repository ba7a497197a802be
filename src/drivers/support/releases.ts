/** Compares releases such as "1.36", "v0.0.37" and "v1.14.0": negative if the first is older. */
export function compareReleases(one: string, other: string): number {
  const [a, b] = [one, other].map((release) => release.replace(/^v/, '').split(/[.+-]/).map(Number));
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] || 0) - (b[i] || 0);
    if (difference) return difference;
  }
  return 0;
}
