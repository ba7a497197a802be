/*
 * Validation of a pod, as in the API server.
 * Source: pkg/apis/core/validation/validation.go (ValidatePodSpec, ValidateVolumes).
 */
import { validateClaimSpec } from './claim';
import { validateContainer, validateDownwardFile, validateHostPorts } from './container';
import { applyRules } from './field-rules';
import { devices, mounts, Sources } from './mounts';
import { validateProjected } from './projected';
import { Report } from './report';
import { validatePodResources, validateResources } from './resources';
import { validateScheduling } from './scheduling';
import { validateSecurity } from './security';
import { driverName, validateSource } from './volume';
import { fields, Fields, isObject, list, strings, text } from '../../core/fields';
import { isAtLeast } from '../minor';
import { isDnsSubdomain } from '../names';
import { parseQuantity } from '../quantity';

/** First minors with these fields on by default. */
const POD_RESOURCES = '1.34';
const HOSTNAME_OVERRIDE = '1.35';

/** In the order in which the server looks for sources: the first one that is set counts. */
const SOURCES = [
  'emptyDir', 'hostPath', 'gitRepo', 'gcePersistentDisk', 'awsElasticBlockStore', 'secret', 'nfs', 'iscsi', 'glusterfs', 'flocker',
  'persistentVolumeClaim', 'rbd', 'cinder', 'cephfs', 'quobyte', 'downwardAPI', 'fc', 'flexVolume', 'configMap', 'azureFile', 'vsphereVolume',
  'photonPersistentDisk', 'portworxVolume', 'azureDisk', 'storageos', 'projected', 'scaleIO', 'csi', 'ephemeral', 'image',
];

/** A pod, or the pod template of a workload. */
interface PodInput {
  readonly spec: unknown;
  /** Labels of a pod. */
  readonly labels?: unknown;
  readonly field: string;
  /** Whether it is a pod, not a template. */
  readonly isPod: boolean;
  /** Fields that the controller overwrites, so that the server does not validate them. */
  readonly overwritten: readonly string[];
  /** Name of the pod, '' in a template. */
  readonly name: string;
  /** Names of the volumes that the controller adds for volumeClaimTemplates. They precede the pod's own and replace those of the same name. */
  readonly added: readonly string[];
  readonly kubernetesVersion: string;
}

export function validatePod(report: Report, pod: PodInput): void {
  const { field, isPod, kubernetesVersion } = pod;
  const spec = fields(pod.spec);
  applyRules(report, field, 'PodSpec', spec, kubernetesVersion, pod.overwritten);
  const account = text(spec.serviceAccountName) || text(spec.serviceAccount);
  if (account) report.subdomain(`${field}.serviceAccountName`, account);
  const sources = volumes(report, pod, list(spec.volumes).map(fields));
  if (!list(spec.containers).length) report.refuse(`${field}.containers`, 'Required value');
  const containers = ['containers', 'initContainers'].flatMap((key) => list(spec[key])
    .map((item, i) => [`${field}.${key}[${i}]`, fields(item)] as const));
  const names = new Set<unknown>();
  for (const [at, container] of containers) {
    if (report.required(`${at}.name`, container.name)) report.label(`${at}.name`, container.name);
    if (names.has(container.name)) report.refuse(`${at}.name`, `Duplicate value: "${container.name}"`);
    names.add(container.name);
    if (report.required(`${at}.image`, container.image) && isPod && container.image !== String(container.image).trim()) {
      report.invalid(`${at}.image`, container.image, 'must not have leading or trailing whitespace');
    }
    mounts(report, `${at}.volumeMounts`, container, sources);
    devices(report, `${at}.volumeDevices`, container, sources);
    validateContainer(report, at, container, { spec, isInit: at.startsWith(`${field}.init`), kubernetesVersion });
  }
  if (list(spec.ephemeralContainers).length) report.refuse(`${field}.ephemeralContainers`, 'Forbidden: cannot be set on create');
  validateHostPorts(report, field, spec, isPod);
  validateSecurity(report, field, spec, containers);
  validateScheduling(report, field, spec, kubernetesVersion, isPod ? strings(pod.labels) : {});
  network(report, field, spec, kubernetesVersion);
  if (isObject(spec.resources) && isAtLeast(kubernetesVersion, POD_RESOURCES)) validatePodResources(report, `${field}.resources`, spec);
  if (isObject(spec.overhead)) validateResources(report, `${field}.overhead`, { limits: spec.overhead }, []);
  gates(report, `${field}.schedulingGates`, list(spec.schedulingGates).map(fields));
  resourceClaims(report, `${field}.resourceClaims`, list(spec.resourceClaims).map(fields));
}

function network(report: Report, field: string, spec: Fields, kubernetesVersion: string): void {
  const { nameservers, searches, options } = fields(spec.dnsConfig);
  if (spec.dnsPolicy === 'None' && !list(nameservers).length) {
    report.refuse(isObject(spec.dnsConfig) ? `${field}.dnsConfig.nameservers` : `${field}.dnsConfig`,
      'Required value: must provide at least one DNS nameserver when `dnsPolicy` is None');
  }
  if (list(searches).join(' ').length > 2048) {
    report.refuse(`${field}.dnsConfig.searches`, 'must not have more than 2048 characters (including spaces) in the search list');
  }
  list(options).forEach((option, i) => report.required(`${field}.dnsConfig.options[${i}]`, fields(option).name));
  const name = spec.hostnameOverride;
  if (typeof name !== 'string' || !isAtLeast(kubernetesVersion, HOSTNAME_OVERRIDE)) return;
  const at = `${field}.hostnameOverride`;
  if (spec.setHostnameAsFQDN === true) report.refuse(at, 'Forbidden: may not be specified when setHostnameAsFQDN is true');
  if (spec.hostNetwork === true) report.refuse(at, 'Forbidden: may not be specified when hostNetwork is true');
  if (name.length > 64) report.refuse(at, 'Too long: may not be more than 64 bytes');
  report.subdomain(at, name);
}

function gates(report: Report, field: string, given: readonly Fields[]): void {
  const names = given.map(({ name }) => text(name) ?? '');
  names.forEach((name, i) => {
    report.qualified(`${field}[${i}]`, name);
    if (names.indexOf(name) < i) report.refuse(`${field}[${i}]`, `Duplicate value: "${name}"`);
  });
}

function resourceClaims(report: Report, field: string, claims: readonly Fields[]): void {
  const names = claims.map(({ name }) => text(name) ?? '');
  claims.forEach(({ name, resourceClaimName, resourceClaimTemplateName }, i) => {
    if (text(name) && names.indexOf(name) < i) report.refuse(`${field}[${i}].name`, `Duplicate value: "${name}"`);
    if ((typeof resourceClaimName === 'string') === (typeof resourceClaimTemplateName === 'string')) {
      report.invalid(`${field}[${i}]`, name, 'must specify one of: `resourceClaimName`, `resourceClaimTemplateName`');
    }
  });
}

function volumes(report: Report, pod: PodInput, given: readonly Fields[]): Sources {
  const valid = new Map<string, Fields>();
  const created = new Set(pod.name ? given.filter((volume) => isObject(volume.ephemeral)).map((volume) => `${pod.name}-${volume.name}`) : []);
  const names = new Set<string>();
  const added = [...new Set(pod.added)].map((name): Fields => ({ name, persistentVolumeClaim: { claimName: name } }));
  [...added, ...given.filter(({ name }) => !pod.added.includes(name ?? ''))].forEach((volume, i) => {
    const field = `${pod.field}.volumes[${i}]`;
    const before = report.rejections.length;
    source(report, field, volume, pod);
    if (report.required(`${field}.name`, volume.name)) report.label(`${field}.name`, volume.name);
    if (names.has(volume.name)) report.refuse(`${field}.name`, `Duplicate value: "${volume.name}"`);
    if (report.rejections.length === before) {
      names.add(volume.name);
      valid.set(volume.name, volume);
    }
    const claimName = text(fields(volume.persistentVolumeClaim).claimName);
    if (claimName && created.has(claimName)) {
      report.invalid(`${field}.persistentVolumeClaim.claimName`, claimName, 'must not reference a PVC that gets created for an ephemeral volume');
    }
  });
  return valid;
}

function source(report: Report, field: string, volume: Fields, pod: PodInput): void {
  const kinds = SOURCES.filter((key) => isObject(volume[key]));
  kinds.slice(1).forEach((kind) => report.refuse(`${field}.${kind}`, 'Forbidden: may not specify more than 1 volume type'));
  const [kind] = kinds;
  if (kind === 'persistentVolumeClaim') report.required(`${field}.${kind}.claimName`, volume[kind].claimName);
  if (kind === 'ephemeral') ephemeral(report, `${field}.ephemeral`, volume, pod);
  if (kind === 'csi') driverName(report, `${field}.csi.driver`, volume.csi.driver);
  else if (kind) validateSource(report, `${field}.${kind}`, kind, volume[kind], volume.name, true);
  if (kind === 'csi' && isObject(volume.csi.nodePublishSecretRef)) {
    const { name } = volume.csi.nodePublishSecretRef;
    if (report.required(`${field}.csi.nodePublishSecretRef.name`, name)) report.subdomain(`${field}.csi.name`, name);
  }
  if (kind === 'image' && (pod.isPod || isAtLeast(pod.kubernetesVersion, '1.37'))) report.required(`${field}.image.reference`, volume.image.reference);
  if (kind === 'emptyDir' && (parseQuantity(volume.emptyDir.sizeLimit) ?? 0n) < 0n) {
    report.refuse(`${field}.emptyDir.sizeLimit`, 'Forbidden: SizeLimit field must be a valid resource quantity');
  }
  if (kind === 'downwardAPI') for (const file of list(volume.downwardAPI.items)) validateDownwardFile(report, `${field}.downwardAPI`, fields(file));
  if (kind === 'projected') validateProjected(report, `${field}.projected`, list(volume.projected.sources).map(fields));
}

function ephemeral(report: Report, field: string, volume: Fields, pod: PodInput): void {
  const template = volume.ephemeral.volumeClaimTemplate;
  if (!isObject(template)) {
    report.refuse(`${field}.volumeClaimTemplate`, 'Required value');
    return;
  }
  report.labels(`${field}.volumeClaimTemplate.metadata.labels`, fields(template.metadata).labels);
  for (const key of Object.keys(fields(template.metadata))) {
    if (key !== 'labels' && key !== 'annotations') report.refuse(`${field}.volumeClaimTemplate.metadata.${key}`, 'Forbidden: cannot be set');
  }
  validateClaimSpec(report, `${field}.volumeClaimTemplate.spec`, template.spec, pod.kubernetesVersion);
  const claimName = `${pod.name}-${volume.name}`;
  if (pod.name && volume.name && !isDnsSubdomain(claimName)) {
    report.invalid(`${field.slice(0, field.lastIndexOf('.'))}.name`, volume.name, `PVC name "${claimName}" is not a DNS subdomain`);
  }
}
