/* The places besides the data file that name each minor: code, the facts of the tests, and the snapshots of what a release changed. */
import { spawnSync } from 'child_process';
import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { ccmRights, changedLines, cinderLines, rightsBeyond } from './facts';
import { Upstream } from './source';

/** What tools/shapes writes: it knows the constants of Release by name. */
const GENERATED = ['src/core/data/shapes.json', 'src/gitops/render/data/catalogue.json', 'schema/cluster.schema.json'];

/** Writes them, and returns their paths. A place that has the minor already stays as it is. */
export function writeAround(root: string, minor: string, neighbour: string, upstream: Upstream, profile: any): string[] {
  const [id, before] = [minor, neighbour].map((name) => name.replace('.', '_'));
  const line = `export { default as v${id} } from './${minor}.json';\n`;
  const member = `  /** cloud-provider-openstack ${minor}. */\n  public static readonly V${id} = Release.of('${minor}');\n`;
  const written = [
    ...inserted(join(root, 'src/releases/data/index.ts'), line, line.replaceAll(id, before).replaceAll(minor, neighbour)),
    ...inserted(join(root, 'src/releases/release.ts'), `\n${member}`, member.replaceAll(id, before).replaceAll(minor, neighbour)),
    ...replaced(join(root, 'src/kubernetes/minor.ts'), `NEWEST_RELEASE: Minor = '${neighbour}'`, `NEWEST_RELEASE: Minor = '${minor}'`),
    ...cinderFacts(join(root, 'test/evidence/upstream/cinder-csi-upstream.json'), minor, upstream, profile),
    ...ccmFacts(join(root, 'test/evidence/upstream/ccm-rbac.json'), minor, upstream),
  ];
  if (!written.length) return [];
  run(root, 'what is known at run time about the public types', 'tsx', '--tsconfig', 'tools/tsconfig.json', 'tools/shapes/write.ts');
  run(root, 'the snapshots of test/releases/history', 'jest', '--ci=false', '--coverage=false', 'test/releases/history', '-u');
  return [...written, ...GENERATED.map((path) => join(root, path)), join(root, 'test/releases/history.test.ts (snapshots)')];
}

function run(root: string, title: string, ...words: string[]): void {
  const { status, stderr } = spawnSync('npx', words, { cwd: root, encoding: 'utf8' });
  if (status) throw new Error(`${title} cannot be written:\n${stderr}`);
}

function cinderFacts(path: string, minor: string, upstream: Upstream, profile: any): string[] {
  const facts = JSON.parse(readFileSync(path, 'utf8'));
  if (minor in facts) return [];
  const before = Object.assign({}, ...Object.values(facts));
  facts[minor] = changedLines(before, cinderLines(upstream.cloud), profile.cinderCsi.chart?.version);
  return saved(path, facts);
}

/** `newest` is what all changes together lead to. */
function ccmFacts(path: string, minor: string, upstream: Upstream): string[] {
  const facts = JSON.parse(readFileSync(path, 'utf8'));
  const rights = ccmRights(upstream.cloud);
  const [added, removed] = [rightsBeyond(rights, facts.newest), rightsBeyond(facts.newest, rights)];
  if (!added.length && !removed.length) return [];
  facts.changes.push({ since: minor, ...added.length && { added }, ...removed.length && { removed } });
  return saved(path, { ...facts, newest: rights });
}

function saved(path: string, facts: object): string[] {
  const indent = /\n( +)"/.exec(readFileSync(path, 'utf8'))?.[1];
  writeFileSync(path, `${JSON.stringify(facts, undefined, indent)}\n`);
  return [path];
}

function inserted(path: string, text: string, after: string): string[] {
  const old = readFileSync(path, 'utf8');
  if (old.includes(text.trim())) return [];
  if (!old.includes(after)) throw new Error(`${path} lacks ${JSON.stringify(after)}`);
  writeFileSync(path, old.replace(after, () => `${after}${text}`));
  return [path];
}

function replaced(path: string, from: string, to: string): string[] {
  const old = readFileSync(path, 'utf8');
  if (!old.includes(from)) return [];
  writeFileSync(path, old.replace(from, () => to));
  return [path];
}
