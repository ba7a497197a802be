/*
 * Writes the release data of a minor from upstream's manifests: npm run release:import -- FOLDER_OR_GIT MINOR
 *   --check  compares with the files that exist (without MINOR: all of them) and writes nothing
 * FOLDER_OR_GIT holds manifests/<component>/<minor>, or is a git repository with a tag of each release.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { isDeepStrictEqual } from 'util';
import { writeAround } from './around';
import { differences, mergedProfile, Placed } from './merge';
import { withPlaceholders } from './placeholders';
import { cinderCsiOf, cloudControllerManagerOf, manilaCsiOf } from './profiles';
import { readUpstream, Upstream } from './source';
import { dataText } from './text';
import { imageName } from '../../../src/kubernetes/images';
import { imagesOf, mapImages } from '../../../src/releases/profile';

const ROOT = join(__dirname, '../../..');
const DATA = join(ROOT, 'src/releases/data');

/** Folder of the chart of each component in upstream's repository. */
const CHARTS = { cloudControllerManager: 'openstack-cloud-controller-manager', cinderCsi: 'cinder-csi-plugin', manilaCsi: 'manila-csi-plugin' };

const known = readdirSync(DATA).map((name) => /^(1\.\d+)\.json$/.exec(name)?.[1]).filter((name): name is string => name !== undefined)
  .sort((a, b) => Number(a.slice(2)) - Number(b.slice(2)));

const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const check = process.argv.includes('--check');
const [place, given] = words;
if (!place || !existsSync(place) || (!check && !given) || (given !== undefined && !/^1\.\d+$/.test(given))) {
  process.stderr.write('usage: npm run release:import -- FOLDER_OR_GIT MINOR, or -- FOLDER_OR_GIT [MINOR] --check\n');
  process.exit(2);
}
process.exit(check ? compared(given ? [given] : known) : imported(given));

/** The profile of a minor, from upstream and what is beside it. */
function derived(minor: string): { upstream: Upstream; neighbour: string; existing?: any; near: any; profile: any; leaves: Placed[] } {
  const upstream = readUpstream(place, minor);
  const older = known.filter((other) => Number(other.slice(2)) < Number(minor.slice(2)));
  const neighbour = older.pop() ?? known.find((other) => other !== minor)!;
  const near = data(neighbour);
  const distance = (other: string) => Math.abs(Number(other.slice(2)) - Number(minor.slice(2)));
  const others = known.filter((other) => other !== minor).sort((a, b) => distance(a) - distance(b));
  const existing = known.includes(minor) ? data(minor) : undefined;
  const containerOf = (role: string, plugin: string) => [near, existing].flatMap((profile) => profile?.cinderCsi.roles ?? [])
    .find((entry: any) => entry.name === role && entry.plugin === plugin)?.container ?? role.replace(/-role.*$/, '');
  const parts: any = {
    cloudControllerManager: cloudControllerManagerOf(upstream.cloud),
    cinderCsi: cinderCsiOf(upstream.cloud, containerOf),
    // The driver of 1.15 was a first attempt, with other objects.
    ...minor !== '1.15' && upstream.manila.length && { manilaCsi: manilaCsiOf(upstream.manila) },
  };
  for (const [component, part] of Object.entries(parts)) {
    parts[component] = withPlaceholders(component, part, others.map((other) => data(other)[component]));
  }
  return { upstream, neighbour, existing, near, ...mergedProfile(minor, parts, existing, near) };
}

function imported(minor: string): number {
  const { upstream, neighbour, existing, near, profile, leaves } = derived(minor);
  if (!existing) {
    for (const [component, chart] of Object.entries(CHARTS)) {
      if (profile[component]?.chart) profile[component].chart = chartOf(upstream, chart, minor, near[component], profile[component]);
    }
  }
  const changes = differences(existing ?? { ...near, minor }, profile);
  if (!existing || changes.length) writeFileSync(join(DATA, `${minor}.json`), dataText(profile));
  print(`${minor} from ${upstream.origin}, compared with ${existing ? 'the file that exists' : neighbour}:`, changes);
  print('not in the manifests, please review:', summary(leaves));
  print('written:', existing ? [] : writeAround(ROOT, minor, neighbour, upstream, profile));
  return 0;
}

/**
 * The neighbour's chart with the version in upstream's Chart.yaml, or else the number of the new minor. Where it runs the image of the neighbour's
 * manifests, it runs that of the new ones.
 */
function chartOf(upstream: Upstream, chart: string, minor: string, near: any, now: any): any {
  const { version, appVersion } = upstream.charts[chart] ?? { version: `2.${minor.slice(2)}.0`, appVersion: `v${minor}.0` };
  const images = (part: any) => new Map(imagesOf({ ...part, chart: undefined }).map((image) => [imageName(image), image]));
  const [before, after] = [images(near), images(now)];
  const pods = mapImages(near.chart, (image) => before.get(imageName(image)) === image ? after.get(imageName(image)) ?? image : image);
  return { ...pods, version, ...'appVersion' in near.chart && { appVersion } };
}

function compared(minors: string[]): number {
  let [total, fromUpstream, wrong] = [0, 0, 0];
  for (const minor of minors) {
    const { existing, profile, leaves } = derived(minor);
    const found = differences(existing, profile);
    const unexpected = [...found];
    if (!found.length && !isDeepStrictEqual(existing, profile)) unexpected.push('the profiles differ in what the comparison does not see');
    if (!found.length && dataText(existing) !== readFileSync(join(DATA, `${minor}.json`), 'utf8')) unexpected.push('the file is not written as the importer writes it');
    print(`${minor}:`, unexpected);
    wrong += unexpected.length;
    total += leaves.length;
    fromUpstream += leaves.filter((leaf) => leaf.source === 'upstream').length;
    if (given) print('not in the manifests:', summary(leaves));
  }
  process.stdout.write(`summary: ${minors.length} minors, ${total} leaves, ${fromUpstream} of them from upstream, ${wrong} differences\n`);
  return wrong ? 1 : 0;
}

/** Leaves that upstream's manifests do not have, by the part that holds them. */
function summary(leaves: Placed[]): string[] {
  return leaves.filter(({ source }) => source !== 'upstream').map(({ path, source, value }) => `${path} = ${JSON.stringify(value)} (${source})`);
}

function data(minor: string): any {
  return JSON.parse(readFileSync(join(DATA, `${minor}.json`), 'utf8'));
}

function print(title: string, lines: string[]): void {
  if (lines.length) process.stdout.write(`${title}\n${lines.map((line) => `  ${line}\n`).join('')}`);
}
