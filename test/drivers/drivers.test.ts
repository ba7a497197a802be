import { ceph, Filesystem, inTree, longhorn, CephFsMounter, nfs, openebs, snapshots } from '../../src';
import { DRIVERS, driverNamed, servingDriver } from '../../src/drivers';
import { CINDER } from '../../src/drivers/cinder';
import { missingParameter } from '../../src/drivers/local-path';
import { Driver } from '../../src/drivers/support/driver';
import { compareReleases } from '../../src/drivers/support/releases';
import { NEWEST_RELEASE } from '../../src/kubernetes/minor';
import { Release } from '../../src/releases';

const tables = DRIVERS.flatMap((driver) => {
  return [driver.parameters, driver.snapshotParameters ?? {}].map((table) => [driver.names[0].name, driver, table] as const);
});

test('each name belongs to one driver', () => {
  const names = DRIVERS.flatMap((driver) => driver.names.map(({ name }) => name));
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  expect(names.length).toBeGreaterThan(30);
});

test.each(tables)('the defaults of %s are values that it accepts, and its replacements are parameters', (_, driver, table) => {
  for (const [name, { type, default: value, replacedBy, since, until }] of Object.entries(table)) {
    if (value !== undefined && !type.accepts(value)) throw new Error(`${name}: ${value} must be ${type.expected}`);
    if (replacedBy !== undefined) expect(Object.keys(table)).toContain(replacedBy);
    if (since ?? until) expect(driver.releases).toBeDefined();
  }
  const folded = Object.keys(table).map((name) => driver.anyCase ? name.toLowerCase() : name);
  expect(folded.filter((name, i) => folded.indexOf(name) !== i)).toEqual([]);
  expect(driver.source).toMatch(/^https:\/\/\S+$/);
});

test('a driver is found by its name, with what an operator puts in front, and by a name that it has left behind', () => {
  expect(driverNamed('cinder.csi.openstack.org')).toBe(CINDER);
  expect(driverNamed('my-rook.rbd.csi.ceph.com')?.title).toBe('the Ceph RBD driver');
  expect(driverNamed('rbd.csi.ceph.com')?.title).toBe('the Ceph RBD driver');
  expect(driverNamed('evilrbd.csi.ceph.com')).toBeUndefined();
  expect(driverNamed('csi-cinderplugin', '1.15')).toBe(CINDER);
  expect(driverNamed('csi-cinderplugin', '1.16')).toBeUndefined();
  expect(driverNamed('constructor')).toBeUndefined();
  expect(driverNamed(undefined)).toBeUndefined();
  expect(driverNamed('kubernetes.io/cinder')?.title).toBe('the Cinder plugin');
  expect(servingDriver('kubernetes.io/cinder')).toBe(CINDER);
  expect(servingDriver('kubernetes.io/quobyte')?.title).toBe('the Quobyte plugin');
});

test('releases are compared by their numbers', () => {
  expect(compareReleases('1.9', '1.10')).toBeLessThan(0);
  expect(compareReleases('v0.0.37', '0.0.4')).toBeGreaterThan(0);
  expect(compareReleases('1.36', '1.36.0')).toBe(0);
  expect(NEWEST_RELEASE).toBe(Release.latest().minor);
});

const of = (name: string): Driver => driverNamed(name)!;

test.each<[string, string, { [member: string]: string }]>([
  ['nfs.manila.csi.openstack.org', 'cephfs-mounter', CephFsMounter],
  ['nfs.csi.k8s.io', 'onDelete', nfs.NfsOnDelete],
  ['rbd.csi.ceph.com', 'imageFeatures', ceph.RbdImageFeature],
  ['rbd.csi.ceph.com', 'mounter', ceph.RbdMounter],
  ['rbd.csi.ceph.com', 'encryptionType', ceph.RbdEncryptionType],
  ['rbd.csi.ceph.com', 'cephLogStrategy', ceph.CephLogStrategy],
  ['cephfs.csi.ceph.com', 'mounter', CephFsMounter],
  ['driver.longhorn.io', 'dataLocality', longhorn.LonghornDataLocality],
  ['driver.longhorn.io', 'replicaAutoBalance', longhorn.LonghornAutoBalance],
  ['driver.longhorn.io', 'backingImageDataSourceType', longhorn.LonghornBackingImageSource],
  ['driver.longhorn.io', 'unmapMarkSnapChainRemoved', longhorn.LonghornSetting],
  ['driver.longhorn.io', 'dataEngine', longhorn.LonghornDataEngine],
  ['driver.longhorn.io', 'frontend', longhorn.LonghornFrontend],
  ['driver.longhorn.io', 'dataLayout.type', longhorn.LonghornDataLayout],
  ['driver.longhorn.io', 'dataLayout.mode', longhorn.LonghornLayoutMode],
  ['driver.longhorn.io', 'volumeTopology', longhorn.LonghornTopology],
  ['local.csi.openebs.io', 'scheduler', openebs.OpenEbsLvmScheduler],
  ['kubernetes.io/azure-disk', 'kind', inTree.AzureDiskKind],
])('the enum for %s %s has values of the table', (name, parameter, members) => {
  const { values } = of(name).parameters[parameter].type;
  for (const value of Object.values(members)) expect(values).toContain(value);
  expect(values).toHaveLength(Object.keys(members).length);
});

test('the enum of filesystems has those that drivers make', () => {
  const parameters = [
    ['cinder.csi.openstack.org', 'csi.storage.k8s.io/fstype'], ['rbd.csi.ceph.com', 'csi.storage.k8s.io/fstype'], ['driver.longhorn.io', 'fsType'],
    ['local.csi.openebs.io', 'fsType'], ['zfs.csi.openebs.io', 'fstype'], ['io.openebs.csi-mayastor', 'fsType'],
  ];
  const made = parameters.flatMap(([name, parameter]) => of(name).parameters[parameter].type.values ?? []);
  expect([...new Set(made)].sort()).toEqual(Object.values(Filesystem).sort());
});

test('the enum of Cinder snapshots has the values of the table', () => {
  expect(CINDER.snapshotParameters!.type.type.values).toEqual(Object.values(snapshots.CinderSnapshotType));
});

/** From the program's releases; a change here is a claim about upstream. */
test.each([
  [24, 'nodePath'], [24, 'defaultVolumeType'], [27, 'pathPattern'], [34, 'allowUnsafePathPattern'], [35, 'nodeAffinityKey'],
  [37, 'userPattern'], [37, 'groupPattern'], [37, 'permPattern'],
])('local-path reads since v0.0.%d: %s', (patch, name) => {
  expect([missingParameter(name, `v0.0.${patch - 1}`), missingParameter(name, `v0.0.${patch}`)]).toEqual([`v0.0.${patch}`, undefined]);
});
