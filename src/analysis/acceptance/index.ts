import { stored, validateClaimSpec } from './claim';
import { validateMetadata } from './metadata';
import { validateCsiNode, validateNode } from './node';
import { validatePod } from './pod';
import { validateRole, validateRoleBinding } from './rbac';
import { Report } from './report';
import { decode } from './schema';
import { validateAttributesClass, validateDriver, validateStorageCapacity, validateStorageClass } from './storage';
import { validateVolume } from './volume';
import { validateWorkload } from './workload';
import { ManifestObject, Rejection } from '../model/manifest-object';

type Unchecked = Omit<ManifestObject, 'rejections'>;

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
  const subdomain = (field: string, name: string) => report.subdomain(field, name);
  switch (`${entry.group}/${entry.kind}`) {
    case '/PersistentVolume':
      validateMetadata(report, entry, subdomain);
      validateVolume(report, entry, kubernetesVersion);
      break;
    case '/PersistentVolumeClaim':
      validateMetadata(report, entry, subdomain);
      validateClaimSpec(report, 'spec', stored(object.spec), kubernetesVersion);
      break;
    case '/Pod':
      validateMetadata(report, entry, subdomain);
      validatePod(report, { spec: object.spec, field: 'spec', name: entry.name, added: [], kubernetesVersion });
      break;
    case '/Node':
      validateMetadata(report, entry, subdomain);
      validateNode(report, object);
      break;
    case 'storage.k8s.io/CSINode':
      validateMetadata(report, entry, subdomain);
      validateCsiNode(report, object);
      break;
    case 'storage.k8s.io/StorageClass':
      validateMetadata(report, entry, subdomain);
      validateStorageClass(report, object);
      break;
    case 'storage.k8s.io/VolumeAttributesClass':
      validateMetadata(report, entry, subdomain);
      validateAttributesClass(report, object);
      break;
    case 'storage.k8s.io/CSIDriver':
      validateMetadata(report, entry, subdomain);
      validateDriver(report, object);
      break;
    case 'storage.k8s.io/CSIStorageCapacity':
      validateMetadata(report, entry, subdomain);
      validateStorageCapacity(report, object);
      break;
    case 'apps/StatefulSet':
      validateMetadata(report, entry, (field, name) => report.label(field, name));
      validateWorkload(report, entry.kind, object, kubernetesVersion);
      break;
    case 'apps/Deployment': case 'apps/DaemonSet': case 'apps/ReplicaSet': case 'batch/Job': case 'batch/CronJob':
      validateMetadata(report, entry, subdomain);
      validateWorkload(report, entry.kind, object, kubernetesVersion);
      break;
    case 'rbac.authorization.k8s.io/Role': case 'rbac.authorization.k8s.io/ClusterRole':
      validateMetadata(report, entry, (field, name) => report.pathSegment(field, name));
      validateRole(report, object, entry.kind === 'Role');
      break;
    case 'rbac.authorization.k8s.io/RoleBinding': case 'rbac.authorization.k8s.io/ClusterRoleBinding':
      validateMetadata(report, entry, (field, name) => report.pathSegment(field, name));
      validateRoleBinding(report, object, entry.kind === 'RoleBinding');
      break;
    default:
  }
}
