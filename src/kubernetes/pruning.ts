/* What removes objects that a render no longer has. Sources: kubectl pkg/util/prune, Argo CD util/argo/resource_tracking.go, gitops-engine pkg/cache. */
import { COMMON_TRACKING_LABEL, TRACKING_LABEL, TRACKING_ID } from './argo';
import { groupOf } from './kinds';
import { fields, list } from '../core/fields';

/** Kinds that `kubectl apply --prune` looks at unless it is told others, by API group. */
const PRUNED_BY_KUBECTL: { readonly [group: string]: readonly string[] } = {
  '': ['ConfigMap', 'Endpoints', 'Namespace', 'PersistentVolumeClaim', 'PersistentVolume', 'Pod', 'ReplicationController', 'Secret', 'Service'],
  'apps': ['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'],
  'batch': ['Job', 'CronJob'],
  'networking.k8s.io': ['Ingress'],
};

export function isPrunedByKubectl(group: string, kind: string): boolean {
  return Object.hasOwn(PRUNED_BY_KUBECTL, group) && PRUNED_BY_KUBECTL[group].includes(kind);
}

/** Resources that controllers write next to others, with their labels and without an owner; and what is gone in an hour. */
export const NEVER_APPLIED: readonly string[] = ['endpoints', 'endpointslices.discovery.k8s.io', 'events', 'events.events.k8s.io', 'leases.coordination.k8s.io'];

/** "NAMESPACE_APPLICATION:GROUP/KIND:NAMESPACE/NAME"; the namespace of the application only where it is not that of Argo CD. */
const ID = /^((?:[^_:]+_)?([^:]+)):([^/]*)\/([^:]+):([^/]*)\/(.+)$/;

/** Whether Argo CD takes an object for one of an application: by the annotation, which names the object itself, or by a label; and nobody owns it. */
export function isTracked({ apiVersion, kind, metadata }: any, application: string): boolean {
  const { name, namespace, annotations, labels, ownerReferences } = fields(metadata);
  if (list(ownerReferences).length) return false;
  const id = fields(annotations)[TRACKING_ID];
  if (typeof id !== 'string') return [TRACKING_LABEL, COMMON_TRACKING_LABEL].some((label) => fields(labels)[label] === application);
  const [, full, app, group, of, where, what] = ID.exec(id) ?? [];
  // Annotations that were copied from another object track nothing. Of cluster-scoped objects the namespace is that of the application.
  return (full === application || app === application) && group === groupOf(String(apiVersion)) && of === kind && what === name
    && (!namespace || where === namespace);
}

/** Whether a claim is one of a StatefulSet, which gives it the labels of its selector and no owner. */
export function isOfStatefulSet(claim: any, sets: readonly any[]): boolean {
  if (claim?.kind !== 'PersistentVolumeClaim') return false;
  return sets.some((set) => set?.kind === 'StatefulSet' && set.metadata?.namespace === claim.metadata?.namespace
    && list(set.spec?.volumeClaimTemplates).some((template) => {
      const start = `${fields(fields(template).metadata).name}-${set.metadata?.name}-`;
      return String(claim.metadata?.name).startsWith(start) && /^\d+$/.test(String(claim.metadata?.name).slice(start.length));
    }));
}
