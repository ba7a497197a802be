import { stored, validateClaimSpec } from './claim';
import { validateConfigMap, validateSecret } from './config';
import { validateCustom } from './custom';
import { Manifest, nameOf } from './manifest';
import { podAnnotations, validateMetadata } from './metadata';
import { validateCsiNode, validateNode } from './node';
import { validatePod } from './pod';
import { validateRole, validateRoleBinding } from './rbac';
import { Rejection, Report } from './report';
import { decode } from './schema';
import { validateAttributesClass, validateDriver, validateStorageCapacity, validateStorageClass } from './storage';
import { validateVolume } from './volume';
import { validateWorkload } from './workload';
import { fields } from '../../core/fields';
import { groupOf } from '../kinds';

export { Manifest } from './manifest';
export { Rejection } from './report';
export { hasKnownFields, KNOWN_FIELDS } from './schema';

/**
 * Why the API server rejects an object, with its field paths; empty if it accepts the object. Kinds unrelated to storage are not validated.
 */
export function rejections(manifest: Manifest, kubernetesVersion: string): Rejection[] {
  const report = new Report(kubernetesVersion);
  decode(report, manifest, kubernetesVersion);
  if (!report.rejections.length) validate(report, manifest, kubernetesVersion);
  return report.rejections;
}

function validate(report: Report, manifest: Manifest, kubernetesVersion: string): void {
  const subdomain = (field: string, name: string) => report.subdomain(field, name);
  if (validateCustom(report, `${groupOf(manifest.apiVersion)}/${manifest.kind}`, manifest)) {
    validateMetadata(report, manifest, subdomain);
    return;
  }
  switch (`${groupOf(manifest.apiVersion)}/${manifest.kind}`) {
    case '/PersistentVolume':
      validateMetadata(report, manifest, subdomain);
      validateVolume(report, manifest, kubernetesVersion);
      break;
    case '/PersistentVolumeClaim':
      validateMetadata(report, manifest, subdomain);
      validateClaimSpec(report, 'spec', stored(manifest.spec), kubernetesVersion);
      break;
    case '/Pod':
      validateMetadata(report, manifest, subdomain);
      validatePod(report, {
        spec: manifest.spec,
        labels: fields(manifest.metadata).labels,
        field: 'spec',
        isPod: true,
        overwritten: [],
        name: nameOf(manifest),
        added: [],
        kubernetesVersion,
      });
      podAnnotations(report, 'metadata.annotations', fields(manifest.metadata).annotations, manifest.spec);
      break;
    case '/ConfigMap': case '/Secret':
      validateMetadata(report, manifest, subdomain);
      if (manifest.kind === 'Secret') validateSecret(report, manifest);
      else validateConfigMap(report, manifest);
      break;
    case '/Node':
      validateMetadata(report, manifest, subdomain);
      validateNode(report, manifest);
      break;
    case 'storage.k8s.io/CSINode':
      validateMetadata(report, manifest, subdomain);
      validateCsiNode(report, manifest);
      break;
    case 'storage.k8s.io/StorageClass':
      validateMetadata(report, manifest, subdomain);
      validateStorageClass(report, manifest);
      break;
    case 'storage.k8s.io/VolumeAttributesClass':
      validateMetadata(report, manifest, subdomain);
      validateAttributesClass(report, manifest);
      break;
    case 'storage.k8s.io/CSIDriver':
      validateMetadata(report, manifest, subdomain);
      validateDriver(report, manifest);
      break;
    case 'storage.k8s.io/CSIStorageCapacity':
      validateMetadata(report, manifest, subdomain);
      validateStorageCapacity(report, manifest);
      break;
    case 'apps/StatefulSet':
      validateMetadata(report, manifest, (field, name) => report.label(field, name));
      validateWorkload(report, manifest.kind, manifest, kubernetesVersion);
      break;
    case 'apps/Deployment': case 'apps/DaemonSet': case 'apps/ReplicaSet': case 'batch/Job': case 'batch/CronJob':
      validateMetadata(report, manifest, subdomain);
      validateWorkload(report, manifest.kind, manifest, kubernetesVersion);
      break;
    case 'rbac.authorization.k8s.io/Role': case 'rbac.authorization.k8s.io/ClusterRole':
      validateMetadata(report, manifest, (field, name) => report.pathSegment(field, name));
      validateRole(report, manifest, manifest.kind === 'Role');
      break;
    case 'rbac.authorization.k8s.io/RoleBinding': case 'rbac.authorization.k8s.io/ClusterRoleBinding':
      validateMetadata(report, manifest, (field, name) => report.pathSegment(field, name));
      validateRoleBinding(report, manifest, manifest.kind === 'RoleBinding');
      break;
    default:
  }
}
