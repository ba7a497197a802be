import { Announcement, Parameters, PARAMETERS } from './parameters';
import { refuse } from '../../core/errors';
import { nearest } from '../../core/nearest';
import { ClusterDocument, headText } from '../render/document';
import { mergedMaps } from '../render/merge';
import { Entry, Scalar, startOf } from '../render/source';
import { documentFields } from '../render/types';

/** In place of a version: that of the cluster, which Argo CD tells. */
const OF_CLUSTER = 'cluster';
const MOST_NAMES = 12;
const VERSION = /^v?(1\.\d{1,3}(?:\.\d{1,3})?)/;

/** The documents that an Application wants, with what it sets laid over each. */
export function withParameters(documents: readonly ClusterDocument[], parameters: Parameters): ClusterDocument[] {
  const { clusters, release, kubernetesVersion } = parameters;
  const names = documents.map(({ name }) => name);
  for (const name of clusters ?? []) {
    if (names.includes(name)) continue;
    const near = nearest(name, names);
    refuse('parameter clusters', `names ${name}, which no document describes`
      + `${near ? `: did you mean ${near}?` : ` (there are: ${names.slice(0, MOST_NAMES).join(', ')})`}`);
  }
  const wanted = clusters ? documents.filter(({ name }) => clusters.includes(name)) : documents;
  const version = kubernetesVersion === OF_CLUSTER ? VERSION.exec(process.env.KUBE_VERSION ?? '')?.[1] : kubernetesVersion;
  if (kubernetesVersion !== undefined && version === undefined) refuse('parameter kubernetesVersion', 'is "cluster", but Argo CD does not tell KUBE_VERSION');
  const given = Object.entries({ release, kubernetesVersion: version }).filter((entry): entry is [string, string] => Boolean(entry[1]));
  for (const [name] of given) {
    if (!wanted.some(({ kind }) => documentFields(kind).has(name))) refuse(`parameter ${name}`, 'has no effect: no document has such a field');
  }
  return wanted.map((document) => given.reduce(laidOver, document));
}

function laidOver(document: ClusterDocument, [name, text]: [string, string]): ClusterDocument {
  const types = documentFields(document.kind);
  if (!types.has(name)) return document;
  const place = startOf(PARAMETERS);
  const value: Scalar = { kind: 'scalar', place, value: text, text, isPlain: false };
  const over = new Map<string, Entry>([[name, { key: place, value }]]);
  return { ...document, root: mergedMaps(document.root, { ...document.root, entries: over }, (key) => types.get(key)?.type) };
}

/** What an Application can set for these documents, with the values that it has now. */
export function announcements(documents: readonly ClusterDocument[], kubernetes: string | undefined): Announcement[] {
  const now = (name: string) => [...new Set(documents.map(({ root }) => headText(root, name)).filter((text) => text !== undefined))].join(', ');
  const cluster = VERSION.exec(kubernetes ?? '')?.[1];
  return [
    { name: 'clusters', title: 'Clusters to render', collectionType: 'array', array: documents.map(({ name }) => name) },
    { name: 'release', title: 'Release of the OpenStack components', tooltip: 'Such as 1.36; instead of that in the files', string: now('release') },
    {
      name: 'kubernetesVersion',
      title: 'Kubernetes version',
      tooltip: `Instead of that in the files. "${OF_CLUSTER}" takes that of the cluster${cluster ? `, now ${cluster}` : ''}`,
      string: now('kubernetesVersion'),
    },
  ];
}
