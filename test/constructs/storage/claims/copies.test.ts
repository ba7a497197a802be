/* Copies that Cinder refuses, as synth tells of them: the judgement is that of `check`. */
import { App, Chart, Size } from 'cdk8s';
import { CinderStorageClass, ClaimSource, PersistentVolumeClaim, snapshots, StatefulApplication } from '../../../../src';
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
