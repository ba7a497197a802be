/** Names in quotes, joined: `"a", "b" and "c"`; after five, how many more there are. */
export function names(list: readonly string[]): string {
  const quoted = list.slice(0, 5).map((name) => `"${name}"`);
  if (list.length > 5) quoted.push(`${list.length - 5} more`);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted[quoted.length - 1]}`;
}

/** A value of a manifest as a message shows it: short, on one line. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** "1 replica", "3 replicas". */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** A noun with its article, as it is spoken: "an nfs", "a local". */
export function a(noun: string): string {
  return `${/^([aeio]|nfs|fc$|rbd)/i.test(noun) ? 'an' : 'a'} ${noun}`;
}
