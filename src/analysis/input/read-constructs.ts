import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { Located } from './source';

/** The objects at and below a construct in tree order, as they will be written. */
export function readConstructs(scope: IConstruct): Located[] {
  return scope.node.findAll().filter(isApiObject).map((object) => ({
    value: object.toJson(),
    origin: { construct: object, path: object.node.path, made: createdAt(object), line: () => undefined },
  }));
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

/** The user's frame of the stack that was recorded for a construct or its closest parent. */
function createdAt(construct: IConstruct): string | undefined {
  for (const scope of construct.node.scopes.reverse()) {
    for (const { trace } of scope.node.metadata) {
      const frame = trace?.find((line) => !/node_modules|node:internal|\(internal/.test(line));
      const place = frame && /\(?([^()\s]+:\d+):\d+\)?$/.exec(frame);
      if (place) return place[1];
    }
  }
  return undefined;
}

/** As `ApiObject.isApiObject`, without loading cdk8s: the command line reads no constructs, and starts faster without it. */
function isApiObject(construct: IConstruct): construct is ApiObject {
  return Symbol.for('cdk8s.ApiObject') in construct;
}
