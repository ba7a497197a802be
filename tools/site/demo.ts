/* Bundles the demo: the page, and a worker with the analysis, in which small modules stand for the parts of Node that it imports. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { join, resolve } from 'path';
import { buildSync, BuildOptions } from 'esbuild';
import { thousandClaims } from './thousand';
import { scriptHash, styleHash } from '../../src/analysis/report/picture/page/assets.json';
import { minorNumber, NEWEST_KNOWN_MINOR } from '../../src/kubernetes/minor';

const ROOT = resolve(__dirname, '../..');
const SOURCE = join(ROOT, 'site/demo');
const OLDEST_MINOR = 15;

/** Examples of the demo: files of the repository, and what rules find. */
export const EXAMPLES: ReadonlyArray<{ readonly name: string; readonly text: () => string }> = [
  { name: 'A database, a web server and a backup', text: () => read('docs/storage-plan.yaml') },
  { name: 'Ten claims, each with another outcome', text: () => read('test/evidence/plans/ten-claims.yaml') },
  { name: 'Replicas that want more local disks than there are', text: () => exampleOf('STS009') },
  { name: 'ReadWriteMany on block storage', text: () => exampleOf('ACM004') },
  { name: 'A class that no longer provisions', text: () => exampleOf('CLS011') },
  { name: 'Volumes that nobody claims', text: () => read('test/evidence/plans/idle-volumes.yaml') },
  { name: '1,000 claims', text: thousandClaims },
];

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** What the page of a rule shows as found. */
function exampleOf(rule: string): string {
  const [, text] = /^## Found in\n+```yaml\n(.*?)^```$/ms.exec(read(`docs/rules/${rule}.md`)) ?? [];
  if (!text) throw new Error(`docs/rules/${rule}.md shows no manifests`);
  return text;
}

/** The plan's page runs its own script and style only; a picture in a frame has this policy and its own. */
const POLICY = [
  'default-src \'none\'', 'connect-src \'none\'', `script-src 'self' '${scriptHash}'`, `style-src 'self' '${styleHash}'`, 'img-src \'self\'', 'worker-src blob:',
  'base-uri \'none\'', 'form-action \'none\'',
].join('; ');

export function buildDemo(folder: string): void {
  const minors = Array.from({ length: minorNumber(NEWEST_KNOWN_MINOR) - OLDEST_MINOR + 1 }, (_, i) => `1.${minorNumber(NEWEST_KNOWN_MINOR) - i}`);
  const inNode = Object.fromEntries(readdirSync(join(SOURCE, 'node')).filter((name) => name.endsWith('.ts')).flatMap((file) => {
    const name = file.slice(0, -'.ts'.length);
    return [name, `node:${name}`].map((module) => [module, join(SOURCE, 'node', file)]);
  }));
  const common: BuildOptions = { bundle: true, minify: true, platform: 'browser', target: 'es2022', format: 'iife', legalComments: 'linked', logLevel: 'warning' };
  mkdirSync(folder, { recursive: true });
  buildSync({
    ...common,
    entryPoints: [join(SOURCE, 'page.ts')],
    outfile: join(folder, 'page.js'),
    define: { EXAMPLES: JSON.stringify(EXAMPLES.map(({ name, text }) => ({ name, text: text() }))), VERSIONS: JSON.stringify(minors) },
  });
  buildSync({ ...common, entryPoints: [join(SOURCE, 'worker.ts')], outfile: join(folder, 'worker.js'), alias: inNode, define: { __dirname: '"/library/core"' } });
  writeFileSync(join(folder, 'style.css'), readFileSync(join(SOURCE, 'style.css')));
  writeFileSync(join(folder, 'index.html'), read('site/demo/index.html').replace('POLICY', POLICY));
}
