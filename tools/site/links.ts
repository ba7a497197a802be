/* Whether each link of a built site leads to a page, a file or a heading of it. */
import { existsSync, readdirSync, readFileSync, statSync } from 'fs';
import { join, relative } from 'path';

export interface Links {
  readonly pages: number;
  readonly links: number;
  /** A line for each link that leads nowhere. */
  readonly dead: readonly string[];
}

const ATTRIBUTE = /\s(?:href|src)="([^"]*)"/g;
const decoded = (text: string) => text.replace(/&amp;/g, '&').replace(/&#39;/g, '\'').replace(/&quot;/g, '"');

/** Follows the links of each page below a folder that stands at `base` on its server; those to other servers are left out. */
export function followLinks(folder: string, base: string): Links {
  const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.html')).sort();
  const texts = new Map(pages.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
  const anchors = new Map([...texts].map(([path, text]) => [path, new Set([...text.matchAll(/\s(?:id|name)="([^"]*)"/g)].map(([, id]) => decoded(id)))]));
  const dead = new Set<string>();
  let links = 0;
  for (const [page, text] of texts) {
    // Pages that the server shows at any address have links that start at its root.
    const address = new URL(`http://site${base}${page}`);
    for (const [, value] of text.matchAll(ATTRIBUTE)) {
      const url = new URL(decoded(value), address);
      if (url.host !== 'site' || url.protocol !== 'http:') continue;
      links++;
      const target = url.pathname.startsWith(base) ? fileOf(folder, decodeURIComponent(url.pathname.slice(base.length))) : undefined;
      const known = target === undefined ? undefined : anchors.get(target);
      if (target === undefined) dead.add(`${page}: ${value} is no page or file of the site`);
      else if (url.hash && known && !known.has(decodeURIComponent(url.hash.slice(1)))) dead.add(`${page}: ${value}: ${target} has no such heading`);
    }
  }
  return { pages: pages.length, links, dead: [...dead] };
}

/** The file that a server sends for a path. */
export function fileOf(folder: string, path: string): string | undefined {
  const file = join(folder, path);
  if (relative(folder, file).startsWith('..') || !existsSync(file)) return undefined;
  const sent = statSync(file).isDirectory() ? join(file, 'index.html') : file;
  return existsSync(sent) ? relative(folder, sent) : undefined;
}
