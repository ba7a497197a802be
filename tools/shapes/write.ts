/*
 * Writes src/core/data/shapes.json. With --check, says whether it is up to date; with --print, prints the shapes of the sources in the JSON
 * object on standard input, which maps paths to texts, and writes nothing.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { deriveShapes } from './derive';

const FILE = resolve(__dirname, '../../src/core/data/shapes.json');

const print = process.argv.includes('--print');
const shapes = deriveShapes(print ? JSON.parse(readFileSync(0, 'utf8')) : {});
/** A line for each type, so that changes of two types merge. */
const text = `{\n${Object.entries(shapes).map(([section, map]) => (
  ` ${JSON.stringify(section)}: {\n${Object.entries(map).map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`).join(',\n')}\n }`
)).join(',\n')}\n}\n`;

if (print) {
  process.stdout.write(text);
} else if (!process.argv.includes('--check')) {
  writeFileSync(FILE, text);
} else if (readFileSync(FILE, 'utf8') !== text) {
  console.error('src/core/data/shapes.json does not match the public types: run npm run shapes');
  process.exitCode = 1;
}
