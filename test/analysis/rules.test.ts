import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXAMPLES, exampleOf, RuleExample } from './support/rule-examples';
import { check } from '../../src/analysis/check/check';
import { StorageFinding } from '../../src/analysis/check/finding';
import { Inventory } from '../../src/analysis/model/inventory';
import { GROUPS, RULES } from '../../src/analysis/rules';
import { judgementsOf } from '../../src/core/judgement';

const SRC = join(__dirname, '../../src');
const RULES_DIR = join(SRC, 'analysis/rules');
const DOCS = join(__dirname, '../../docs/rules');

function judged({ options: asked = {}, previous: before }: RuleExample, manifests: string): StorageFinding[] {
  const { kubernetes, ...world } = asked;
  const options = { closedWorld: true, knownClasses: ['fast'], ...world, kubernetesVersion: kubernetes };
  const inventory = (text: string) => Inventory.ofTexts([{ text, file: 'manifests.yaml' }], options);
  const previous = before === undefined ? undefined : inventory(before);
  return check(inventory(manifests), { strict: true, previous }).findings;
}

function places(findings: StorageFinding[]): string[] {
  return findings.map(({ object, path }) => [object.kind ? `${object.kind}/${object.name}` : 'input', path].filter(Boolean).join(' '));
}

describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  const example = exampleOf(rule.id);
  const own = (manifests: string) => judged(example, manifests).filter((finding) => finding.rule === rule.id);

  test('finds the fault of its failing manifests, where it is', () => {
    const findings = own(example.failing);
    expect(places(findings)).toContain(example.expects);
    expect(findings[0]).toMatchObject({ file: 'manifests.yaml', line: expect.any(Number) });
    expect(findings[0].severity).toBe(rule.severity);
  });

  test('finds nothing in its passing manifests', () => {
    expect(own(example.passing)).toEqual([]);
  });

  test('has no error of another rule in its passing manifests', () => {
    expect(judged(example, example.passing).filter((f) => f.severity === 'error' && !f.acknowledged).map((f) => `${f.rule} ${f.message}`)).toEqual([]);
  });

  test('says what, why and what to do in sentences', () => {
    expect(rule.why).toMatch(/\w.*\.$/s);
    expect(rule.fix).toMatch(/^[A-Z`].*\.$/s);
    expect(rule.title).toMatch(/^(--)?[A-Za-z].*[^.]$/);
    for (const { message } of own(example.failing)) expect(message).toMatch(/\S.*\.$/s);
  });
});

test('ids are unique and carry the prefix of their group', () => {
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  for (const { prefix, rules } of GROUPS) for (const { id } of rules) expect(id).toMatch(new RegExp(`^${prefix}\\d{3}$`));
});

test('every text has a rule in the index of its group, and each table is sorted', () => {
  const files = readdirSync(SRC, { recursive: true }).map(String).filter((file) => /(^|\/)texts\.json$/.test(file));
  const ids = files.map((file) => Object.keys(JSON.parse(readFileSync(join(SRC, file), 'utf8'))));
  expect(ids.flat().sort()).toEqual(RULES.map(({ id }) => id).sort());
  for (const own of ids) expect(own).toEqual([...own].sort());
});

test('an id without texts fails while the rules load', () => {
  expect(() => judgementsOf<string>({ ACM001: { severity: 'error' } })('ACM002')).toThrow('texts.json has no texts for ACM002');
});

test('rules take nothing from another group: what two groups need is in shared/', () => {
  const files = readdirSync(RULES_DIR, { recursive: true }).map(String).filter((file) => /^[^/]+\/.*\.ts$/.test(file));
  const foreign = files.flatMap((file) => [...readFileSync(join(RULES_DIR, file), 'utf8').matchAll(/from '\.\.\/([^/']+)\/[^']+'/g)]
    .filter(([, folder]) => !['..', 'shared'].includes(folder)).map(([, folder]) => `${file}: ${folder}`));
  expect(files.length).toBeGreaterThan(60);
  expect(foreign).toEqual([]);
});

test('every example belongs to a rule', () => {
  expect([...EXAMPLES.keys()].sort()).toEqual(RULES.map(({ id }) => id).sort());
});

test('docs/rules has a page for each rule and no other', () => {
  expect(readdirSync(DOCS).sort()).toEqual([...RULES.map(({ id }) => `${id}.md`), 'README.md'].sort());
});

test.each(RULES.map((rule) => [rule.id, rule] as const))('the page of %s says what the rule says: run npm run docs', (id, { title, severity, why, fix }) => {
  const page = readFileSync(join(DOCS, `${id}.md`), 'utf8');
  const { failing, passing } = exampleOf(id);
  for (const part of [`# ${id}: ${title}\n`, `**${severity}**`, why, fix, failing, passing]) expect(page).toContain(part);
  expect(readFileSync(join(DOCS, 'README.md'), 'utf8')).toContain(`[${id}](${id}.md) ${title}`);
});
