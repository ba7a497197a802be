/**
 * Whether output is coloured: FORCE_COLOR decides (0 and false switch colours off), then NO_COLOR, then whether it goes to a terminal.
 *
 * @see https://force-color.org/
 * @see https://no-color.org/
 */
export function isColoured({ FORCE_COLOR: force, NO_COLOR: none }: { readonly [name: string]: string | undefined }, isTerminal: boolean): boolean {
  if (force) return force !== '0' && force !== 'false';
  return isTerminal && !none;
}
