import { Fields, fields, list, text } from '../../../core/fields';
import { COMMON_TRACKING_LABEL, TRACKING_LABEL } from '../../../kubernetes/argo';
import { isFile } from '../../../kubernetes/kinds';
import type { ManifestObject } from '../../model/manifest-object';
import { about, rule } from '../rule';
import { annotation, applicationsHave, hookOf, SERVER_SIDE, syncOptions, usesArgo } from '../shared/argo';

export const GIT007 = rule('GIT007', function* (view) {
  const severity = usesArgo(view) ? undefined : 'info';
  for (const item of view.of('PersistentVolumeClaim', 'PersistentVolume', 'StatefulSet')) {
    if (item.kind === 'StatefulSet' && !view.templatesOf(item).length) continue;
    if (syncOptions(item).some((option) => /^(Prune|Delete)=(false|confirm)$/.test(option))) continue;
    yield about(item, 'metadata.annotations', 'Argo CD can prune or delete the object: Prune=false and Delete=false are missing.', { severity });
  }
});

const SKIP = 'SkipDryRunOnMissingResource=true';

/** API groups with a dot that Kubernetes itself serves. */
const NO_RESOURCES = new Set([
  'admissionregistration.k8s.io', 'apiextensions.k8s.io', 'apiregistration.k8s.io', 'authentication.k8s.io', 'authorization.k8s.io',
  'certificates.k8s.io',
  'coordination.k8s.io', 'discovery.k8s.io', 'events.k8s.io', 'flowcontrol.apiserver.k8s.io', 'internal.apiserver.k8s.io', 'networking.k8s.io',
  'node.k8s.io',
  'rbac.authorization.k8s.io', 'resource.k8s.io', 'scheduling.k8s.io', 'storage.k8s.io', 'storagemigration.k8s.io',
]);

export const GIT010 = rule('GIT010', function* (view) {
  const defined = new Set(view.of('CustomResourceDefinition').map((crd) => `${text(crd.spec.group)}/${text(fields(crd.spec.names).kind)}`));
  const seen = new Set<string>();
  for (const item of view.items) {
    const kind = `${item.group}/${item.kind}`;
    if (!isCustom(item) || defined.has(kind) || seen.has(kind) || syncOptions(item).includes(SKIP)) continue;
    seen.add(kind);
    yield about(item, 'kind', `nothing in the input defines ${item.kind} of ${item.group}.`);
  }
});

function isCustom(item: ManifestObject): boolean {
  return item.group.includes('.') && !NO_RESOURCES.has(item.group) && !isFile(item.group);
}

export const GIT011 = rule('GIT011', function* (view) {
  for (const item of view.of('PersistentVolumeClaim', 'StatefulSet', 'PersistentVolume')) {
    const option = syncOptions(item).find((o) => o === 'Replace=true' || o === 'Force=true');
    const hook = hookOf(item);
    if (option) yield about(item, annotation('sync-options'), `${option} replaces this ${item.kind}.`);
    if (hook) yield about(item, annotation(hook), `this ${item.kind} is a hook, which is deleted and recreated.`);
  }
});

export const GIT014 = rule('GIT014', function* (view) {
  const everywhere = applicationsHave(view, SERVER_SIDE);
  for (const item of view.of('StatefulSet')) {
    if (!everywhere && !syncOptions(item).includes(SERVER_SIDE)) continue;
    for (const { path, source } of templatesOf(item)) {
      if (source.apiVersion !== undefined && source.kind !== undefined) continue;
      const name = text(fields(source.metadata).name) ?? '';
      yield about(item, path, `the claim template "${name}" has no apiVersion and kind, which the API server adds to what it stores.`);
    }
  }
});

export const GIT015 = rule('GIT015', function* (view) {
  const common = usesArgo(view) || view.custom('argoproj.io', 'Application').length > 0;
  for (const item of view.of('StatefulSet')) {
    for (const { path, source } of templatesOf(item)) {
      const labels = fields(fields(source.metadata).labels);
      const isTracked = labels[TRACKING_LABEL] !== undefined;
      const mayBe = common && labels[COMMON_TRACKING_LABEL] !== undefined && labels[COMMON_TRACKING_LABEL] === item.labels[COMMON_TRACKING_LABEL];
      if (!isTracked && !mayBe) continue;
      const label = isTracked ? TRACKING_LABEL : COMMON_TRACKING_LABEL;
      yield about(item, `${path}.metadata.labels[${label}]`,
        `every claim of the template carries the label ${label}${isTracked ? '' : ', by which Argo CD before 3.0 recognises objects by default'}.`,
        { severity: isTracked ? undefined : 'info' });
    }
  }
});

function templatesOf(item: ManifestObject): Array<{ path: string; source: Fields }> {
  return list(item.spec.volumeClaimTemplates).map((source, i) => ({ path: `spec.volumeClaimTemplates[${i}]`, source: fields(source) }));
}
