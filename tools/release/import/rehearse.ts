/*
 * Imports a made-up minor into a copy of the repository and runs `npm test` there: npm run release:rehearse -- UPSTREAM [TEST…]
 * The minor is the newest one of the folder UPSTREAM with three changes: its own images, a sidecar's image, and a flag. Without TEST all tests run, and
 * the types are checked either way.
 */
import { execFileSync, spawnSync } from 'child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';

const ROOT = join(__dirname, '../../..');
const [upstream, ...tests] = process.argv.slice(2);
if (!upstream) {
  process.stderr.write('usage: npm run release:rehearse -- UPSTREAM [TEST…]\n');
  process.exit(2);
}
const known = readdirSync(join(ROOT, 'src/releases/data')).map((name) => Number(/^1\.(\d+)\.json$/.exec(name)?.[1] ?? 0));
const newest = Math.max(...known);
const [minor, next] = [`1.${newest}`, `1.${newest + 1}`];
const folder = mkdtempSync(join(tmpdir(), 'rehearsal-'));
try {
  process.exitCode = rehearsed();
} finally {
  rmSync(folder, { recursive: true });
}

function rehearsed(): number {
  const copy = join(folder, 'repository');
  for (const file of execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' }).trim().split('\n')) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(ROOT, file), join(copy, file));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  madeUp(join(folder, 'upstream'));
  const run = (command: string, words: string[]): number => {
    const { status } = spawnSync(command, words, { cwd: copy, stdio: 'inherit', env: { ...process.env, TZ: 'UTC' } });
    return status ?? 1;
  };
  const tsx = ['tsx', '--tsconfig', 'examples/tsconfig.json'];
  if (run('npx', [...tsx, 'tools/release/import/main.ts', join(folder, 'upstream'), next])) return 1;
  if (run('npx', [...tsx, 'tools/release/import/main.ts', join(folder, 'upstream'), next, '--check'])) return 1;
  const status = run('npx', [...tsx, 'tools/test/test.ts', '--coverage=false', ...tests]);
  if (!status) process.stdout.write(`summary: ${next} passes ${tests.length ? `${tests.length} groups of tests` : 'all tests'} without a hand edit\n`);
  return status;
}

/** The newest minor with three changes. */
function madeUp(place: string): void {
  let flags = 0;
  for (const component of ['cloud-provider-openstack', 'manila-csi']) {
    const [from, to] = [minor, next].map((name, i) => join(i ? place : upstream, 'manifests', component, name));
    mkdirSync(to, { recursive: true });
    for (const file of readdirSync(from)) {
      const text = readFileSync(join(from, file), 'utf8')
        .replace(new RegExp(`(provider-os/[a-z-]+):v${minor.replace('.', '\\.')}\\.\\d+`, 'g'), `$1:v${next}.0`)
        .replace(/csi-attacher:v(\d+)\.\d+\.\d+/g, 'csi-attacher:v$1.99.0')
        .replace(/^( *- )"--handle-volume-inuse-error=false"$/m, (line, dash: string) => {
          flags += component === 'manila-csi' ? 0 : 1;
          return component === 'manila-csi' ? line : `${line}\n${dash}"--workers=20"`;
        });
      writeFileSync(join(to, file), text);
    }
  }
  if (flags !== 1) throw new Error(`the made-up minor has ${flags} new flags where it should have one`);
}
