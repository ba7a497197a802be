/** Most names that a message lists. */
const MOST_NAMES = 5;
/** Most characters of a value that a message shows. */
const LONGEST_VALUE = 60;

/** Quoted names, joined: `"a", "b" and "c"`. After five names, the number of remaining ones. */
export function names(list: readonly string[]): string {
  const quoted = list.slice(0, MOST_NAMES).map((name) => `"${name}"`);
  if (list.length > MOST_NAMES) quoted.push(`${list.length - MOST_NAMES} more`);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted[quoted.length - 1]}`;
}

/** A value of a manifest for a message: truncated, on one line. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value) ?? 'nothing';
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

/** "1 replica", "3 replicas". */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** `class "ssd"`, or "no class" for an empty name. */
export function orNone(noun: string, name: string): string {
  return name === '' ? `no ${noun}` : `${noun} "${name}"`;
}
