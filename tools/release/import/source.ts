/* Upstream's manifests of a minor, from a folder that has them by minor or from a git repository on disk, where a tag holds each release. */
import { execFileSync } from 'child_process';
import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';
import { indented } from '../../../src/analysis/input/loose-indentation';

export interface KubeObject { readonly [field: string]: any }

/** What upstream has of a minor. */
export interface Upstream {
  /** Where it was read, for the report. */
  readonly origin: string;
  /** Objects of the cloud-controller-manager and of the Cinder CSI driver. */
  readonly cloud: KubeObject[];
  /** Objects of the Manila CSI driver; empty where upstream has none. */
  readonly manila: KubeObject[];
  /** Version of each chart, by the name of its folder; empty where it cannot be told. */
  readonly charts: { readonly [chart: string]: { readonly version: string; readonly appVersion: string } };
}

/** Reads a minor, or says why that is not possible. */
export function readUpstream(place: string, minor: string): Upstream {
  const git = gitDirectory(place);
  return git ? fromGit(git, minor) : fromFolder(place, minor);
}

/** The git directory at a path: of a work tree, a bare repository or a mirror. */
export function gitDirectory(place: string): string | undefined {
  return [join(place, '.git'), place, join(place, 'repo')].find((path) => existsSync(join(path, 'objects')) && existsSync(join(path, 'HEAD')));
}

/** Releases among the tags, such as `v1.36.0`, oldest first. */
export function releaseTags(git: string): string[] {
  const rank = (tag: string) => tag.slice(1).split('.').reduce((sum, part) => sum * 10_000 + Number(part), 0);
  return show(git, 'tag').split('\n').filter((tag) => /^v1\.\d+\.\d+$/.test(tag)).sort((a, b) => rank(a) - rank(b));
}

/** Output of a git command. */
export function show(git: string, ...words: string[]): string {
  return execFileSync('git', [`--git-dir=${git}`, ...words], { encoding: 'utf8', maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Objects of YAML text as kubectl reads it; a List counts as its items. */
export function objectsOf(text: string): KubeObject[] {
  return parseAllDocuments(indented(text), { version: '1.1' }).map((document) => document.toJS()).filter(Boolean)
    .flatMap((object: any) => object.kind === 'List' ? object.items : [object]);
}

function fromFolder(place: string, minor: string): Upstream {
  const read = (component: string) => {
    const folder = join(place, 'manifests', component, minor);
    const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.yaml')).sort() : [];
    return names.flatMap((name) => objectsOf(readFileSync(join(folder, name), 'utf8')));
  };
  const cloud = read('cloud-provider-openstack');
  if (!cloud.length) throw new Error(`${join(place, 'manifests/cloud-provider-openstack', minor)} has no manifests`);
  return { origin: place, cloud, manila: read('manila-csi'), charts: {} };
}

function fromGit(git: string, minor: string): Upstream {
  const tag = releaseTags(git).filter((name) => name.startsWith(`v${minor}.`)).pop();
  const branches = show(git, 'for-each-ref', '--format=%(refname)').split('\n');
  const commit = tag ?? branches.find((name) => name.endsWith(`/release-${minor}`));
  if (!commit) throw new Error(`${git} has neither a tag v${minor}.* nor a branch release-${minor}`);
  const files = show(git, 'ls-tree', '-r', '--name-only', commit).split('\n');
  const read = (folder: string) => files.filter((path) => path.endsWith('.yaml') && path.slice(0, path.lastIndexOf('/')) === folder)
    .flatMap((path) => objectsOf(show(git, 'show', `${commit}:${path}`)));
  const charts = Object.fromEntries(files.filter((path) => /^charts\/[^/]+\/Chart\.yaml$/.test(path)).map((path) => {
    const { version, appVersion } = objectsOf(show(git, 'show', `${commit}:${path}`))[0];
    return [path.split('/')[1], { version, appVersion }];
  }));
  return {
    origin: `${git} at ${commit}`,
    manila: read('manifests/manila-csi-plugin'),
    charts,
    // The roles of the controller manager stood among the addons up to 1.21.
    cloud: ['manifests/controller-manager', 'cluster/addons/rbac', 'manifests/cinder-csi-plugin'].flatMap(read),
  };
}
