import { Marks } from '../../../src/analysis/input/fast-flow';
import { readFast } from '../../../src/analysis/input/fast-yaml';
import { readWhole } from '../../../src/analysis/input/whole-yaml';

const nested = (depth: number, step: string) => Array.from({ length: depth }, (_, i) => `${' '.repeat(i)}${step}`).join('\n');
const flow = (depth: number) => `a: ${'['.repeat(depth)}${']'.repeat(depth)}`;

// The fast reader must read these by itself: a fault in it would otherwise only cost time.
test.each([
  '', '# nothing', '\n\n', 'a: 1', 'a: 1\n', 'a: b # c', 'a: b#c', 'a:  b  ', 'a:', 'a: # c', 'a:\nb: 1', '  a: 1\n  b: 2', 'a: b:c', 'a: "b: c"', "a: 'b: c'",
  'a:\n  b: 1\n  c:\n    d: 2\ne: 3', 'a: # c\n  b: 1', 'a:\n\n  # c\n  b: 1', 'a b: c d', 'a:b: c', '"a": 1', "'a': 1", '"a:": 1', "'a''b': 'c''d'", '"a\\"b": "c\\\\d\\u00e9"', '1: a\ntrue: b\n1.10: c',
  '- a\n- b', '- a\n-\n- b', '-\n  a: 1', '- a: 1\n  b: 2\n- c: 3', '- - a\n  - b\n- - c', '-   a: 1\n    b: 2', '- # c\n  a: 1', '- "a": 1', '- "a"', '- "a" # c', '- [a]', '- {a: 1}',
  'a:\n- b\n- c\nd: 1', 'a:\n  - b\n  - c\nd: 1', 'a:\n- b: 1\n  c: 2\n- d: 3', '- a:\n  - b\n- c', 'a: -1', 'a: -b', '- -1', 'a: "b" # c', "a: 'b' # c", 'a: [] # c', 'a: ""', "a: ''", 'a: yes\nb: 0o17\nc: ~',
  'a: []', 'a: {}', 'a: [1, b, "c", \'d\'] ', 'a: [ 1 , b ]', 'a: [1,b,]', 'a: {b: 1, "c": 2, \'d\': [e, {f: g}]}', 'a: { b : 1 }', 'a: {"b":1}', 'a: {b: {c: d}, e: []}', 'a: [a b, c-d, -e, 1.5, a=b]', 'a: {b: "c", d: "e\\nf"}',
  'a: |\n  b\n  c\n', 'a: |\n  b\n   c\n\n  d\n\n', 'a: |-\n  b\n\n', 'a: |+\n  b\n\n\n', 'a: |+\n\n', 'a: |\n\n', 'a: |\n  b\nc: d', 'a: |-\n  b', 'a: |\n  b', 'a: | # c\n  b\n', 'a: |\n\n  b\n', 'a: |\n \n  b\n', 'a: |\n  \n  b\n', 'a:\n  b: |\n    c\n  d: e',
  '- |\n  a\n- b', '- |-\n a', 'a: |\n  b\n    \n  c\n', 'a: |\n  b\n  \n', 'a: |+\n  b\n', 'a: |+\n  b', 'a: |\n  # b\n', 'a: |\nb: c',
  nested(100, 'a:'), nested(100, '-'), `${nested(99, 'a:')}\n${' '.repeat(98)}- b`, flow(100), 'a: {b: true, c: null}', 'a: {__proto: 1}', `a: "${'b\\n'.repeat(3333)}"`, `a: ["${'b\\n'.repeat(3333)}c"]`,
])('is read fast, to the same as by the whole parser: %j', (text) => {
  const fast = readFast(text);
  expect(fast).toBeDefined();
  expect(fast!.value).toEqual(readWhole(text).value ?? null);
});

test.each([
  'a\n', 'a: 1\n b: 2', 'a: 1\n  b', ' a: 1\nb: 2', 'a: 1\na: 2', '__proto__: 1', '<<: 1', '"<<": 1\n<<: 2', '? a', '? a\n: b', '~: 1', 'null: 1', 'a: b: c', 'a: b:', 'a: "b', "a: 'b", 'a: "b" c', 'a: "b"c', 'a: [b] c', 'a: [b]c', 'a: [b', 'a: {b', 'a: {b}', 'a: {b: 1',
  'a: [b c: d]', 'a: {b:1}', 'a: {__proto__: 1}', 'a: {<<: 1}', 'a: {null: 1}', 'a: {b: 1, b: 2}', 'a: [b; c]', 'a: [b\n]', 'a: [@b]', 'a: [-]', 'a: [- b]', 'a: &b c', 'a: *b', 'a: !b c', 'a: >\n  b', 'a: @b', 'a: `b`', 'a: %b', 'a: - b', 'a: -', '- a\nb: 1', 'a: 1\n- b',
  '- a\n  - b', '- a\n b', 'a: "\\x41"', 'a: "\\ud83d"', 'a: |2\n  b', 'a: | b\n  c', 'a: |-b\n  c', 'a: |\n   \n  b\n', 'a: |\n  b\n c', 'a:\tb', 'a: b\r', 'a: b\n  c', "a: 'b\n  c'", 'a: |\n  b\n c: d', 'a: [1]\n  b', '- "a": "b', 'a #b: c',
  nested(101, 'a:'), nested(101, '-'), `${nested(100, 'a:')}\n${' '.repeat(99)}- b`, flow(101), `a: "${'b\\n'.repeat(3334)}"`, 'a:\n- b\n - c', '- a: 1\n   b: 2', 'a: ["b\\x41"]', 'a: []]', 'a: [b]]',
])('is left to the whole parser: %j', (text) => {
  expect(readFast(text)).toBeUndefined();
});

test('marks say where keys and items start', () => {
  const text = 'a: 1\n"b":\n- c\n-\n  d: 2\n- e: {f: [g, h]}\n  i: 3\n';
  const marks: Marks = new Map();
  readFast(text, marks);
  const starts = [...marks.values()].map((offsets) => [...offsets].map(([key, offset]) => [key, text.slice(offset, offset + 2)]));
  expect(starts).toEqual([
    [['a', 'a:'], ['b', '"b']], [[0, 'c\n'], [1, '-\n'], [2, 'e:']], [['d', 'd:']], [['e', 'e:'], ['i', 'i:']], [['f', 'f:']], [[0, 'g,'], [1, 'h]']],
  ]);
});
