/*
 * An object of the input, as it was written.
 */
import { fields, Fields, isObject, strings, text } from '../../core/fields';
import type { Rejection } from '../../kubernetes/acceptance';
import { groupOf, isClusterScoped } from '../../kubernetes/kinds';
import { Labels } from '../../kubernetes/selectors';
import { NOWHERE, Origin } from '../input/source';

/** An object of the input, whether the API server accepts or rejects it. */
export interface ManifestObject {
  /** Place in document order, from 0; -1 where there is no object. */
  readonly index: number;
  /** The manifest as it was written. */
  readonly object: Fields;
  readonly metadata: Fields;
  readonly spec: Fields;
  readonly apiVersion: string;
  readonly kind: string;
  /** API group, '' for core. */
  readonly group: string;
  /** Namespace, "default" where a namespaced object has none; '' for cluster-scoped kinds. */
  readonly namespace: string;
  /** Whether the namespace is written, or the kind is cluster-scoped. */
  readonly placed: boolean;
  readonly name: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly origin: Origin;
  /** Why the API server rejects it; empty for what it accepts. */
  readonly rejections: readonly Rejection[];
}

/** Reads a manifest; undefined for a value without apiVersion or kind. `judge` says why the API server rejects it. */
export function readManifest(value: unknown, origin: Origin, index: number,
  judge: (object: Fields) => readonly Rejection[] = () => []): ManifestObject | undefined {
  if (!isObject(value) || typeof value.apiVersion !== 'string' || typeof value.kind !== 'string' || !value.kind) return undefined;
  const metadata = fields(value.metadata);
  const clusterScoped = isClusterScoped(value.kind);
  return {
    index,
    object: value,
    metadata,
    spec: fields(value.spec),
    apiVersion: value.apiVersion,
    kind: value.kind,
    group: groupOf(value.apiVersion),
    namespace: clusterScoped ? '' : text(metadata.namespace) || 'default',
    placed: clusterScoped || !!text(metadata.namespace),
    name: text(metadata.name) || (text(metadata.generateName) ? `${metadata.generateName}x` : ''),
    labels: strings(metadata.labels),
    annotations: strings(metadata.annotations),
    origin,
    rejections: judge(value),
  };
}

/** A placeholder where there is no object: a text that cannot be read, or a construct. */
export function nothing(origin: Origin = NOWHERE): ManifestObject {
  return {
    index: -1,
    object: {},
    metadata: {},
    spec: {},
    apiVersion: '',
    kind: '',
    group: '',
    namespace: '',
    placed: true,
    name: '',
    labels: {},
    annotations: {},
    origin,
    rejections: [],
  };
}

/** Whether the object is of a kind that Kubernetes itself has, whatever the version. */
export function isBuiltIn(item: ManifestObject): boolean {
  return !item.group.includes('.') || item.group.endsWith('.k8s.io');
}

export function isDataVolume({ kind, group }: ManifestObject): boolean {
  return kind === 'DataVolume' && group === 'cdi.kubevirt.io';
}

export function isVirtualMachine({ kind, group }: ManifestObject): boolean {
  return (kind === 'VirtualMachine' || kind === 'VirtualMachineInstance') && group === 'kubevirt.io';
}
