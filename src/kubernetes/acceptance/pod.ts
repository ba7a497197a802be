/*
 * Validation of a pod's volumes, as in the API server.
 * Source: pkg/apis/core/validation/validation.go (ValidateVolumes, ValidateVolumeMounts, ValidateVolumeDevices).
 */
import { validateClaimSpec } from './claim';
import { Report } from './report';
import { validateScheduling } from './scheduling';
import { driverName, validateSource } from './volume';
import { fields, Fields, isObject, list, text } from '../../core/fields';
import { isDnsSubdomain } from '../names';

/** In the order in which the server looks for sources: the first one that is set counts. */
const SOURCES = [
  'emptyDir', 'hostPath', 'gitRepo', 'gcePersistentDisk', 'awsElasticBlockStore', 'secret', 'nfs', 'iscsi', 'glusterfs', 'flocker',
  'persistentVolumeClaim', 'rbd', 'cinder', 'cephfs', 'quobyte', 'downwardAPI', 'fc', 'flexVolume', 'configMap', 'azureFile', 'vsphereVolume',
  'photonPersistentDisk', 'portworxVolume', 'azureDisk', 'storageos', 'projected', 'scaleIO', 'csi', 'ephemeral', 'image',
];

/** A pod, or the pod template of a workload. */
interface PodInput {
  readonly spec: unknown;
  readonly field: string;
  /** Name of the pod, '' in a template. */
  readonly name: string;
  /** Names of the volumes that the controller adds for volumeClaimTemplates. They precede the pod's own and replace those of the same name. */
  readonly added: readonly string[];
  readonly kubernetesVersion: string;
}

/** The sources of the pod's valid volumes, by name. */
type Sources = ReadonlyMap<string, Fields>;

export function validatePod(report: Report, pod: PodInput): void {
  const spec = fields(pod.spec);
  if (text(spec.restartPolicy)) report.oneOf(`${pod.field}.restartPolicy`, spec.restartPolicy, ['Always', 'OnFailure', 'Never']);
  const sources = volumes(report, pod, list(spec.volumes).map(fields));
  if (!list(spec.containers).length) report.refuse(`${pod.field}.containers`, 'Required value');
  const names = new Set<unknown>();
  for (const key of ['containers', 'initContainers']) {
    list(spec[key]).map(fields).forEach((container, i) => {
      const field = `${pod.field}.${key}[${i}]`;
      if (report.required(`${field}.name`, container.name)) report.label(`${field}.name`, container.name);
      if (names.has(container.name)) report.refuse(`${field}.name`, `Duplicate value: "${container.name}"`);
      names.add(container.name);
      report.required(`${field}.image`, container.image);
      mounts(report, `${field}.volumeMounts`, container, sources);
      devices(report, `${field}.volumeDevices`, container, sources);
    });
  }
  validateScheduling(report, pod.field, spec);
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
  else if (kind) validateSource(report, `${field}.${kind}`, kind, volume[kind], volume.name);
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

function mounts(report: Report, field: string, container: Fields, sources: Sources): void {
  const devicesByName = byName(container.volumeDevices, 'devicePath');
  const paths = new Set<string>();
  const privileged = fields(container.securityContext).privileged === true;
  list(container.volumeMounts).map(fields).forEach((mount, i) => {
    const at = `${field}[${i}]`;
    report.required(`${at}.name`, mount.name);
    if (!sources.has(mount.name)) report.refuse(`${at}.name`, `Not found: "${mount.name ?? ''}"`);
    report.required(`${at}.mountPath`, mount.mountPath);
    if (paths.has(mount.mountPath)) report.invalid(`${at}.mountPath`, mount.mountPath, 'must be unique');
    paths.add(mount.mountPath);
    if (devicesByName.has(mount.name)) report.invalid(`${at}.name`, mount.name, 'must not already exist in volumeDevices');
    if ([...devicesByName.values()].includes(mount.mountPath)) {
      report.invalid(`${at}.mountPath`, mount.mountPath, 'must not already exist as a path in volumeDevices');
    }
    subPaths(report, field, at, mount);
    propagation(report, field, mount, privileged);
  });
}

/** The server reports these fields without the index of the mount. */
function subPaths(report: Report, field: string, at: string, mount: Fields): void {
  const descending = (name: string, path: string) => {
    if (path.startsWith('/')) report.invalid(`${field}.${name}`, path, 'must be a relative path');
    report.noBacksteps(`${field}.${name}`, path);
  };
  if (text(mount.subPath)) descending('subPath', mount.subPath);
  if (!text(mount.subPathExpr)) return;
  if (text(mount.subPath)) report.invalid(`${at}.subPathExpr`, mount.subPathExpr, 'subPathExpr and subPath are mutually exclusive');
  descending('subPathExpr', mount.subPathExpr);
}

function propagation(report: Report, field: string, mount: Fields, privileged: boolean): void {
  if (typeof mount.mountPropagation === 'string') {
    report.oneOf(`${field}.mountPropagation`, mount.mountPropagation, ['Bidirectional', 'HostToContainer', 'None']);
    if (mount.mountPropagation === 'Bidirectional' && !privileged) {
      report.refuse(`${field}.mountPropagation`, 'Forbidden: Bidirectional mount propagation is available only to privileged containers');
    }
  }
  if (typeof mount.recursiveReadOnly !== 'string' || mount.recursiveReadOnly === 'Disabled') return;
  const at = `${field}.recursiveReadOnly`;
  report.oneOf(at, mount.recursiveReadOnly, ['Disabled', 'Enabled', 'IfPossible']);
  if (mount.readOnly !== true) report.refuse(at, 'Forbidden: may only be specified when readOnly is true');
  if (typeof mount.mountPropagation === 'string' && mount.mountPropagation !== 'None') {
    report.refuse(at, 'Forbidden: may only be specified when mountPropagation is None or not specified');
  }
}

function devices(report: Report, field: string, container: Fields, sources: Sources): void {
  const mountsByName = byName(container.volumeMounts, 'mountPath');
  const names = new Set<string>();
  const paths = new Set<string>();
  list(container.volumeDevices).map(fields).forEach((device, i) => {
    const at = `${field}[${i}]`;
    const volume = sources.get(device.name);
    report.required(`${at}.name`, device.name);
    if (names.has(device.name)) report.invalid(`${at}.name`, device.name, 'must be unique');
    if (!volume) {
      report.refuse(`${at}.name`, `Not found: "${device.name ?? ''}"`);
    } else if (!isObject(volume.persistentVolumeClaim) && !isObject(volume.ephemeral)) {
      report.invalid(`${at}.name`, device.name, 'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode');
    }
    report.required(`${at}.devicePath`, device.devicePath);
    if (paths.has(device.devicePath)) report.invalid(`${at}.devicePath`, device.devicePath, 'must be unique');
    if (text(device.devicePath)?.split('/').includes('..')) report.invalid(`${at}.devicePath`, device.devicePath, "can not contain backsteps ('..')");
    else paths.add(device.devicePath);
    if (mountsByName.has(device.name)) report.invalid(`${at}.name`, device.name, 'must not already exist in volumeMounts');
    if ([...mountsByName.values()].includes(device.devicePath)) {
      report.invalid(`${at}.devicePath`, device.devicePath, 'must not already exist as a path in volumeMounts');
    }
    names.add(device.name);
  });
}

function byName(uses: unknown, path: string): Map<unknown, unknown> {
  return new Map(list(uses).map(fields).map((use) => [use.name, use[path]]));
}
