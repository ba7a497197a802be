import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli } from './support';
import { GROUPS, RULES } from '../../src/analysis/rules';
import { exampleOf } from '../analysis/support/rule-examples';

const rule = RULES.find(({ id }) => id === 'BND001')!;

test('prints title, severity, reason, fix, source and both examples of a rule', async () => {
  const { code, out, err } = await cli(['explain', 'bnd001'], '', 400);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  for (const part of [`BND001  ${rule.title}\n`, `Severity: ${rule.severity}\n`, `Why\n  ${rule.why}\n`, `Fix\n  ${rule.fix}\n`, `Source\n  ${rule.source}\n`]) expect(out).toContain(part);
  const { failing, passing } = exampleOf('BND001');
  for (const [heading, text] of [['Found in', failing], ['Not found in', passing]]) expect(out).toContain(`${heading}\n${text.replace(/^(?=.)/gm, '  ')}`);
});

test('prints the render before for rules that compare two renders', async () => {
  const { out } = await cli(['explain', 'GIT001']);
  expect(out).toContain('The render before\n  apiVersion: apps/v1\n');
  const { rules } = JSON.parse((await cli(['explain', 'GIT001', '--format', 'json'])).out);
  const { previous, failing, passing } = exampleOf('GIT001');
  expect(rules).toMatchObject([{ id: 'GIT001', severity: 'error', examples: { previous, failing, passing } }]);
});

test.each(RULES.map(({ id }) => id))('the Markdown of %s is its page, and its JSON has both examples', async (id) => {
  expect((await cli(['explain', id, '--format', 'markdown'])).out).toBe(readFileSync(join(__dirname, '../../docs/rules', `${id}.md`), 'utf8'));
  const { failing, passing } = exampleOf(id);
  expect(JSON.parse((await cli(['explain', id, '--format', 'json'])).out).rules[0].examples).toMatchObject({ failing, passing });
});

test('lists the rules by group, all of them or those of a group', async () => {
  const { out } = await cli(['explain']);
  for (const { prefix, title } of GROUPS) expect(out).toContain(`${title} (${prefix})\n`);
  for (const { id, severity, title } of RULES) expect(out).toMatch(new RegExp(`^  ${id}  ${severity} +${title.replace(/\W/g, '\\$&')}( \\(strict\\))?$`, 'm'));
  const ofSets = await cli(['explain', 'sts', 'BND001']);
  expect(ofSets.out).toMatch(/^StatefulSets \(STS\)\n {2}STS001 /);
  expect(ofSets.out).not.toContain('BND002');
  expect(ofSets.out).toContain('BND001  ');
  expect(JSON.parse((await cli(['explain', '--format', 'json'])).out).rules.map(({ id }: any) => id)).toEqual(RULES.map(({ id }) => id));
  expect((await cli(['explain', 'STS', '--format', 'markdown'])).out).toContain('- [STS001](STS001.md) ');
});

test.each([
  ['BND01', 'unknown rule "BND01"; did you mean BND001?'],
  ['bdn017', 'unknown rule "BDN017"; did you mean BND017?'],
  ['st', 'unknown rule "ST"; did you mean STS?'],
  ['constructor', 'unknown rule "CONSTRUCTOR" (known: INP…, BND…'],
])('%s is no rule: exit code 2 and the nearest id', async (name, message) => {
  expect(await cli(['explain', name])).toMatchObject({ code: 2, out: '', err: expect.stringContaining(message) });
});
