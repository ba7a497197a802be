/** The arguments with extras appended; extras take the place of flags of the same name. `-v` and `--v` are the same flag. */
export function mergeArgs(shipped: string[], extra: string[]): string[] | undefined {
  const replaced = new Set(extra.map(flagName).filter((name) => name !== undefined));
  const args = [...shipped.filter((arg) => !replaced.has(flagName(arg) ?? '')), ...extra];
  return args.length ? args : undefined;
}

/**
 * The arguments with others in the place of flags of the same name, or at the end where there is none, or several. Arguments keep their place: in
 * another order they would restart pods.
 */
export function replaceArgs(args: string[], wanted: string[]): string[] | undefined {
  const once = (list: string[], arg: string) => list.filter((other) => flagName(other) === flagName(arg)).length === 1;
  const inPlace = wanted.filter((arg) => once(wanted, arg) && once(args, arg));
  const replaced = args.map((arg) => inPlace.find((other) => flagName(other) === flagName(arg)) ?? arg);
  return mergeArgs(replaced, wanted.filter((arg) => !inPlace.includes(arg)));
}

/** The arguments with `--name=value` in the place of that flag, or at the end where there is none. */
export function setFlag(args: string[], name: string, value: string): string[] {
  const flag = `--${name}=${value}`;
  return args.some((arg) => flagName(arg) === name) ? args.map((arg) => flagName(arg) === name ? flag : arg) : [...args, flag];
}

/** The value of a flag of the form `--name=value`; undefined where it is not set. */
export function flagValue(args: string[], name: string): string | undefined {
  const arg = args.find((a) => flagName(a) === name);
  return arg?.includes('=') ? arg.slice(arg.indexOf('=') + 1) : undefined;
}

/** The value of `--name=value` or `--name value` among arguments; "" for a bare flag, undefined when it is not there. The last one wins. */
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

/** "v" of "--v=1" and of "-v=1"; undefined for what is no flag. */
export function flagName(arg: string): string | undefined {
  return /^--?([A-Za-z][\w.-]*)/.exec(arg)?.[1];
}
