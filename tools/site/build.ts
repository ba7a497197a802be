/*
 * Builds the documentation site: `npm run docs:site`. It fails where a link leads nowhere.
 *
 * SITE_BASE is the path of the site on its server, such as /cdk8s-openstack/ (default: /).
 */
import { spawnSync } from 'child_process';
import { readdirSync, rmSync, statSync } from 'fs';
import { join, resolve } from 'path';
import { buildDemo } from './demo';
import { followLinks } from './links';

const SITE = resolve(__dirname, '../../site');
const DIST = join(SITE, 'dist');
const MOST_SHOWN = 50;

function main(): number {
  const base = process.env.SITE_BASE ?? '/';
  rmSync(DIST, { recursive: true, force: true });
  const { status } = spawnSync(join(SITE, 'node_modules/.bin/vitepress'), ['build', SITE], { stdio: 'inherit', cwd: SITE });
  if (status !== 0) return 1;
  const types = spawnSync(join(SITE, '../node_modules/.bin/tsc'), ['-p', SITE], { stdio: 'inherit' });
  if (types.status !== 0) return 1;
  buildDemo(join(DIST, 'demo'));
  const { pages, links, dead } = followLinks(DIST, base);
  for (const line of dead.slice(0, MOST_SHOWN)) process.stderr.write(`${line}\n`);
  const index = readdirSync(DIST, { recursive: true, encoding: 'utf8' }).find((path) => path.includes('localSearchIndex'));
  if (!index) process.stderr.write('the site has no search index\n');
  if (dead.length || !index) return 1;
  process.stdout.write(`summary: ${pages} pages, ${links} links, a search index of ${Math.round(statSync(join(DIST, index)).size / 1024)} KiB\n`);
  return 0;
}

process.exitCode = main();
