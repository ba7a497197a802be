import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { Yaml } from 'cdk8s';
import * as fc from 'fast-check';
import { parse, parseAllDocuments } from 'yaml';
import { yamlDocument, yamlText } from '../../src/fleet/yaml-text';

/** What cdk8s writes, but where Kubernetes cannot read that. */
function stock(...documents: unknown[]): string {
  return Yaml.stringify(...documents);
}

const ODD = ['', 'y', 'No', 'on', 'null', '~', 'e5', '-e5', 'E-1', '.5', '1', '0755', '0x1F', '1_000', '1e3', '1:30', '2001-01-01', '12e4', '10Gi',
  '1.36', '10.0.0.0/8', '21dced0f-1111-2222-3333-444455556666',
  '1234567e-1234-1234-1234-123456789012', '- a', '-', '--', '---', '--- a', '...', '%a', '? a', '?', 'a: b', 'a:b', 'a:', 'a #b', 'a#b', 'a ', ' a',
  '#', '"', '\'', '"\'', 'it\'s "so"', '{a}', '[', 'a, b', '*a', '&a', '!a', '|', '>', '@', '`', '%', '=',
  '\ta', 'a\tb', 'a\t', 'é', '🚀', '日本', 'a\u00a0b', 'a\u0000b', '\u0007', '\u001b[0m', 'a\rb', 'a\r\nb\r\n', 'a\nb', 'a\nb\n', 'a\n\nb\n\n', '\n',
  '\n\n', ' \n', '\na', '  a\nb', 'a\n b', 'a\nb ', 'a \nb', 'a\n\t', 'a\n  \nb\n',
  '#!/bin/sh\nset -e\n', '---\na: 1\n---\nb: 2\n', '%a\nb\n', '{"a":\n 1}\n', `${'x'.repeat(200)} y`, `${'long word '.repeat(30)}\n`, 'x\ny: "z" '
    + '\'w\'\n', '"a\nb"', 'a\n\n\n', '$(A) ${B}', '-----BEGIN X-----\nabc\n-----END X-----\n', '-1', '-x', '-.5', '--v=5', 'a\\b', 'a\nb\u0000c',
  'line\n'.repeat(50)];
const KEYS = ['a', 'b', 'kind', 'on', 'y', '1', '01', '0x1', '', ' ', '-', '---', '--- x', '%x', 'a b', 'a: b', 'a.b/c', 'a\nb', '"q"', 'é', '=', '#',
  '?', '*', '~', 'null', 'k'.repeat(1020), 'k'.repeat(1025), `"${'k'.repeat(1200)}`, `${'l\n'.repeat(600)}`];

test('texts are written as cdk8s writes them, in every place', () => {
  for (const text of ODD) {
    for (const place of [{ a: text }, { a: { b: { c: text } } }, { a: [text, [text], { b: text, c: [text] }] }, { [text]: 1 },
      { a: { [text]: text } }, [text], [[{ a: text }]]]) {
      expect(yamlDocument(place)).toBe(stock(place));
    }
  }
});

test('keys are written as cdk8s writes them, long ones with a mark', () => {
  for (const key of KEYS) {
    for (const place of [{ [key]: 'x' }, { a: { [key]: { b: 1 } } }, { [key]: [1, 'a\nb\n'] },
      { a: [{ [key]: {} }, { [key]: [] }, { [key]: null }] }]) expect(yamlDocument(place)).toBe(stock(place));
  }
});

const scalar = fc.oneof(fc.constantFrom(...ODD), fc.string({ unit: 'grapheme-ascii' }),
  fc.string({ unit: fc.constantFrom(' ', '\n', '\t', 'a', '-', ':', '#', '"', '1', 'é', '.', 'e') }),
  fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(),
  fc.constantFrom(null, undefined, 0, -0, 1e21, 1e-7, 123456789012345680000));
const key = fc.oneof({ weight: 8, arbitrary: fc.string({ unit: 'grapheme-ascii', maxLength: 8 }) }, { weight: 4, arbitrary: fc.constantFrom(...ODD) },
  { weight: 1, arbitrary: fc.constantFrom(...KEYS) });
const data = fc.letrec((tie) => ({
  any: fc.oneof({ depthSize: 'small', withCrossShrink: true }, scalar, fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(key, tie('any'), { maxKeys: 5 })),
})).any;

/** Texts that Kubernetes cannot read from what cdk8s writes: those are quoted instead. */
const WRONG = /^[ \n]*\t[^]*\n|^[ \n]*\n[ \n]*\t|[\u007f-\u009f\u2028\u2029\ufffe\uffff]|^<<$|\n \n|^[-+]?0[oObBxX]/;
const hasWrong = (value: unknown): boolean => (typeof value === 'string' ? WRONG.test(value) : typeof value === 'object' && value !== null
  && (Object.keys(value).some(hasWrong) || Object.values(value).some(hasWrong)));

test('random data is written as cdk8s writes it', () => {
  fc.assert(fc.property(data, (value) => {
    fc.pre(!hasWrong(value));
    expect(yamlDocument(value)).toBe(stock(value));
  }), { numRuns: 600 });
});

test('the knowledge of the library and its manifests are written as cdk8s writes them', () => {
  const folder = join(__dirname, '../../src/releases/data');
  const texts = readdirSync(folder).filter((file) => file.endsWith('.json')).slice(-4)
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')));
  const examples = parseAllDocuments(readFileSync(join(__dirname, '../../docs/storage-plan.yaml'), 'utf8')).map((one) => one.toJS());
  expect(texts.length + examples.length).toBeGreaterThan(5);
  for (const value of [...texts, ...examples]) expect(yamlDocument(value)).toBe(stock(value));
});

test('several documents are separated as cdk8s separates them', () => {
  const documents = [{ a: 1 }, undefined, {}, [], 'x', 1, null, { b: 'a\nb\n' }];
  expect(yamlText(documents)).toBe(stock(...documents));
  expect(yamlText([])).toBe(stock());
});

test('the key of a merge is quoted, and is a text as a value', () => {
  expect(yamlDocument({ '<<': '<<', 'a': [{ '<<': 1 }] })).toBe('"<<": <<\na:\n  - "<<": 1\n');
});

test.each(['\tx\ny\n', '\n\tx\n', 'a\u0085b', 'a\u2028b\n', '\u007f', '\u009f', 'x\ufffe', '\uffff\n', '0o17', '0O17', '0B1', '0X1f', '-0o7', '+0o7',
  'a\u0007\n \nb, which is long enough to be folded\nc'])('%j is quoted, which Kubernetes reads', (text) => {
  for (const place of [{ a: text }, { a: [{ b: text }] }, { [text]: text }]) {
    const written = yamlDocument(place);
    expect(written).not.toMatch(/[\u007f-\u009f\u2028\u2029\ufffe\uffff]/);
    expect(written).toContain('"');
    expect(parse(written)).toEqual(place);
    expect(parse(written, { version: '1.1' })).toEqual(place);
  }
});

test('half a pair of surrogates and numbers without an end are refused', () => {
  expect(() => yamlDocument({ a: 'x\ud800' })).toThrow(/half of a pair of surrogates/);
  expect(() => yamlDocument({ 'x\udc00': 1 })).toThrow(/half of a pair of surrogates/);
  for (const value of [NaN, Infinity, -Infinity]) expect(() => yamlDocument({ a: [value] })).toThrow(/is no number that JSON/);
});

test('what is no plain data is left to cdk8s', () => {
  class Point { constructor(public x = 1) {} }
  for (const value of [{ a: new Point() }, { a: new Date(0) }, { a: new Map([['b', 1]]) }, new Map([['b', 1]]), { a: { toJSON: () => 5 } },
    { a: [new Date(0)] }, { a: new Set() }]) expect(yamlDocument(value)).toBe(stock(value));
  expect(() => yamlDocument({ a: () => 1 })).toThrow();
});

test('a part that occurs twice is written twice, without an anchor', () => {
  const part = { b: ['c'] };
  expect(yamlDocument({ x: part, y: [part, part] })).toBe(stock(JSON.parse(JSON.stringify({ x: part, y: [part, part] }))));
});
