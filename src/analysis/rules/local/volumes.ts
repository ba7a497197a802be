import { fields, list, text } from '../../../core/fields';
import { addTo } from '../../../core/multimap';
import { count, names, shown } from '../../../core/words';
import { hostPathOnAnyNode } from '../../../kubernetes/judgements/volume';
import { HOSTNAME } from '../../../kubernetes/labels';
import { matches, NodeTerm, nodeTerms } from '../../../kubernetes/selectors';
import { Node } from '../../model/admitted';
import { volumeModeOf } from '../../model/claim-sources';
import type { ManifestObject } from '../../model/manifest-object';
import { tidy } from '../../model/pod-sources';
import { about, on, rule } from '../rule';
import { sourceOf } from '../shared/volumes';

export const LOC001 = rule('LOC001', function* (view) {
  for (const item of view.volumes) {
    if (sourceOf(item) !== 'local') continue;
    if (!list(fields(fields(item.spec.nodeAffinity).required).nodeSelectorTerms).length) {
      yield about(item, 'spec.nodeAffinity', `local volume "${item.name}" has no nodeAffinity.`);
    }
  }
});

export const LOC002 = rule('LOC002', function* (view) {
  for (const item of view.volumes) {
    if (sourceOf(item) !== 'local') continue;
    const terms = nodeTerms(fields(item.spec.nodeAffinity).required) ?? [];
    if (!terms.length || hostsOf(terms)?.length === 1) continue;
    const hosts = hostsOf(terms);
    yield about(item, 'spec.nodeAffinity.required',
      hosts ? `the affinity allows ${count(hosts.length, 'node')}: ${names(hosts)}.`
        : 'the affinity selects a group of nodes instead of one.');
  }
});

export const LOC003 = rule('LOC003', function* (view) {
  const nodes = view.inventory.nodes.filter(({ item }) => item !== undefined);
  if (nodes.length !== 1) for (const item of view.volumes) yield* on(item, hostPathOnAnyNode(item.object));
});

type Taken = Map<string, Array<{ item: ManifestObject; path: string }>>;

export const LOC004 = rule('LOC004', function* (view) {
  const taken = new Map<string, Array<{ item: ManifestObject; path: string }>>();
  for (const item of view.volumes) {
    const source = sourceOf(item);
    const path = source === 'local' || source === 'hostPath' ? text(item.spec[source].path) : undefined;
    if (!path) continue;
    const hosts = hostsOf(nodeTerms(fields(item.spec.nodeAffinity).required) ?? []) ?? [''];
    const places = hosts.length ? hosts : [''];
    const other = places.flatMap((host) => near(taken, host, path)).at(0);
    if (other) {
      yield about(item, `spec.${source}.path`,
        other.path === tidy(path) ? `volume "${other.item.name}" uses the same directory.` : 'this directory and that of volume '
          + `"${other.item.name}" contain one another.`,
        { severity: source === 'local' || other.path === tidy(path) ? undefined : 'warning' });
    }
    for (const host of places) for (const key of keys(host, path)) addTo(taken, key, { item, path: tidy(path) });
  }
});

/** A volume whose directory equals the path, contains it or is inside it. */
function near(taken: Taken, host: string, path: string): Array<{ item: ManifestObject; path: string }> {
  const own = tidy(path);
  const places = [`at ${host} ${own}`, ...ancestors(own).map((directory) => `at ${host} ${directory}`), `in ${host} ${own}`];
  return places.map((place) => taken.get(place)?.[0]).filter((found) => found !== undefined).slice(0, 1);
}

/** The lookup keys of a directory: itself and its ancestors. */
function keys(host: string, path: string): string[] {
  const own = tidy(path);
  return [`at ${host} ${own}`, ...ancestors(own).map((directory) => `in ${host} ${directory}`)];
}

function ancestors(path: string): string[] {
  const steps = path.split('/').filter(Boolean);
  return steps.slice(1).map((_, i) => `/${steps.slice(0, i + 1).join('/')}`);
}

export const LOC009 = rule('LOC009', function* (view) {
  const nodes = view.inventory.nodes.filter(({ item, assumed }) => item !== undefined && !assumed);
  if (!nodes.length) return;
  const hostnames = new Set(nodes.map(({ labels }) => labels[HOSTNAME]));
  for (const item of view.volumes) {
    const terms = nodeTerms(fields(item.spec.nodeAffinity).required);
    if (!terms?.length) continue;
    const fits = (term: NodeTerm, node: Node) => (term.labels.length > 0 || term.fields.length > 0)
      && matches(term.labels, node.labels) && matches(term.fields, { 'metadata.name': node.name });
    if (terms.some(({ labels }) => labels.length === 1 && hostnames.has(hostsOf([{ labels, fields: [] }])?.[0] ?? ''))) continue;
    if (nodes.some((node) => terms.some((term) => fits(term, node)))) continue;
    const hosts = hostsOf(terms);
    yield about(item, 'spec.nodeAffinity.required',
      hosts ? `${names(hosts)} ${hosts.length > 1 ? 'match' : 'matches'} no node.` : 'the affinity matches no node.');
  }
});

export const LOC011 = rule('LOC011', function* (view) {
  for (const item of view.volumes) {
    const { path, fsType } = fields(item.spec.local);
    if (sourceOf(item) !== 'local' || !/^\/dev\/(?!shm)/.test(text(path) ?? '') || volumeModeOf(item) === 'Block' || fsType) continue;
    yield about(item, 'spec.local.path', `the kubelet creates an ext4 filesystem on ${shown(path)}.`);
  }
});

/** The nodes that terms name, each once; undefined where some term names none. */
function hostsOf(terms: readonly NodeTerm[]): string[] | undefined {
  const named = terms.map((term) => [...term.labels, ...term.fields]
    .find(({ key, operator }) => operator === 'In' && (key === HOSTNAME || key === 'metadata.name'))?.values);
  return named.every((values) => values !== undefined) ? [...new Set(named.flat() as string[])] : undefined;
}
