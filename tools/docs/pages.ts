import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';

const ROOT = join(__dirname, '../..');
const NOTE = '<!-- Generated: `npm run docs` writes this page. -->';

/** A page of Markdown: blocks with an empty line between them, and a note that it is generated. */
export function page(blocks: string[]): string {
  return `${[NOTE, ...blocks].join('\n\n')}\n`;
}

/** Writes pages, by path from the root of the repository; or, to check them, lists those that differ from the files. */
export function publish(pages: { [path: string]: string }, check: boolean): string[] {
  return Object.entries(pages).filter(([path, text]) => {
    const file = join(ROOT, path);
    if (existsSync(file) && readFileSync(file, 'utf8') === text) return false;
    if (!check) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    return true;
  }).map(([path]) => path);
}
