/*
 * Writes docs/releases/<minor>.md: what changes in the YAML from the minor before. Both are rendered with upstream's names and kinds, so that the page is
 * about what upstream changed; the default of this library, a StatefulSet for the Cinder CSI controller, does not change between minors.
 */
import { App } from 'cdk8s';
import { Changes, changesBetween, Manifest, ObjectChanges } from './manifest-changes';
import { page } from './pages';
import { Advice, CloudConfig, ControllerKind, OpenStackClusterChart, Release } from '../../src';

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
    existingCloudConfig: CloudConfig.fromSecretName('cloud-config'),
    cinder: { controllerKind: ControllerKind.UPSTREAM },
  });
  for (const id of new Set(Advice.of(app).open.map((note) => note.id))) Advice.of(app).acknowledge(id, 'The page is about what upstream shipped.');
  return chart.toJson();
}

function indexPage(releases: Release[]): string {
  return page([
    '# What each release changes',
    'One page a minor of cloud-provider-openstack: objects, images, flags, permissions, and what Kubernetes does not let anyone change in place.',
    releases.slice().reverse().map(({ minor }) => `- [${minor}](${minor}.md)`).join('\n'),
  ]);
}

function firstPage(release: Release, objects: Manifest[]): string {
  return page([
    `# ${release.minor}`,
    'The oldest release that this library knows.',
    list('Objects', objects.map((o) => `\`${o.kind} ${o.metadata.name}\``)),
    list('Images', release.images().map((image) => `\`${image}\``)),
  ]);
}

function notesPage(release: Release, before: Release, changes: Changes): string {
  const { added, removed, replaced, changed } = changes;
  const immutable = changed.flatMap(({ object, immutable: why }) => why.map((reason) => `\`${object}\`: ${reason}`));
  const scheduling = changed.flatMap(({ object, lines }) => lines.filter(isScheduling).map((line) => `\`${object}\`: ${line}`));
  const nothing = !added.length && !removed.length && !changed.length;
  return page([
    `# ${before.minor} to ${release.minor}`,
    nothing ? 'Nothing but the minor itself.' : 'What the rendered YAML changes, with the names and kinds of the upstream manifests.',
    ...section('Before you apply', 'Kubernetes refuses these updates, and Argo CD reports them as failed:', immutable),
    ...section('Where pods run', 'Check that the labels and taints of your nodes still fit:', scheduling),
    ...section('New objects', '', added.map(code)),
    ...section('Objects that go', 'Delete them, or let Argo CD prune them:', removed.map(code)),
    ...section('Objects of another kind', '', replaced.map(({ from, to }) => `${code(from)} becomes ${code(to)}`)),
    ...(changed.some(hasMore) ? ['## Changes by object'] : []),
    ...changed.filter(hasMore).map(({ object, lines }) => list(object, lines.filter((line) => !isScheduling(line)), '###')),
  ]);
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

function code(text: string): string {
  return `\`${text}\``;
}
