import { VOLUME_PLUGINS, volumePlugin } from '../../src/kubernetes/volume-plugins';
import tables from '../evidence/source-documents/tables.json';

/** Names of the documents' tables where ours differ. */
const ALIASES: { [name: string]: string } = {
  'GCE PD': 'GCE Persistent Disk', 'HostPath': 'hostPath', 'Local': 'local', 'VsphereVolume': 'vSphere', 'PortworxVolume': 'Portworx', 'PhotonPersistentDisk': 'Photon disk',
};
const byName = new Map(VOLUME_PLUGINS.map((plugin) => [plugin.title, plugin]));
const plugin = (name: string): any => byName.get(ALIASES[name] ?? name);
const MODES: { [short: string]: string } = { RWO: 'ReadWriteOnce', ROX: 'ReadOnlyMany', RWX: 'ReadWriteMany' };
const table = (tables.accessModes as any[]).filter((row) => row.plugin !== 'CSI');

test.each(table)('access modes of $plugin are those of the tables', ({ plugin: name, seed001, seed002, today }) => {
  const expected = today.accessModes ?? seed002 ?? seed001;
  for (const [short, mode] of Object.entries(MODES)) {
    if (typeof expected[short] === 'boolean') expect([short, plugin(name).accessModes.includes(mode)]).toEqual([short, expected[short]]);
  }
});

test.each(table.filter((row) => row.today.status !== 'current (in-tree)'))('$plugin was removed in the minor of the facts', ({ plugin: name, today }) => {
  if (today.inTreeRemovedIn?.startsWith('1.35 or 1.36')) return expect(plugin(name).removedIn).toBe('1.36'); // kubernetes/kubernetes#135322
  expect(plugin(name).removedIn).toBe(today.inTreeRemovedIn?.split(' ')[0]);
  expect(plugin(name).driver).toBe(today.csiDriver);
  return undefined;
});

test('mount options reach the plugins that the kubelet honours them for, and the annotation those that the API server accepts', () => {
  const { fieldHonouredByKubelet, annotationAllowedByApiServer, annotationRejectedByApiServer } = tables.mountOptions.today;
  for (const [name, honoured] of Object.entries(fieldHonouredByKubelet)) expect([name, plugin(name).mountOptions]).toEqual([name, honoured]);
  for (const name of annotationAllowedByApiServer) expect([name, plugin(name).mountOptionsAnnotation]).toEqual([name, true]);
  for (const name of annotationRejectedByApiServer) expect([name, plugin(name).mountOptionsAnnotation]).toEqual([name, false]);
});

test('raw block volumes are those of the facts', () => {
  for (const { plugin: name, today } of tables.blockSupport) {
    if (!plugin(name)) continue;
    expect([name, plugin(name).block]).toEqual([name, !/^(no\b|never)/.test(today)]);
  }
});

test('only nfs and hostPath are recycled', () => {
  expect(VOLUME_PLUGINS.filter(({ recycle }) => recycle).map(({ source }) => source)).toEqual(['hostPath', 'nfs']);
  expect(tables.reclaim.seed001.recycle).toEqual(['NFS', 'HostPath']);
  expect(volumePlugin('unknown')).toBeUndefined();
});
