import { checkText, lines, VOLUME_WITH_ERROR } from '../../support/analysis';

function acknowledged(annotation: string, manifest = VOLUME_WITH_ERROR): ReturnType<typeof checkText> {
  return checkText(manifest.replace('  name: data', `  name: data\n  annotations:\n    cdk8s-openstack/acknowledge: ${JSON.stringify(annotation)}`));
}

test('an acknowledgement closes the finding of its rule on its object, and keeps the reason', () => {
  expect(acknowledged('BND009=restored by hand').findings).toMatchObject([{ rule: 'BND009', acknowledged: 'restored by hand' }]);
});

test('an acknowledgement of another rule closes nothing, and is reported', () => {
  const checked = acknowledged('BND010=never mind');
  expect(lines(checked)).toEqual([
    'INP006 warning PersistentVolume/data metadata.annotations[cdk8s-openstack/acknowledge]',
    'BND009 error PersistentVolume/data spec.claimRef',
  ]);
  expect(checked.findings[0]).toMatchObject({ message: 'unused acknowledgement of BND010 (never mind).', line: 6 });
});

test('several are separated by semicolons, and a reason may hold one', () => {
  const { findings } = acknowledged('BND010=a; b = c ;BND009 = first; then second;');
  expect(findings.find(({ rule }) => rule === 'BND009')).toMatchObject({ acknowledged: 'first; then second' });
  expect(findings.find(({ rule }) => rule === 'INP006')!.message).toBe('unused acknowledgement of BND010 (a; b = c).');
});

test.each(['BND009', 'BND009=', 'BND009= '])('%j gives no reason and closes nothing', (annotation) => {
  expect(lines(acknowledged(annotation))).toEqual([
    'INP007 warning PersistentVolume/data metadata.annotations[cdk8s-openstack/acknowledge]',
    'BND009 error PersistentVolume/data spec.claimRef',
  ]);
});

test('an acknowledgement of a rule that did not run is not called needless', () => {
  expect(acknowledged('GIT007=runs in strict only; BND009=meant').findings.filter(({ acknowledged: reason }) => !reason)).toEqual([]);
});

test.each(['BND999', 'bnd009', 'FOO001'])('%s is the id of no rule, and that is said', (id) => {
  expect(acknowledged(`${id}=typo; BND009=meant`).findings.filter(({ rule }) => rule === 'INP006').map(({ message }) => message)).toEqual([`the acknowledged rule ${id} does not exist (typo).`]);
});

test('an id that no rule has is needless', () => {
  expect(lines(acknowledged('BND9=typo; BND009=meant'))).toContain('INP006 warning PersistentVolume/data metadata.annotations[cdk8s-openstack/acknowledge]');
});
