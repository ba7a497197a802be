/** The path of a file in a stack, which no stack of a page has. */
export function fileURLToPath(url: string): string {
  return new URL(url).pathname;
}
