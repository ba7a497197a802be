import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { Located } from './source';
import { METADATA } from '../../core/acknowledgement';
import { placeOf } from '../../core/creation';

/** The objects at and below a construct in tree order, as they will be written. */
export function readConstructs(scope: IConstruct): Located[] {
  return scope.node.findAll().filter(isApiObject).map((object) => ({
    value: object.toJson(),
    origin: { construct: object, path: object.node.path, made: placeOf(object), line: () => undefined },
  }));
}

/** Names of objects that are in the cluster, though not in the input: options of an inventory. */
export interface KnownNames {
  readonly knownClaims: string[];
  readonly knownClasses: string[];
  readonly knownSecrets: string[];
  /** Objects of other kinds, as "Kind name". */
  readonly knownObjects: string[];
}

/** The existing objects to which constructs refer with `from…`. */
export function existingObjects(constructs: readonly IConstruct[]): KnownNames {
  const found: KnownNames = { knownClaims: [], knownClasses: [], knownSecrets: [], knownObjects: [] };
  const lists = new Map([['PersistentVolumeClaim', found.knownClaims], ['StorageClass', found.knownClasses], ['Secret', found.knownSecrets]]);
  for (const { type, data } of constructs.flatMap(({ node }) => node.metadata)) {
    if (type !== METADATA.existing) continue;
    const { kind, name, namespace } = data as { kind: string; name: string; namespace?: string };
    const list = lists.get(kind);
    if (list) list.push(namespace === undefined ? name : `${namespace}/${name}`);
    else found.knownObjects.push(`${kind} ${name}`);
  }
  return found;
}

/** What a `Cluster` says about itself. */
export interface ClusterBoundary {
  readonly kubernetesVersion?: string;
  readonly release?: { readonly minor?: string };
}

/** The cluster that a construct is the boundary of (see `Cluster`); read without loading it. */
export function boundaryAt(construct: IConstruct): ClusterBoundary | undefined {
  return (construct as any)[Symbol.for('cdk8s-openstack.Cluster')];
}

/** As `ApiObject.isApiObject`, without loading cdk8s: the command line reads no constructs, and starts faster without it. */
function isApiObject(construct: IConstruct): construct is ApiObject {
  return Symbol.for('cdk8s.ApiObject') in construct;
}
