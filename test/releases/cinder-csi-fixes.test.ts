import { Release, ReleaseFix } from '../../src';
import { cinder, containerOf } from '../support/cinder-csi';

const node = (release: Release) => cinder({}, { release }).get('DaemonSet', 'csi-cinder-nodeplugin');
const fixed = (minor: string, fix: ReleaseFix) => Release.of(minor).extend({ fixes: [fix] });

test('CSI_DRIVER_OBJECT gives 1.15 the object of 1.16', () => {
  expect(cinder({}, { release: Release.V1_15 }).inventory().filter((o) => o.startsWith('CSIDriver'))).toEqual([]);
  expect(cinder({}, { release: fixed('1.15', ReleaseFix.CSI_DRIVER_OBJECT) }).get('CSIDriver')).toEqual(cinder({}, { release: Release.V1_16 }).get('CSIDriver'));
});

test.each(['1.16', '1.17', '1.18'])('CSI_DRIVER_V1 changes the version of the object of %s, and clusters that serve no other need no switch', (minor) => {
  const shipped = cinder({}, { release: Release.of(minor) }).get('CSIDriver');
  const v1 = { ...shipped, apiVersion: 'storage.k8s.io/v1' };
  expect(cinder({}, { release: fixed(minor, ReleaseFix.CSI_DRIVER_V1) }).get('CSIDriver')).toEqual(v1);
  expect(cinder({ snapshots: false }, { release: Release.of(minor), kubernetesVersion: '1.22' }).get('CSIDriver')).toEqual(v1);
  expect(cinder({}, { release: Release.of(minor), kubernetesVersion: '1.21' }).get('CSIDriver')).toEqual(shipped);
});

test('CSI_DRIVER_V1 adds no object to 1.15', () => {
  expect(cinder({}, { release: fixed('1.15', ReleaseFix.CSI_DRIVER_V1) }).inventory().filter((o) => o.startsWith('CSIDriver'))).toEqual([]);
});

test('CINDER_PROVISIONER_NAME lets the provisioner of 1.15 go by the name of the driver', () => {
  const output = cinder({}, { release: fixed('1.15', ReleaseFix.CINDER_PROVISIONER_NAME) }, (csi) => csi.addStorageClass('ssd'));
  expect(containerOf(output, 'csi-cinder-controllerplugin', 'csi-provisioner').args).toContain('--provisioner=cinder.csi.openstack.org');
  expect(output.get('StorageClass').provisioner).toBe('cinder.csi.openstack.org');
});

test.each([
  ['CINDER_PODS_MOUNT', ReleaseFix.CINDER_PODS_MOUNT, 'pods-mount-dir', ['1.15', '1.16']],
  ['CINDER_CLOUD_DATA_MOUNT', ReleaseFix.CINDER_CLOUD_DATA_MOUNT, 'pods-cloud-data', ['1.15', '1.16', '1.17', '1.18']],
])('%s drops volume and mount', (_, fix, volume, minors) => {
  expect(Release.all().map((r) => r.minor).filter((minor) => JSON.stringify(node(Release.of(minor))).includes(volume))).toEqual(minors);
  for (const minor of minors) {
    const { volumes, containers } = node(fixed(minor, fix)).spec.template.spec;
    expect(JSON.stringify([volumes, containers])).not.toContain(volume);
    expect(volumes).toHaveLength(node(Release.of(minor)).spec.template.spec.volumes.length - 1);
  }
});

test('CINDER_NODE_TOLERATIONS lets the node plugin run everywhere', () => {
  expect(node(Release.V1_19).spec.template.spec.tolerations).toBeUndefined();
  expect(node(fixed('1.19', ReleaseFix.CINDER_NODE_TOLERATIONS)).spec.template.spec.tolerations).toEqual([{ operator: 'Exists' }]);
});

test('CINDER_REGISTRAR_HOOK drops the stop hook', () => {
  expect(JSON.stringify(node(Release.V1_21))).toContain('/bin/sh');
  expect(JSON.stringify(node(fixed('1.21', ReleaseFix.CINDER_REGISTRAR_HOOK)))).not.toContain('lifecycle');
});

test('fixes reach the pods of the chart too', () => {
  const release = Release.V1_19.extend({ fixes: [ReleaseFix.CINDER_NODE_TOLERATIONS, ReleaseFix.CINDER_REGISTRAR_HOOK] });
  const { tolerations, containers } = release._profile.cinderCsi.chart!.node;
  expect(tolerations).toEqual([{ operator: 'Exists' }]);
  expect(containers.map((c) => c.lifecycle)).toEqual([undefined, undefined]);
});

test('a fix that a release has changes nothing', () => {
  const all = Release.V1_36.extend({ fixes: ReleaseFix.all() });
  expect(cinder({}, { release: all }).objects).toEqual(cinder({}, { release: Release.V1_36 }).objects);
});
