/*
 * Writes docs/releases/<minor>.md: what changes in the YAML from the minor before. Both are rendered with upstream's names and kinds, so that the page is
 * about what upstream changed; the default of this library, a StatefulSet for the Cinder CSI controller, does not change between minors.
 */
import { App } from 'cdk8s';
import { Changes, changesBetween, Manifest, ObjectChanges } from './manifest-changes';
import { page } from './pages';
import notes from '../../docs/releases/notes.json';
import { Advice, CloudConfig, ControllerKind, OpenStackClusterChart, Release } from '../../src';
import { isRead, KEYS, nameOf } from '../../src/openstack/cloud-conf/keys';

/** Name of the class that represents the reader's. */
const ANY_CLASS = 'any-cinder-class';

/** The pages, by path. */
export function upgradeNotes(): { [path: string]: string } {
  const releases = Release.all();
  const renders = new Map(releases.map((release) => [release.minor, render(release)]));
  const pages: { [path: string]: string } = { 'docs/releases/README.md': indexPage(releases) };
  for (const [i, release] of releases.entries()) {
    const objects = renders.get(release.minor)!;
    pages[`docs/releases/${release.minor}.md`] = i === 0 ? firstPage(release, objects)
      : notesPage(release, releases[i - 1], changesBetween(renders.get(releases[i - 1].minor)!, objects));
  }
  return pages;
}

function render(release: Release): Manifest[] {
  const app = new App();
  const chart = new OpenStackClusterChart(app, 'openstack', {
    release,
    clusterName: 'kubernetes',
    cloudConfig: CloudConfig.fromSecretName('cloud-config'),
    cinder: { controllerKind: ControllerKind.UPSTREAM },
  });
  chart.cinder.addStorageClass(ANY_CLASS);
  for (const id of new Set(Advice.of(app).open.map((note) => note.id))) Advice.of(app).acknowledge(id, 'The page is about what upstream shipped.');
  return chart.toJson();
}

function indexPage(releases: Release[]): string {
  return page([
    '# What each release changes',
    'One page a minor of cloud-provider-openstack: objects, images, flags, permissions, keys of the cloud config, and what Kubernetes does not let anyone '
    + 'change in place. The pages have the names and kinds of the upstream manifests (`ControllerKind.UPSTREAM`). With `ControllerKind.STATEFUL_SET`, the '
    + 'default, the controller of Cinder CSI stays a StatefulSet with a headless Service, also from 1.22 to 1.23.',
    releases.slice().reverse().map(({ minor }) => `- [${minor}](${minor}.md)`).join('\n'),
    ...OWN_RELEASES,
  ]);
}

const OWN_RELEASES = [
  '## A release of your own',
  '`extend` makes one of a known release: for a private build, for a patch release, and for the minor that is newer than this library.',
  [
    '```ts',
    'const release = Release.latest().extend({',
    "  minor: '1.37',",
    "  version: 'v1.37.0',                                                    // tag of the images that are built from the provider itself",
    "  images: { 'csi-attacher': 'registry.k8s.io/sig-storage/csi-attacher:v4.11.0' },",
    "  extraArgs: { 'csi-provisioner': ['--worker-threads=20'] },",
    '  profile: {                                                             // whatever else differs, in the shape of src/releases/data/<minor>.json',
    '    cinderCsi: { controller: { pod: { containers: {',
    "      'csi-health': { image: 'registry.example.com/csi-health:v1', args: ['--csi-address=$(ADDRESS)'] },   // one more sidecar",
    "      'csi-resizer': null,                                               // one less",
    '    } } } },',
    '  },',
    '});',
    '```',
  ].join('\n'),
  'Names that no release has are errors. `release.images()` lists every image, for mirrors and bills of materials; `release.fixes` says which later '
  + 'fixes are on, `release.asShipped()` is the release without any.',
];

function firstPage(release: Release, objects: Manifest[]): string {
  return page([
    `# ${release.minor}`,
    'The oldest release that this library knows.',
    list('Objects', objects.filter((o) => o.metadata.name !== ANY_CLASS).map((o) => `\`${o.kind} ${o.metadata.name}\``)),
    list('Images', release.images().map((image) => `\`${image}\``)),
  ]);
}

function notesPage(release: Release, before: Release, changes: Changes): string {
  const { added, removed, replaced, changed } = changes;
  const immutable = changed.flatMap(({ object, immutable: why }) => why.map((reason) => `${titleOf(object)}: ${reason}`));
  const scheduling = changed.flatMap(({ object, lines }) => lines.filter(isScheduling).map((line) => `\`${object}\`: ${line}`));
  const nothing = !added.length && !removed.length && !changed.length;
  return page([
    `# ${before.minor} to ${release.minor}`,
    nothing ? 'Nothing but the minor itself.' : 'What the rendered YAML changes, with the names and kinds of the upstream manifests.',
    ...section('Know this', '', [...minimum(release, before), ...(notes as { [minor: string]: string[] })[release.minor] ?? []]),
    ...section('Before you apply', 'Kubernetes refuses these updates, and Argo CD reports them as failed:', immutable),
    ...section('Where pods run', 'Check that the labels and taints of your nodes still fit:', scheduling),
    ...section('New objects', '', added.map(code)),
    ...section('Objects that go', 'Delete them, or let Argo CD prune them:', removed.map(code)),
    ...section('Objects of another kind', '', replaced.map(({ from, to }) => `${code(from)} becomes ${code(to)}`)),
    ...section('Cloud config', '', cloudConfig(release, before)),
    ...(changed.some(hasMore) ? ['## Changes by object'] : []),
    ...changed.filter(hasMore).map(({ object, lines }) => list(titleOf(object).replace(/`/g, ''), lines.filter((line) => !isScheduling(line)), '###')),
  ]);
}

function minimum(release: Release, before: Release): string[] {
  return release.minimumKubernetes === before.minimumKubernetes ? []
    : [`The sidecars need Kubernetes ${release.minimumKubernetes} or newer, where they needed ${before.minimumKubernetes} before.`];
}

/** Keys that only one of the releases reads. */
function cloudConfig({ minor }: Release, before: Release): string[] {
  const came = KEYS.filter((row) => isRead(row, minor) && !isRead(row, before.minor));
  const went = KEYS.filter((row) => !isRead(row, minor) && isRead(row, before.minor));
  return [
    ...came.map((row) => `\`[${row.section}] ${row.key}\` is new`),
    ...went.map((row) => `\`[${row.section}] ${row.key}\` is no longer read: ${row.key === nameOf(row) ? 'take it out' : `it is called \`${nameOf(row)}\``}`),
  ];
}

function hasMore({ lines }: ObjectChanges): boolean {
  return lines.some((line) => !isScheduling(line));
}

function isScheduling(line: string): boolean {
  return /^(toleration|node selector|pod `affinity)/.test(line);
}

function section(title: string, text: string, entries: string[]): string[] {
  return entries.length ? [`## ${title}`, ...(text ? [text] : []), entries.map((entry) => `- ${entry}`).join('\n')] : [];
}

function list(title: string, entries: string[], level = '##'): string {
  return `${level} ${title}\n\n${entries.map((entry) => `- ${entry}`).join('\n')}`;
}

/** The name of an object; one class represents the reader's. */
function titleOf(object: string): string {
  return object.includes(ANY_CLASS) ? 'every StorageClass of Cinder' : code(object);
}

function code(text: string): string {
  return `\`${text}\``;
}
