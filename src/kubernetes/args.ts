/** Merges arguments: extras replace flags of the same name, others are appended. `-v` and `--v` are the same flag. */
export function mergeArgs(shipped: string[], extra: string[]): string[] | undefined {
  const replaced = new Set(extra.map(flagName).filter((name) => name !== undefined));
  const args = [...shipped.filter((arg) => !replaced.has(flagName(arg) ?? '')), ...extra];
  return args.length ? args : undefined;
}

/**
 * Replaces flags of the same name; appends flags that are absent or repeated. The order of the other arguments is kept, because a new order
 * would roll the pods.
 */
export function replaceArgs(args: string[], wanted: string[]): string[] | undefined {
  const once = (list: string[], arg: string) => list.filter((other) => flagName(other) === flagName(arg)).length === 1;
  const inPlace = wanted.filter((arg) => once(wanted, arg) && once(args, arg));
  const replaced = args.map((arg) => inPlace.find((other) => flagName(other) === flagName(arg)) ?? arg);
  return mergeArgs(replaced, wanted.filter((arg) => !inPlace.includes(arg)));
}

/** Sets `--name=value`: replaces the flag, or appends it if absent. */
export function setFlag(args: string[], name: string, value: string): string[] {
  const flag = `--${name}=${value}`;
  return args.some((arg) => flagName(arg) === name) ? args.map((arg) => flagName(arg) === name ? flag : arg) : [...args, flag];
}

/** The value of a flag of the form `--name=value`; undefined if it is not set. */
export function flagValue(args: string[], name: string): string | undefined {
  const arg = args.find((a) => flagName(a) === name);
  return arg?.includes('=') ? arg.slice(arg.indexOf('=') + 1) : undefined;
}

/** The value of `--name=value` or `--name value` in arguments; "" for a bare flag, undefined if absent. The last occurrence wins. */
export function flagOf(args: readonly string[], name: string): string | undefined {
  let found: string | undefined;
  args.forEach((arg, i) => {
    const match = /^--?([A-Za-z][\w.-]*)(?:=([\s\S]*))?$/.exec(arg);
    if (match?.[1] !== name) return;
    const next = args[i + 1];
    found = match[2] ?? (next !== undefined && !next.startsWith('-') ? next : '');
  });
  return found;
}

/** Name of a flag: "v" for "--v=1" and "-v=1"; undefined for other arguments. */
export function flagName(arg: string): string | undefined {
  return /^--?([A-Za-z][\w.-]*)/.exec(arg)?.[1];
}
