import { Judgement, severityOf } from '../../src/core/judgement';

const THIN: Judgement = { id: 'VOL001', severity: 'error', title: 'Thin volume', why: 'It tears.', fix: 'Make it thick.' };

test.each([
  [undefined, true, 'error'], [undefined, false, 'error'],
  ['same', true, 'error'], ['same', false, 'error'],
  ['lower', true, 'error'], ['lower', false, 'warning'],
  ['silent', true, 'error'], ['silent', false, undefined],
] as const)('openWorld %s, closed world %s: %s', (openWorld, closedWorld, severity) => {
  expect(severityOf({ ...THIN, openWorld }, {}, closedWorld)).toBe(severity);
});

test('nothing is lower than info', () => {
  expect(severityOf({ ...THIN, severity: 'info', openWorld: 'lower' }, {}, false)).toBe('info');
  expect(severityOf({ ...THIN, severity: 'warning', openWorld: 'lower' }, {}, false)).toBe('info');
});

test('the severity of a verdict stands in either world', () => {
  expect(severityOf({ ...THIN, openWorld: 'silent' }, { severity: 'info' }, false)).toBe('info');
  expect(severityOf(THIN, { severity: 'warning' }, true)).toBe('warning');
});
