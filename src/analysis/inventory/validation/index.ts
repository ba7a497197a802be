import { validateClaimSpec } from './claim';
import { validatePod } from './pod';
import { Report } from './report';
import { decode } from './schema';
import { validateAttributesClass, validateDriver, validateStorageCapacity, validateStorageClass } from './storage';
import { driverName, validateVolume } from './volume';
import { validateWorkload } from './workload';
import { isQualifiedName } from '../../../core/names';
import { fields, isObject } from '../access';
import { Entry, Rejection } from '../model';

type Unchecked = Omit<Entry, 'rejections'>;

/**
 * Why the API server refuses an object, with the fields as it names them; empty for what it takes. Kinds that have nothing to do with storage are
 * taken as they are.
 */
export function rejections(entry: Unchecked, kubernetesVersion: string): Rejection[] {
  const report = new Report();
  decode(report, entry.object, kubernetesVersion);
  if (!report.rejections.length) validate(report, entry, kubernetesVersion);
  return report.rejections;
}

function validate(report: Report, entry: Unchecked, kubernetesVersion: string): void {
  const { object } = entry;
  switch (`${entry.group}/${entry.kind}`) {
    case '/PersistentVolume':
      metadata(report, entry, (name) => report.subdomain('metadata.name', name));
      validateVolume(report, entry, kubernetesVersion);
      break;
    case '/PersistentVolumeClaim':
      metadata(report, entry, (name) => report.subdomain('metadata.name', name));
      validateClaimSpec(report, 'spec', object.spec, kubernetesVersion);
      break;
    case '/Pod':
      metadata(report, entry, (name) => report.subdomain('metadata.name', name));
      validatePod(report, { spec: object.spec, field: 'spec', name: entry.name, added: [], kubernetesVersion });
      break;
    case 'storage.k8s.io/StorageClass':
      metadata(report, entry, (name) => report.subdomain('metadata.name', name));
      validateStorageClass(report, object);
      break;
    case 'storage.k8s.io/VolumeAttributesClass':
      metadata(report, entry, (name) => report.subdomain('metadata.name', name));
      validateAttributesClass(report, object);
      break;
    case 'storage.k8s.io/CSIDriver':
      metadata(report, entry, (name) => driverName(report, 'metadata.name', name));
      validateDriver(report, object);
      break;
    case 'storage.k8s.io/CSIStorageCapacity':
      metadata(report, entry, (name) => report.subdomain('metadata.name', name));
      validateStorageCapacity(report, object);
      break;
    case 'apps/StatefulSet':
      metadata(report, entry, (name) => report.label('metadata.name', name));
      validateWorkload(report, entry.kind, object, kubernetesVersion);
      break;
    case 'apps/Deployment': case 'apps/DaemonSet': case 'apps/ReplicaSet': case 'batch/Job': case 'batch/CronJob':
      metadata(report, entry, (name) => report.subdomain('metadata.name', name));
      validateWorkload(report, entry.kind, object, kubernetesVersion);
      break;
    default:
  }
}

function metadata(report: Report, entry: Unchecked, checkName: (name: string) => void): void {
  const given = fields(entry.object.metadata);
  if (report.required('metadata.name', given.name ?? given.generateName, 'Required value: name or generateName is required') && entry.name) {
    checkName(entry.name);
  }
  if (entry.namespace) report.label('metadata.namespace', entry.namespace);
  report.labels('metadata.labels', given.labels);
  if (!isObject(given.annotations)) return;
  for (const key of Object.keys(given.annotations)) {
    if (!isQualifiedName(key.toLowerCase())) report.invalid('metadata.annotations', key, 'must be a qualified name');
  }
}
