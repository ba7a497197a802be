/*
 * What upstream has that the library lacks: npm run currency -- FOLDER_OR_GIT [--online]
 * A git repository of cloud-provider-openstack on disk (a clone or a mirror) is looked at in full, a folder with manifests and charts as far as it goes.
 * --online asks the Go module proxy for the newest Kubernetes. Exit code 0: nothing is lacking, 1: something is, 2: nothing could be looked at.
 */
import { execFileSync } from 'child_process';
import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { parse } from 'yaml';
import { gitDirectory, objectsOf, releaseTags, show } from './import/source';
import { table } from '../../src/analysis/report/style';
import { NEWEST_KNOWN_MINOR } from '../../src/kubernetes/minor';
import { KEYS } from '../../src/openstack/cloud-conf/keys';
import { ADDRESS_ANNOTATION, ANNOTATIONS } from '../../src/openstack/load-balancer/annotations';
import { Release } from '../../src/releases';
import { covers, leavesOf, valuePaths } from '../docs/helm-parity';

interface Row { readonly what: string; readonly name: string; readonly ours: string; readonly upstream: string; readonly state: 'current' | 'LACKING' | 'not looked at' }

/** Folder of a chart in upstream's repository, and name of our table of its values. */
const CHARTS = [
  { folder: 'openstack-cloud-controller-manager', tag: 'openstack-cloud-controller-manager', file: 'ccm', component: 'cloudControllerManager' },
  { folder: 'cinder-csi-plugin', tag: 'openstack-cinder-csi', file: 'cinder-csi', component: 'cinderCsi' },
  { folder: 'manila-csi-plugin', tag: 'openstack-manila-csi', file: 'manila-csi', component: 'manilaCsi' },
] as const;

const WIDTH = 110;

const [place] = process.argv.slice(2).filter((word) => !word.startsWith('--'));
if (!place || !existsSync(place)) {
  process.stderr.write('usage: npm run currency -- FOLDER_OR_GIT [--online]\n');
  process.exit(2);
}
const git = gitDirectory(place);
const rows = [...(git ? ofGit(git) : ofFolder(place)), kubernetes(process.argv.includes('--online'))];
for (const line of table(['WHAT', 'NAME', 'HERE', 'UPSTREAM', 'STATE'], rows.map((r) => [r.what, r.name, r.ours, r.upstream, r.state]), WIDTH)) process.stdout.write(`${line}\n`);
const count = (state: Row['state']) => rows.filter((one) => one.state === state).length;
process.stdout.write(`summary: ${count('current')} current, ${count('LACKING')} lacking, ${count('not looked at')} not looked at\n`);
process.exit(count('LACKING') ? 1 : count('current') ? 0 : 2);

function ofGit(directory: string): Row[] {
  const tags = releaseTags(directory);
  const newest = new Map(tags.map((tag) => [tag.replace(/^v|\.\d+$/g, ''), tag]));
  const releases = [...newest].filter(([minor]) => Number(minor.slice(2)) >= 15).map(([minor, tag]) => row('release', minor, versionHere(minor), tag));
  const all = show(directory, 'tag').split('\n');
  const charts = CHARTS.flatMap(({ tag, component }) => Release.all().flatMap((release) => {
    const ours: string | undefined = (release._profile[component] as any)?.chart?.version;
    const prefix = `${tag}-2.${release.minor.slice(2)}.`;
    const patches = all.filter((name) => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length))).map((name) => Number(name.slice(prefix.length)));
    return ours === undefined || !patches.length ? [] : [row(`chart ${tag}`, release.minor, ours, `2.${release.minor.slice(2)}.${Math.max(...patches)}`)];
  }));
  const at = 'HEAD';
  const values = CHARTS.flatMap(({ folder, file }) => lacking(`value of chart ${file}`, valuePaths(parse(show(directory, 'show', `${at}:charts/${folder}/values.yaml`)) ?? {}),
    (path) => leavesOf(file).some(({ leaf }) => covers(leaf, path))));
  const found = (pattern: RegExp, ...paths: string[]) => [...new Set([...paths.map((path) => show(directory, 'grep', '-hE', pattern.source, at, '--', path)).join('\n')
    .matchAll(new RegExp(pattern, 'g'))].map((match) => match[1]))].sort();
  const known = new Set([...ANNOTATIONS.map(([, { name }]) => name), ADDRESS_ANNOTATION]);
  const annotations = lacking('Service annotation', found(/"(loadbalancer\.openstack\.org\/[a-z-]+)"/, 'pkg/openstack'), (name) => known.has(name));
  const keys = lacking('key of cloud.conf', found(/gcfg:"([^",]+)"/, 'pkg/client', 'pkg/openstack', 'pkg/csi/cinder', 'pkg/util/metadata'),
    (name) => KEYS.some((key) => key.key === name));
  return [...releases, ...charts, ...values, ...annotations, ...keys];
}

/** A folder has the manifests by minor, and values of charts; annotations and keys stand in Go code. */
function ofFolder(folder: string): Row[] {
  const manifests = join(folder, 'manifests/cloud-provider-openstack');
  const releases = (existsSync(manifests) ? readdirSync(manifests) : []).map((minor) => {
    const objects = readdirSync(join(manifests, minor)).filter((name) => name.endsWith('.yaml')).flatMap((name) => objectsOf(readFileSync(join(manifests, minor, name), 'utf8')));
    return row('release', minor, versionHere(minor), /openstack-cloud-controller-manager:(v[\d.]+)/.exec(JSON.stringify(objects))?.[1] ?? 'no image');
  });
  const values = CHARTS.flatMap(({ file }) => {
    const chart = join(folder, 'charts', file);
    const names = existsSync(chart) ? readdirSync(chart).filter((name) => name.endsWith('values.yaml')) : [];
    const paths = [...new Set(names.flatMap((name) => valuePaths(parse(readFileSync(join(chart, name), 'utf8')) ?? {})))].filter(Boolean);
    return paths.length ? lacking(`value of chart ${file}`, paths, (path) => leavesOf(file).some(({ leaf }) => covers(leaf, path))) : [unseen(`values of chart ${file}`)];
  });
  return [...releases, ...values, ...['versions of charts', 'Service annotations', 'keys of cloud.conf'].map(unseen)];
}

function kubernetes(online: boolean): Row {
  if (!online) return { ...unseen('Kubernetes'), ours: NEWEST_KNOWN_MINOR };
  try {
    const listed = execFileSync('go', ['list', '-m', '-versions', 'k8s.io/api'], { encoding: 'utf8', cwd: join(__dirname, '../../conformance'), stdio: ['ignore', 'pipe', 'pipe'] });
    const newest = listed.trim().split(' ').filter((version) => /^v0\.\d+\.\d+$/.test(version)).pop();
    return newest ? row('Kubernetes', 'k8s.io/api', NEWEST_KNOWN_MINOR, newest.replace(/^v0\.(\d+)\..*/, '1.$1')) : { ...unseen('Kubernetes'), ours: NEWEST_KNOWN_MINOR };
  } catch {
    return { ...unseen('Kubernetes'), ours: NEWEST_KNOWN_MINOR };
  }
}

/** The tag of the program that the data of a minor names. */
function versionHere(minor: string): string {
  const release = Release.all().find((r) => r.minor === minor);
  return release ? /openstack-cloud-controller-manager:(v[\d.]+)/.exec(release.asShipped().images().join(' '))?.[1] ?? 'no tag' : 'nothing';
}

/** What upstream has and the library lacks, a row each; one row where nothing is lacking. */
function lacking(what: string, names: string[], has: (name: string) => boolean): Row[] {
  if (!names.length) return [unseen(what)];
  const missing = names.filter((name) => !has(name)).map((name): Row => ({ what, name, ours: 'nothing', upstream: 'has it', state: 'LACKING' }));
  return missing.length ? missing : [{ what, name: 'all', ours: String(names.length), upstream: String(names.length), state: 'current' }];
}

function row(what: string, name: string, ours: string, upstream: string): Row {
  return { what, name, ours, upstream, state: ours === upstream ? 'current' : 'LACKING' };
}

function unseen(what: string): Row {
  return { what, name: '-', ours: '-', upstream: '?', state: 'not looked at' };
}
