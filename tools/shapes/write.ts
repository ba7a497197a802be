/*
 * Writes what is known at run time about the public types: src/core/data/shapes.json, and the catalogue and the schema of files that describe
 * clusters. With --check, says whether they are up to date; with --print, prints the shapes of the sources in the JSON object on standard input, which maps paths to texts, and
 * writes nothing.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { deriveCatalogue } from './catalogue';
import { derive } from './derive';

const print = process.argv.includes('--print');
const types = derive(print ? JSON.parse(readFileSync(0, 'utf8')) : {});

/** A line for each type, so that changes of two types merge. */
function linewise(value: object): string {
  return `{\n${Object.entries(value).map(([section, map]) => (
    ` ${JSON.stringify(section)}: {\n${Object.entries(map).map(([name, entry]) => `  ${JSON.stringify(name)}: ${JSON.stringify(entry)}`).join(',\n')}\n }`
  )).join(',\n')}\n}\n`;
}

/** What follows from what is on disk by now is written last. */
const FILES: ReadonlyArray<readonly [path: string, text: () => string]> = [
  ['src/core/data/shapes.json', () => linewise(types.shapes)],
  ['src/gitops/render/data/catalogue.json', () => linewise(deriveCatalogue(types))],
  ['schema/cluster.schema.json', () => schemaText()],
];

/** Loads the library, which reads the files before. */
function schemaText(): string {
  const { deriveSchema } = require('./schema') as typeof import('./schema'); // eslint-disable-line @typescript-eslint/no-require-imports
  const { definitions, ...head } = deriveSchema(types);
  const start = Object.entries(head).map(([key, value]) => ` ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`).join('');
  return `{\n${start}${linewise({ definitions }).slice(2)}`;
}

if (print) {
  process.stdout.write(linewise(types.shapes));
} else {
  for (const [path, text] of FILES) {
    const file = resolve(__dirname, '../..', path);
    if (!process.argv.includes('--check')) {
      writeFileSync(file, text());
    } else if (readFileSync(file, 'utf8') !== text()) {
      console.error(`${path} does not match the public types: run npm run shapes`);
      process.exitCode = 1;
    }
  }
}
