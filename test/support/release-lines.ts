/*
 * A release profile as lines of text, one for each fact, so that two releases can be compared by what was added and removed.
 */

/** One line a fact: `path: value`. Entries of lists stand under their name, rules are written as "group/resource: verbs". */
export function linesOf(value: any, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((entry) => entryLines(entry, path));
  if (value !== null && typeof value === 'object') {
    const lines = Object.entries(value).flatMap(([key, x]) => linesOf(x, path ? `${path}.${key}` : key));
    return lines.length || !path ? lines : [`${path}: {}`];
  }
  return [`${path}: ${JSON.stringify(value)}`];
}

function entryLines(entry: any, path: string): string[] {
  if (entry === null || typeof entry !== 'object') return [`${path}: ${JSON.stringify(entry)}`];
  if (entry.verbs) return ruleLines(entry, path);
  const id = entry.name ?? entry.mountPath ?? entry.key;
  if (id === undefined) return [`${path}: ${JSON.stringify(entry)}`];
  const { volumeMounts, ...rest } = entry;
  const mounts = (volumeMounts ?? []).map((m: any) => `${path}[${id}].volumeMounts: ${JSON.stringify(m)}`);
  return [...linesOf(rest, `${path}[${id}]`), ...mounts];
}

function ruleLines({ apiGroups = [], resources = [], nonResourceURLs = [], resourceNames, verbs }: any, path: string): string[] {
  const names = resourceNames ? ` ${JSON.stringify(resourceNames)}` : '';
  const what = [...apiGroups.flatMap((g: string) => resources.map((r: string) => `${g || 'core'}/${r}`)), ...nonResourceURLs];
  return what.map((w) => `${path}: ${w}${names}: ${verbs.join(' ')}`);
}

/** What makes `next` out of `previous`: "- fact" and "+ fact". */
export function changes(previous: any, next: any): string[] {
  const [before, after] = [linesOf(previous), linesOf(next)];
  return [...without(before, after).map((line) => `- ${line}`), ...without(after, before).map((line) => `+ ${line}`)];
}

/** Lines of `a` that `b` lacks; a line that occurs twice counts twice. */
function without(a: string[], b: string[]): string[] {
  const left = new Map<string, number>();
  for (const line of b) left.set(line, (left.get(line) ?? 0) + 1);
  return a.filter((line) => {
    const n = left.get(line) ?? 0;
    if (n > 0) left.set(line, n - 1);
    return n === 0;
  });
}
