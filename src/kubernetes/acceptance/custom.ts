/*
 * Objects of custom resources that programs of this library's users create: fields that have been required, or had their type and values, in every
 * version of the definition. Other fields are not looked at: another version of the definition may have them.
 * Source: external-snapshotter client/config/crd, external-secrets config/crds, prometheus-operator, containerized-data-importer pkg/apis.
 */
import { Manifest } from './manifest';
import { Report } from './report';
import { isObject } from '../../core/fields';

/**
 * By group and kind: a path, "need" if it is required, its type (o object, m map of strings, l list, s string, b boolean), and the values that it
 * may have.
 */
const RULES: { readonly [kind: string]: readonly string[] } = {
  'snapshot.storage.k8s.io/VolumeSnapshotClass': ['driver need s', 'deletionPolicy need s Delete Retain', 'parameters m'],
  'snapshot.storage.k8s.io/VolumeSnapshotContent': [
    'spec need o', 'spec.deletionPolicy need s Delete Retain', 'spec.driver need s', 'spec.source need o', 'spec.source.volumeHandle s',
    'spec.source.snapshotHandle s',
    'spec.volumeSnapshotRef need o', 'spec.volumeSnapshotRef.name need s', 'spec.volumeSnapshotRef.namespace need s',
    'spec.volumeSnapshotClassName s', 'spec.sourceVolumeMode s',
  ],
  'snapshot.storage.k8s.io/VolumeSnapshot': [
    'spec need o', 'spec.source need o', 'spec.source.persistentVolumeClaimName s', 'spec.source.volumeSnapshotContentName s',
    'spec.volumeSnapshotClassName s',
  ],
  'external-secrets.io/ExternalSecret': [
    'spec o', 'spec.refreshInterval s', 'spec.secretStoreRef o', 'spec.secretStoreRef.name s',
    'spec.secretStoreRef.kind s SecretStore ClusterSecretStore', 'spec.target o',
    'spec.target.name s', 'spec.target.creationPolicy s Owner Orphan Merge None', 'spec.target.deletionPolicy s Delete Merge Retain',
    'spec.target.template o',
    'spec.target.template.data m', 'spec.target.template.type s', 'spec.data l', 'spec.data[].secretKey need s', 'spec.data[].remoteRef need o',
    'spec.data[].remoteRef.key need s', 'spec.data[].remoteRef.property s', 'spec.data[].remoteRef.version s', 'spec.dataFrom l',
  ],
  'monitoring.coreos.com/ServiceMonitor': [
    'spec need o', 'spec.selector need o', 'spec.selector.matchLabels m', 'spec.endpoints need l', 'spec.endpoints[].port s',
    'spec.endpoints[].path s', 'spec.endpoints[].interval s',
    'spec.endpoints[].scrapeTimeout s', 'spec.endpoints[].honorLabels b', 'spec.jobLabel s', 'spec.namespaceSelector o',
    'spec.namespaceSelector.any b', 'spec.namespaceSelector.matchNames l',
  ],
  'cdi.kubevirt.io/DataVolume': ['spec need o', 'spec.source o', 'spec.sourceRef o', 'spec.pvc o', 'spec.storage o',
    'spec.contentType s kubevirt archive', 'spec.preallocation b', 'spec.priorityClassName s'],
};
const TYPES: { readonly [type: string]: { readonly title: string; readonly test: (value: unknown) => boolean } } = {
  o: { title: 'an object', test: isObject },
  m: { title: 'a map of strings', test: (value) => isObject(value) && Object.values(value).every((item) => typeof item === 'string') },
  l: { title: 'a list', test: Array.isArray },
  s: { title: 'a string', test: (value) => typeof value === 'string' },
  b: { title: 'true or false', test: (value) => typeof value === 'boolean' },
};

/** Validates an object of a custom resource that is known; whether it is. */
export function validateCustom(report: Report, kind: string, manifest: Manifest): boolean {
  if (!Object.hasOwn(RULES, kind)) return false;
  for (const rule of RULES[kind]) {
    const [path, ...rest] = rule.split(' ');
    const isNeeded = rest[0] === 'need';
    const [type, ...values] = isNeeded ? rest.slice(1) : rest;
    for (const { field, value } of found(manifest, path)) {
      if (value === undefined || value === null) {
        if (isNeeded) report.refuse(field, 'Required value');
      } else if (!TYPES[type].test(value)) {
        report.refuse(field, `must be ${TYPES[type].title}, not ${Array.isArray(value) ? 'a list' : typeof value}`);
      } else if (values.length) {
        report.oneOf(field, value, values);
      }
    }
  }
  if (!report.rejections.length) exclusive(report, kind, manifest);
  return true;
}

/** A snapshot and its content have one source each. */
function exclusive(report: Report, kind: string, manifest: Manifest): void {
  const keys = kind.endsWith('/VolumeSnapshot') ? ['persistentVolumeClaimName', 'volumeSnapshotContentName'] : ['volumeHandle', 'snapshotHandle'];
  if (!kind.startsWith('snapshot.') || kind.endsWith('Class')) return;
  const given = keys.filter((key) => manifest.spec.source[key] !== undefined && manifest.spec.source[key] !== null);
  if (given.length !== 1) report.invalid('spec.source', Object.keys(manifest.spec.source), `exactly one of ${keys.join(' and ')} must be set`);
  if (manifest.spec.volumeSnapshotClassName === '' && kind.endsWith('/VolumeSnapshot')) {
    report.invalid('spec.volumeSnapshotClassName', '',
      'must not be empty');
  }
}

/** The values at a path, of which a step such as "data[]" means each item. Below something that is not there is nothing. */
function found(value: unknown, path: string): Array<{ readonly field: string; readonly value: unknown }> {
  let at: Array<{ field: string; value: unknown }> = [{ field: '', value }];
  for (const step of path.split('.')) {
    const key = step.replace('[]', '');
    at = at.filter((one) => isObject(one.value)).map((one) => ({ field: `${one.field}${one.field && '.'}${key}`, value: (one.value as any)[key] }));
    if (step !== key) {
      at = at.flatMap((one) => (Array.isArray(one.value)
        ? one.value.map((item, i) => ({ field: `${one.field}[${i}]`, value: item as unknown })) : []));
    }
  }
  return at;
}
