import { SYNC_WAVE } from '../../kubernetes/argo';
import { isDefaultClass } from '../../kubernetes/default-class';
import { podTemplatePath, groupOf } from '../../kubernetes/kinds';

const BEFORE_EVERYTHING = new Set(['Namespace', 'CustomResourceDefinition', 'PriorityClass']);
const CONFIGURATION = new Set([
  'ServiceAccount', 'Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding', 'Secret', 'ConfigMap', 'ExternalSecret', 'CSIDriver',
  'StorageClass', 'VolumeAttributesClass', 'VolumeSnapshotClass', 'SecurityGroup', 'PersistentVolume', 'NetworkPolicy',
]);
/**
 * Groups of custom resources that nothing waits for. A claim may wait for a snapshot, and a pod for the claim of a DataVolume: those do not belong
 * here.
 */
const AFTER_EVERYTHING = new Set(['monitoring.coreos.com']);

/**
 * The wave of an object: -2 what others live in, -1 RBAC, configuration and classes, 0 workloads, what their pods mount and Services, 1 custom
 * resources that nothing waits for.
 *
 * Claims, snapshots and DataVolumes share the wave of workloads: Argo CD waits until a wave is healthy. A claim whose class waits for its first
 * consumer is not healthy before its pod is there, a pod not before its claim is, and a claim that is restored not before the snapshot.
 */
export function syncWave(apiVersion: string, kind: string): number {
  if (BEFORE_EVERYTHING.has(kind)) return -2;
  if (CONFIGURATION.has(kind)) return -1;
  return AFTER_EVERYTHING.has(groupOf(apiVersion)) ? 1 : 0;
}

/** Claims that lie in an earlier wave than a pod that mounts them, as sentences. `objects` are plain manifests. */
export function claimsBeforeTheirPods(objects: any[]): string[] {
  const claims = new Map(objects.filter((o) => o.kind === 'PersistentVolumeClaim').map((o) => [key(o, o.metadata.name), o]));
  const problems: string[] = [];
  for (const workload of objects) {
    for (const volume of podSpec(workload)?.volumes ?? []) {
      const claim = claims.get(key(workload, volume.persistentVolumeClaim?.claimName));
      if (claim && wave(claim) < wave(workload) && waitsForConsumer(claim, objects)) {
        problems.push(`PersistentVolumeClaim "${claim.metadata.name}" is in sync wave ${wave(claim)}, before the ${workload.kind} `
          + `"${workload.metadata.name}" in wave ${wave(workload)}: its class waits for that pod, so Argo CD would wait for ever. `
          + `Give both the same ${SYNC_WAVE}`);
      }
    }
  }
  return problems;
}

function waitsForConsumer(claim: any, objects: any[]): boolean {
  const { storageClassName: name } = claim.spec ?? {};
  const storageClass = objects.find((o) => o.kind === 'StorageClass'
    && (name === undefined ? isDefaultClass(o.metadata.annotations) : o.metadata.name === name));
  return storageClass?.volumeBindingMode === 'WaitForFirstConsumer';
}

function podSpec(workload: any): any {
  return [...podTemplatePath(workload.kind) ?? ['spec', 'template'], 'spec'].reduce((value, step) => value?.[step], workload);
}

function wave(object: any): number {
  return Number(object.metadata.annotations?.[SYNC_WAVE] ?? 0);
}

function key(object: any, name: string | undefined): string {
  return `${object.metadata.namespace ?? 'default'}/${name}`;
}
