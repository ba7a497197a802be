import { Entry } from './model';
import { fields, Fields, text } from '../../core/fields';
import { isClusterScoped } from '../../kubernetes/scopes';
import { NOWHERE, Origin } from '../input/source';

/** An object of the input, accepted by the API server or not. */
export interface Item extends Entry {
  /** The manifest as it was written. */
  readonly object: Fields;
  readonly metadata: Fields;
  readonly spec: Fields;
  /** Whether the namespace is written, or the kind has none. */
  readonly placed: boolean;
}

export function itemOf(entry: Entry): Item {
  const metadata = fields(entry.object.metadata);
  return {
    ...entry,
    metadata,
    spec: fields(entry.object.spec),
    placed: isClusterScoped(entry.kind) || !!text(metadata.namespace),
  };
}

/** Stands for what is no object: a text that cannot be read, or a construct. */
export function nothing(origin: Origin = NOWHERE): Item {
  return {
    index: -1,
    object: {},
    apiVersion: '',
    kind: '',
    group: '',
    namespace: '',
    name: '',
    labels: {},
    annotations: {},
    origin,
    rejections: [],
    metadata: {},
    spec: {},
    placed: true,
  };
}

/** Whether the object is of a kind that Kubernetes itself has, whatever the version. */
export function isBuiltIn(item: Entry): boolean {
  return !item.group.includes('.') || item.group.endsWith('.k8s.io');
}
