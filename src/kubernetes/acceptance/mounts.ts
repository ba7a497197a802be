/*
 * Mounts and devices of a container.
 * Source: pkg/apis/core/validation/validation.go (ValidateVolumeMounts, ValidateVolumeDevices).
 */
import { Report } from './report';
import { fields, Fields, isObject, list, text } from '../../core/fields';

/** The sources of the pod's valid volumes, by name. */
export type Sources = ReadonlyMap<string, Fields>;

export function mounts(report: Report, field: string, container: Fields, sources: Sources): void {
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

export function devices(report: Report, field: string, container: Fields, sources: Sources): void {
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
