/* Copies that Cinder refuses, as synth tells of them: the judgement is that of `check`. */
import { App, Chart, Size } from 'cdk8s';
import {
  CinderStorageClass, ClaimSource, CloudConfig, OpenStackClusterChart, PersistentVolumeClaim, Release, snapshots, StatefulApplication,
  VolumeBindingMode,
} from '../../../../src';
import { stderrOf } from '../../../support/synth';

const size = Size.gibibytes(10);

function told(build: (chart: Chart, classes: { [name: string]: CinderStorageClass }) => void): string {
  return stderrOf(() => {
    const app = new App({ outdir: '/nonexistent' });
    const chart = new Chart(app, 'c');
    const of = (name: string, props: object) => new CinderStorageClass(chart, name, props);
    build(chart, { a: of('a', { availabilityZone: 'a' }), b: of('b', { availabilityZone: 'b' }), hdd: of('hdd', { volumeType: 'hdd' }), ssd: of('ssd', { volumeType: 'ssd' }) });
    try {
      app.synthYaml();
    } catch (e) {
      process.stderr.write(String(e));
    }
  });
}

test.each([
  ['a', 'b', /SNP004.*source is in zone "a", but the copy is created in "b"/s],
  ['ssd', 'hdd', /SNP004.*volume type "ssd", but the copy asks for volume type "hdd"/s],
  ['a', 'a', undefined],
])('a clone of class %s in class %s', (from, to, expected) => {
  const output = told((chart, classes) => {
    const original = new PersistentVolumeClaim(chart, 'original', { size, storageClass: classes[from] });
    new PersistentVolumeClaim(chart, 'copy', { size, storageClass: classes[to], source: ClaimSource.claim(original) });
  });
  if (expected) expect(output).toMatch(expected);
  else expect(output).not.toContain('SNP004');
});

test.each([[undefined, true], ['backup', false]])('a restore of a snapshot of type %s, in a claim template', (type, expected) => {
  const output = told((chart, { a, b }) => {
    const claim = new PersistentVolumeClaim(chart, 'original', { size, storageClass: a });
    const snapshotClass = new snapshots.CinderSnapshotClass(chart, 'snap', type ? { type } as any : {});
    const snapshot = new snapshots.VolumeSnapshot(chart, 's', { claim, snapshotClass });
    new StatefulApplication(chart, 'db', { image: 'db:1', claims: [{ name: 'data', mountPath: '/data', size, storageClass: b, source: ClaimSource.snapshot(snapshot) }] });
  });
  expect(output.includes('SNP004')).toBe(expected);
});

test.each([[true, true], [false, false]])('classes of two zones, with topology: %s', (topology, expected) => {
  const output = stderrOf(() => {
    const app = new App({ outdir: '/nonexistent' });
    const { cinder } = new OpenStackClusterChart(app, 'c', {
      release: Release.V1_36, clusterName: 'c', cloudConfig: CloudConfig.fromSecretName('cloud-config'), cinder: { topology },
    });
    const inZone = (zone: string) => cinder.addStorageClass(zone, {
      volumeBindingMode: VolumeBindingMode.IMMEDIATE, allowedTopologies: { 'topology.cinder.csi.openstack.org/zone': [zone] },
    });
    const work = new Chart(app, 'w', { namespace: 'shop' });
    const original = new PersistentVolumeClaim(work, 'original', { size, storageClass: inZone('a') });
    new PersistentVolumeClaim(work, 'copy', { size, storageClass: inZone('b'), source: ClaimSource.claim(original) });
    try {
      app.synthYaml();
    } catch (e) {
      process.stderr.write(String(e));
    }
  });
  expect(output.includes('SNP004')).toBe(expected);
});
