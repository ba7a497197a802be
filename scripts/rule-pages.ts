/*
 * Writes a page for each rule of the storage analysis, and their index, to docs/rules/ (or the folder that is given).
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rulePages } from '../src/analysis/rules/pages';

const folder = process.argv[2] ?? join(__dirname, '../docs/rules');
mkdirSync(folder, { recursive: true });
for (const old of readdirSync(folder).filter((name) => name.endsWith('.md'))) rmSync(join(folder, old));
for (const [name, text] of rulePages()) writeFileSync(join(folder, name), text);
