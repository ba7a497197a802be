import { App, Chart } from 'cdk8s';
import { Advice } from '../../src/constructs/advice';
import { stderrOf } from '../support/synth';

function tree() {
  const app = new App({ outdir: '/nonexistent' });
  const chart = new Chart(app, 'prod');
  const inner = new Chart(chart, 'inner');
  return { app, chart, inner };
}
const give = (scope: Chart, message = 'The volume is thin.') => Advice._give(scope, 'THIN_VOLUME', message, 'Make it thick.');

test('open advice is printed by synth, once', () => {
  const { app, inner } = tree();
  give(inner);
  give(inner);
  expect(stderrOf(() => app.synthYaml())).toBe('warning THIN_VOLUME prod/inner: The volume is thin. Make it thick.\n');
  expect(stderrOf(() => app.synthYaml())).toBe('');
});

test('what others named stays on its line', () => {
  const { app, inner } = tree();
  give(inner, 'x\n::error::pwned\u001b[31m');
  Advice.of(inner).acknowledge('THICK_VOLUME', 'a\n::error::b');
  expect(stderrOf(() => app.synthYaml())).toBe('warning THIN_VOLUME prod/inner: x\\n::error::pwned\\u001b[31m Make it thick.\n'
    + 'warning UNUSED_ACKNOWLEDGEMENT prod/inner: nothing needed the acknowledgement of THICK_VOLUME (a\\n::error::b). Remove it\n');
});

test('an acknowledgement closes the advice of its construct and of all below it', () => {
  const { app, chart, inner } = tree();
  give(inner);
  give(chart, 'Another one.');
  Advice.of(inner).acknowledge('THIN_VOLUME', 'The test rig has no other.');
  expect(Advice.of(app).open.map((note) => note.message)).toEqual(['Another one.']);
  Advice.of(chart).acknowledge('THIN_VOLUME', 'None of them matters.');
  expect(Advice.of(app).open).toEqual([]);
  expect(stderrOf(() => app.synthYaml())).toBe('');
});

test('an acknowledgement of something else closes nothing and is reported as unused', () => {
  const { app, chart } = tree();
  give(chart);
  Advice.of(chart).acknowledge('THICK_VOLUME', 'Wrong id.');
  expect(stderrOf(() => app.synthYaml())).toBe('warning THIN_VOLUME prod: The volume is thin. Make it thick.\n'
    + 'warning UNUSED_ACKNOWLEDGEMENT prod: nothing needed the acknowledgement of THICK_VOLUME (Wrong id.). Remove it\n');
});

test('ids of the storage analysis are left to its own report', () => {
  const { chart } = tree();
  Advice.of(chart).acknowledge('BND006', 'They take turns.');
  expect(Advice.of(chart).unused).toEqual([]);
});

test('an acknowledgement needs a reason', () => {
  const { inner } = tree();
  expect(() => Advice.of(inner).acknowledge('THIN_VOLUME', ' ')).toThrow('prod/inner: reason must say why THIN_VOLUME is acknowledged');
});
