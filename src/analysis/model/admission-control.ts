/*
 * Objects that admission plugins refuse because of other objects: Priority and RuntimeClass, LimitRanger, ResourceQuota, and before 1.26
 * DefaultStorageClass, which took no choice between default classes.
 * What is created later in time counts as created first here: tools that apply a set put quotas and limits first.
 *
 * Sources: plugin/pkg/admission/priority, runtimeclass, limitranger, resourcequota; pkg/quota/v1/evaluator/core/persistent_volume_claims.go, pods.go.
 */
import { requestOf, writtenClass } from './claim-sources';
import { ManifestObject } from './manifest-object';
import { podOf, PodSource } from './pod-sources';
import { fields, Fields, isObject, list, text } from '../../core/fields';
import type { Rejection } from '../../kubernetes/acceptance';
import { CHANGED_IN } from '../../kubernetes/changes';
import { isAtLeast } from '../../kubernetes/minor';
import { Nanos, parseQuantity } from '../../kubernetes/quantity';

/** Priority classes that every cluster has. */
const SYSTEM_CLASSES: ReadonlySet<string> = new Set(['system-cluster-critical', 'system-node-critical']);
const BY_CLASS = '.storageclass.storage.k8s.io/';
const UNIT = parseQuantity('1')!;

/** How much of the resources of quotas an object uses. */
interface Usage { readonly [resource: string]: Nanos }

const POD: Usage = { 'pods': UNIT, 'count/pods': UNIT };

/** The limit of a ResourceQuota for one resource, and what is used of it. */
interface Quota {
  readonly name: string;
  readonly resource: string;
  readonly hard: Nanos;
  readonly written: unknown;
  used: Nanos;
}

/** A claim as admission sees it. */
interface AdmittedClaim {
  readonly namespace: string;
  readonly metadata: Fields;
  readonly spec: Fields;
}

export class AdmissionControl {
  private readonly names = new Map<string, Set<string>>();
  private readonly limits = new Map<string, Fields[]>();
  private readonly quotas = new Map<string, Quota[]>();

  /** @param defaultClasses Names of the default classes, the one that claims without a class get first. */
  constructor(items: readonly ManifestObject[], private readonly world: { closed: boolean; kubernetesVersion: string },
    private readonly defaultClasses: readonly string[]) {
    for (const item of items) if (!item.rejections.length) this.read(item);
  }

  /** An object with the reason for which it is refused, if there is one. What has been created was admitted: it only uses up quotas. */
  public admit(item: ManifestObject): ManifestObject {
    if (item.rejections.length || item.group !== '') return item;
    const pod = item.kind === 'Pod' ? podOf(item) : undefined;
    const isClaim = item.kind === 'PersistentVolumeClaim';
    if (text(item.metadata.uid)) {
      if (pod) this.use(item.namespace, POD);
      else if (isClaim) this.use(item.namespace, this.usageOf(item));
      return item;
    }
    const rejection = pod ? this.ofPod(pod) : isClaim ? this.ofClaim(item) : undefined;
    return rejection ? { ...item, rejections: [rejection] } : item;
  }

  /** Why a pod is refused, or a pod of a template. */
  public ofPod({ namespace, spec }: PodSource): Rejection | undefined {
    const { priorityClassName, runtimeClassName } = spec;
    if (this.isMissing('PriorityClass', priorityClassName) && !SYSTEM_CLASSES.has(priorityClassName)) {
      return { field: 'spec.priorityClassName', message: `no PriorityClass with name ${priorityClassName} was found` };
    }
    if (this.isMissing('RuntimeClass', runtimeClassName)) {
      return { field: 'spec.runtimeClassName', message: `pod rejected: RuntimeClass "${runtimeClassName}" not found` };
    }
    return this.spend(namespace, POD);
  }

  /** Why a claim is refused; a claim that is not refused uses up quotas. */
  public ofClaim({ namespace, metadata, spec }: AdmittedClaim): Rejection | undefined {
    const written = requestOf({ spec });
    const request = parseQuantity(written) ?? 0n;
    for (const { max, min } of this.limits.get(namespace) ?? []) {
      const [most, least] = [parseQuantity(fields(max).storage), parseQuantity(fields(min).storage)];
      const bound = most !== undefined && request > most ? `maximum storage usage per PersistentVolumeClaim is ${fields(max).storage}`
        : least !== undefined && request < least ? `minimum storage usage per PersistentVolumeClaim is ${fields(min).storage}` : undefined;
      if (bound) return { field: 'spec.resources.requests[storage]', message: `${bound}, but request is ${written}` };
    }
    const { length } = this.defaultClasses;
    if (writtenClass({ metadata, spec }) === undefined && length > 1 && !isAtLeast(this.world.kubernetesVersion, CHANGED_IN.severalDefaultClasses)) {
      return { field: 'spec.storageClassName', message: `Internal error occurred: ${length} default StorageClasses were found` };
    }
    return this.spend(namespace, this.usageOf({ namespace, metadata, spec }));
  }

  private usageOf({ metadata, spec }: AdmittedClaim): Usage {
    const className = writtenClass({ metadata, spec }) ?? this.defaultClasses[0];
    const request = parseQuantity(requestOf({ spec })) ?? 0n;
    return {
      'persistentvolumeclaims': UNIT,
      'count/persistentvolumeclaims': UNIT,
      'requests.storage': request,
      ...className ? { [`${className}${BY_CLASS}persistentvolumeclaims`]: UNIT, [`${className}${BY_CLASS}requests.storage`]: request } : {},
    };
  }

  private isMissing(kind: string, name: unknown): name is string {
    return this.world.closed && typeof name === 'string' && name !== '' && !this.names.get(kind)?.has(name);
  }

  private spend(namespace: string, wanted: Usage): Rejection | undefined {
    const affected = (this.quotas.get(namespace) ?? []).filter(({ resource }) => wanted[resource] !== undefined);
    const exceeded = affected.find(({ resource, used, hard }) => used + wanted[resource] > hard);
    if (exceeded) {
      return {
        field: 'metadata.namespace',
        message: `exceeded quota: ${exceeded.name}, limited: `
      + `${exceeded.resource}=${exceeded.written}`,
      };
    }
    this.use(namespace, wanted);
    return undefined;
  }

  private use(namespace: string, wanted: Usage): void {
    for (const quota of this.quotas.get(namespace) ?? []) quota.used += wanted[quota.resource] ?? 0n;
  }

  private read({ kind, name, namespace, spec }: ManifestObject): void {
    if (kind === 'PriorityClass' || kind === 'RuntimeClass') this.names.set(kind, (this.names.get(kind) ?? new Set()).add(name));
    if (kind === 'LimitRange') {
      const own = list(spec.limits).filter((limit) => isObject(limit) && text(limit.type) === 'PersistentVolumeClaim');
      this.limits.set(namespace, [...this.limits.get(namespace) ?? [], ...own]);
    }
    if (kind === 'ResourceQuota' && !list(spec.scopes).length && !isObject(spec.scopeSelector)) {
      const own = Object.entries(fields(spec.hard)).flatMap(([resource, written]): Quota[] => {
        const hard = parseQuantity(written);
        return hard === undefined ? [] : [{ name, resource, hard, written, used: 0n }];
      });
      this.quotas.set(namespace, [...this.quotas.get(namespace) ?? [], ...own]);
    }
  }
}
