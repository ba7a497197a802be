/* Objects that the previous render had and this one has not. */
import { fields, list, text } from '../../../core/fields';
import { count } from '../../../core/words';
import { HELM_RESOURCE_POLICY } from '../../../kubernetes/argo';
import type { ManifestObject } from '../../model/manifest-object';
import type { View } from '../../model/view';
import { about, Draft, rule } from '../rule';
import { syncOptions } from '../shared/argo';
import { changed } from '../shared/changes';

type Loss = (item: ManifestObject, previous: View, now: View) => Pick<Draft, 'message' | 'severity' | 'fix'> | undefined;

const KEEP = 'Keep it in the render, or set argocd.argoproj.io/sync-options: Prune=false on it before it goes.';

/** What is lost with an object, by kind. */
const LOSSES: { readonly [kind: string]: Loss } = {
  PersistentVolumeClaim: (item, previous, now) => lossOfClaim(item, text(item.spec.storageClassName), previous, now),
  DataVolume: (item, previous, now) => lossOfClaim(item, text(fields(item.spec.pvc ?? item.spec.storage).storageClassName), previous, now),
  PersistentVolume: ({ spec }) => (spec.persistentVolumeReclaimPolicy === 'Delete'
    ? { message: 'its reclaim policy is Delete, so the storage behind it is deleted too' }
    : { message: 'a claim that is bound to it becomes Lost' }),
  StorageClass: () => ({
    message: 'new claims of the class stay Pending, and existing ones can no longer be expanded',
    fix: 'Keep the class '
    + 'while claims name it.',
  }),
  StatefulSet: (item, previous) => {
    const templates = previous.templatesOf(item);
    const deletes = fields(item.spec.persistentVolumeClaimRetentionPolicy).whenDeleted === 'Delete';
    if (!templates.length) return undefined;
    if (deletes) {
      return {
        message: 'its retention policy is whenDeleted: Delete, so its claims and their data are deleted too',
        fix: 'Set whenDeleted: '
        + `Retain first. ${KEEP}`,
      };
    }
    return {
      severity: 'info',
      message: `its ${count(templates.length, 'claim template')} created claims that stay behind`,
      fix: 'Delete the '
      + 'claims if their data is no longer needed.',
    };
  },
  VolumeSnapshot: (item, previous) => (policyOf(previous, 'VolumeSnapshotClass', item.spec.volumeSnapshotClassName) === 'Retain' ? undefined
    : { message: 'the snapshot is deleted, unless the deletion policy of its class is Retain' }),
  VolumeSnapshotContent: ({ spec }) => (spec.deletionPolicy === 'Delete'
    ? { message: 'its deletion policy is Delete, so the snapshot is deleted too' } : undefined),
  Namespace: () => ({ message: 'every object in the namespace is deleted with it, claims and their data included' }),
  CustomResourceDefinition: (item) => ({ message: `every ${text(fields(item.spec.names).kind) ?? 'object'} in the cluster is deleted with it` }),
};

function lossOfClaim(item: ManifestObject, className: string | undefined, previous: View, now: View): ReturnType<Loss> {
  if (now.claim(item.namespace, item.name)) return undefined;
  const found = className ? previous.find('StorageClass', '', className) ?? now.find('StorageClass', '', className) : undefined;
  if (found?.object.reclaimPolicy === 'Retain') {
    return { message: `its volume stays, as class "${className}" has reclaim policy Retain, but no claim binds to it again by itself` };
  }
  const named = text(item.spec.volumeName);
  const retained = named !== undefined && policyOf(previous, 'PersistentVolume', named) === 'Retain';
  if (retained) return { message: `its volume "${named}" stays as Released, and no claim binds to it until its claimRef is removed` };
  const isDeleted = found ? `class "${className}" has reclaim policy Delete, so its data is deleted too` : undefined;
  return { message: isDeleted ?? 'its data is deleted too, unless the reclaim policy of its volume is Retain' };
}

function policyOf(view: View, kind: string, name: unknown): string | undefined {
  const found = view.find(kind, '', name);
  return text(kind === 'PersistentVolume' ? found?.spec.persistentVolumeReclaimPolicy ?? 'Retain' : found?.object.deletionPolicy);
}

export const GIT013 = rule('GIT013', function* (view) {
  for (const item of gone(view)) {
    if (syncOptions(item).some((option) => /^Prune=(false|confirm)$/.test(option)) || item.annotations[HELM_RESOURCE_POLICY] === 'keep') continue;
    const loss = Object.hasOwn(LOSSES, item.kind) ? LOSSES[item.kind](item, view.previous!, view) : undefined;
    const on = { ...item, index: view.items.length + item.index };
    if (loss) yield { ...loss, on, path: '', message: `the previous render has the object, this one has not: ${loss.message}.` };
  }
});

/** Kinds that run the same pods in their own way. */
const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'];

export const GIT016 = rule('GIT016', function* (view) {
  for (const before of gone(view).filter(({ kind }) => WORKLOADS.includes(kind))) {
    const item = WORKLOADS.flatMap((kind) => (kind === before.kind ? [] : view.find(kind, before.namespace, before.name) ?? []))[0];
    if (item === undefined || view.previous!.find(item.kind, item.namespace, item.name)) continue;
    const templates = view.previous!.templatesOf(before).length || view.templatesOf(item).length;
    const claims = templates ? ' The pods of the new one do not find the data of the old one, as claim templates create other claims.' : '';
    yield about(item, 'kind', `"${item.name}" was a ${before.kind} in the previous render; until that is deleted, both run.${claims}`);
  }
});

/** The objects of the previous render that are gone. */
function gone(view: View): ManifestObject[] {
  if (!view.previous) return [];
  const here = new Set(view.items.map(identity));
  return view.previous.items.filter((item) => item.name && !here.has(identity(item)));
}

function identity({ group, kind, namespace, name }: ManifestObject): string {
  return `${group}/${kind} ${namespace}/${name}`;
}

export const GIT017 = rule('GIT017', function* (view) {
  for (const { item, before } of changed(view, 'StatefulSet')) {
    const [now, was] = [item, before].map(({ spec }) => (typeof spec.replicas === 'number' ? spec.replicas : 1));
    if (now >= was || fields(item.spec.persistentVolumeClaimRetentionPolicy).whenScaled !== 'Delete'
      || !list(item.spec.volumeClaimTemplates).length) {
      continue;
    }
    const claims = `the claims of ${count(was - now, 'replica')} with their data`;
    yield about(item, 'spec.replicas', `replicas go from ${was} to ${now}, and whenScaled: Delete deletes ${claims}.`);
  }
});
