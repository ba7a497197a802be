/*
 * Writes docs/api/ from the assembly, after each compilation. With --check it only lists the pages that are out of date, and fails if there are any.
 */
import { existsSync, readdirSync, rmSync } from 'fs';
import { join } from 'path';
import { apiPages } from './api';
import { publish } from './pages';

const ROOT = join(__dirname, '../..');
const FOLDER = 'docs/api';

const check = process.argv.includes('--check');
const pages = apiPages();
const stale = publish(pages, check);
const surplus = (existsSync(join(ROOT, FOLDER)) ? readdirSync(join(ROOT, FOLDER)) : []).map((name) => `${FOLDER}/${name}`).filter((path) => !pages[path]);
if (!check) surplus.forEach((path) => rmSync(join(ROOT, path)));
for (const path of [...stale, ...surplus]) process.stdout.write(`${check ? 'out of date' : 'wrote'}: ${path}\n`);
process.exit(check && stale.length + surplus.length ? 1 : 0);
