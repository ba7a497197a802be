import { ApiObject, App, Chart } from 'cdk8s';
import { RulePreset, StorageAnalysis } from '../../../src/analysis';
import { Advice } from '../../../src/constructs/advice';
import { Cluster } from '../../../src/constructs/cluster';
import { OutputFile } from '../../../src/constructs/files/output-file';
import { report } from '../../../src/constructs/private/report';
import { Judgement, Verdict } from '../../../src/core/judgement';
import { stderrOf } from '../../support/synth';

/** As the rule of that id, which finds the volume below. */
const JUDGEMENT: Judgement = { id: 'ACM008', severity: 'warning', title: 'Modes', why: 'Nobody checks them.', fix: 'List fewer.' };
const VERDICT: Verdict = { path: 'spec.accessModes', message: 'A hostPath volume cannot do ReadWriteMany.' };

/** An app with a hostPath volume of mode ReadWriteMany, which is reported. */
function tree(judgement = JUDGEMENT, annotations = {}, kubernetesVersion?: string) {
  const app = new App({ outdir: '/nonexistent' });
  const chart = new Chart(app, 'prod');
  Cluster.boundary(chart, { kubernetesVersion });
  const volume = new ApiObject(chart, 'disk', {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: 'disk', annotations },
    spec: {
      accessModes: ['ReadWriteMany'],
      capacity: { storage: '5Gi' },
      hostPath: { path: '/srv/disk' },
      nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['n1'] }] }] } },
      persistentVolumeReclaimPolicy: 'Retain',
      storageClassName: '',
    },
  });
  report(volume, judgement, [VERDICT]);
  return { app, chart, volume };
}
const found = (chart: Chart, id: string) => StorageAnalysis.of(chart).findings.filter(({ rule }) => rule === id);

test('synth prints the id of the rule, its severity and the field, once', () => {
  const { app, volume } = tree();
  report(volume, JUDGEMENT, [VERDICT]);
  expect(stderrOf(() => app.synthYaml())).toBe('warning ACM008 prod/disk spec.accessModes: A hostPath volume cannot do ReadWriteMany. List fewer.\n');
  expect(stderrOf(() => app.synthYaml())).toBe('');
});

test('a verdict has a say in severity and fix, and needs no field', () => {
  const { app, volume } = tree();
  report(volume, { ...JUDGEMENT, id: 'ACM001' }, [{ path: '', message: 'Shared.', fix: 'Share less.', severity: 'info' }]);
  expect(stderrOf(() => app.synthYaml())).toContain('info ACM001 prod/disk: Shared. Share less.\n');
});

test('the note carries severity and field', () => {
  expect(Advice.of(tree().app).open).toEqual([
    { id: 'ACM008', severity: 'warning', path: 'prod/disk', field: 'spec.accessModes', message: VERDICT.message, fix: 'List fewer.' },
  ]);
});

test('a judgement about what may be in the cluster is lowered or silent, as in `check`', () => {
  expect(Advice.of(tree({ ...JUDGEMENT, openWorld: 'lower' }).app).open[0].severity).toBe('info');
  expect(Advice.of(tree({ ...JUDGEMENT, openWorld: 'silent' }).app).open).toEqual([]);
});

test('a judgement about other minors says nothing', () => {
  const minors = { from: '1.30' };
  expect(Advice.of(tree({ ...JUDGEMENT, minors }, {}, '1.29').app).open).toEqual([]);
  expect(Advice.of(tree({ ...JUDGEMENT, minors }, {}, '1.30').app).open).toHaveLength(1);
});

test('one acknowledgement closes what synth prints and what the analysis finds, and is used', () => {
  const { app, chart } = tree();
  expect(found(chart, 'ACM008')).toHaveLength(1);
  Advice.of(chart).acknowledge('ACM008', 'An NFS export is mounted there on all nodes.');
  expect(stderrOf(() => app.synthYaml())).toBe('');
  expect(found(chart, 'ACM008')).toEqual([]);
  expect(found(chart, 'INP006')).toEqual([]);
});

test('the annotation of the object closes both as well', () => {
  const { app, chart } = tree(JUDGEMENT, { 'cdk8s-openstack/acknowledge': 'ACM008=An NFS export is mounted there on all nodes.' });
  expect(stderrOf(() => app.synthYaml())).toBe('');
  expect(found(chart, 'ACM008')).toEqual([]);
  expect(found(chart, 'INP006')).toEqual([]);
});

test('an annotation without a reason closes neither', () => {
  const { app, chart } = tree(JUDGEMENT, { 'cdk8s-openstack/acknowledge': 'ACM008' });
  expect(stderrOf(() => app.synthYaml())).toContain('warning ACM008 prod/disk');
  expect(found(chart, 'ACM008')).toHaveLength(1);
});

test('an acknowledgement that only synth needs is used', () => {
  const { chart, volume } = tree();
  report(volume, { ...JUDGEMENT, id: 'ACM001' }, [{ path: '', message: 'What no manifest shows.' }]);
  Advice.of(chart).acknowledge('ACM001', 'Known.');
  expect(found(chart, 'INP006')).toEqual([]);
  Advice.of(chart).acknowledge('ACM002', 'Of nothing.');
  expect(found(chart, 'INP006').map(({ message }) => message)).toEqual(['unused acknowledgement of ACM002 (Of nothing.).']);
});

test('where an analysis is attached, it alone reports the fault', () => {
  const { app, chart } = tree();
  StorageAnalysis.attach(chart);
  const printed = stderrOf(() => app.synthYaml());
  expect(printed.match(/ACM008/g)).toHaveLength(1);
  expect(printed).not.toContain('List fewer.');
});

test('an analysis attached elsewhere silences nothing', () => {
  const { app } = tree();
  StorageAnalysis.attach(new Chart(app, 'other'));
  expect(stderrOf(() => app.synthYaml())).toContain('warning ACM008 prod/disk');
});

test('only a strict analysis takes over what is reported on request', () => {
  const strict = { ...JUDGEMENT, preset: 'strict' as const };
  for (const [preset, expected] of [[RulePreset.RECOMMENDED, true], [RulePreset.STRICT, false]] as const) {
    const { app, chart } = tree(strict);
    StorageAnalysis.attach(chart, { preset });
    expect(stderrOf(() => app.synthYaml()).includes('List fewer.')).toBe(expected);
  }
});

test('an attached analysis does not read output files', () => {
  const { app, chart } = tree();
  StorageAnalysis.attach(chart);
  report(new OutputFile(chart, 'file', { path: 'kubeadm.yaml', content: 'a: 1' }), { ...JUDGEMENT, id: 'SEC010' }, [{ path: 'token', message: 'A token.' }]);
  const output = stderrOf(() => app.synthYaml());
  expect(output).toContain('warning SEC010 prod/file token: A token. List fewer.\n');
});

test('advice of its own is printed beside an attached analysis', () => {
  const { app, chart } = tree();
  StorageAnalysis.attach(chart);
  Advice._give(chart, 'THIN_VOLUME', 'The volume is thin.', 'Make it thick.');
  expect(stderrOf(() => app.synthYaml())).toContain('warning THIN_VOLUME prod: The volume is thin. Make it thick.\n');
});
