import { readText } from '../../../src/analysis/input/read-text';
import { ProblemCode } from '../../../src/analysis/input/source';
import { Inventory } from '../../../src/analysis/model/inventory';

const values = (text: string) => readText(text, 'a.yaml').documents.map(({ value }) => value);
const codes = (text: string) => readText(text, 'a.yaml').problems.map(({ code }) => code);

const MANIFEST = `# a claim
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: data
spec:
  accessModes:
    - ReadWriteOnce
    - ReadOnlyMany
  resources: {requests: {storage: 1Gi}}
`;

test('documents are read one by one, empty ones left out', () => {
  expect(values('a: 1\n---\n---\n# nothing\n---\nb: [x]\n')).toEqual([{ a: 1 }, { b: ['x'] }]);
});

test.each([
  'a:\n  {{- if .Values.a }}\n  b: c\n  {{- end }}', 'a:\n  b: c\n  {{- include "x.labels" . | nindent 4 }}', '{{- range $k, $v := .Values.all }}\na: b\n{{- end }}',
])('a template of Helm is called one: %j', (text) => {
  expect(readText(text, 'a.yaml').problems).toMatchObject([{ code: ProblemCode.UNPARSABLE, message: expect.stringContaining('is a template of Helm, not YAML') }]);
  expect(codes('a: {b: [')).toEqual([ProblemCode.UNPARSABLE]);
  expect(readText('a: {b: [', 'a.yaml').problems[0].message).not.toContain('Helm');
});

test('JSON texts and lists of objects are read', () => {
  expect(values('{"a": [1, "2"]}')).toEqual([{ a: [1, '2'] }]);
  expect(values('[{"a": 1}, {"b": 2}]')).toEqual([{ a: 1 }, { b: 2 }]);
});

test('scalars are what kubectl makes of them: YAML 1.1 with 0o of 1.2, without dates and base 60', () => {
  expect(values('a: yes\nb: off\nc: 0755\nd: 2001-01-01\ne: 1:30\nf: 12345678901234567890\ng: .inf\nh: ~\ni: !!binary aGk=\nj: "yes"')).toEqual([
    { a: true, b: false, c: 493, d: '2001-01-01', e: '1:30', f: 12345678901234567890, g: '.inf', h: null, i: 'hi', j: 'yes' },
  ]);
  expect(values('a: 0o644\nb: 0o17\nc: 1_000\nd: 0x1F\ne: 08\nf: +.5\ng: 1e3\nh: 0b11\ni: -0o7\nj: 0o8\nk: 1.2.3\non: off\n1.10: x')).toEqual([
    { a: 420, b: 15, c: 1000, d: 31, e: 8, f: 0.5, g: 1000, h: 3, i: -7, j: '0o8', k: '1.2.3', true: false, 1.1: 'x' },
  ]);
  expect(values('{"size": 12345678901234567890}')).toEqual([{ size: 12345678901234567890 }]);
});

test('aliases and merge keys are filled in', () => {
  expect(values('base: &b {x: 1, w: 2}\nmore: {<<: *b, w: 3}\nlist: {<<: [*b, {z: 4}]}\nsame: *b')).toEqual([
    { base: { x: 1, w: 2 }, more: { x: 1, w: 3 }, list: { x: 1, w: 2, z: 4 }, same: { x: 1, w: 2 } },
  ]);
});

test('keys that are no text become text, and none reaches the prototype', () => {
  expect(values('1: a\n? [x]\n: b\nnull: c')).toEqual([{ '1': 'a', '["x"]': 'b', 'null': 'c' }]);
  const [value] = values('__proto__: {polluted: true}') as any[];
  expect(Object.keys(value)).toEqual(['__proto__']);
  expect(({} as any).polluted).toBeUndefined();
});

test('fields are found by line, also those that are missing: then what is above them', () => {
  const { items } = Inventory.ofTexts([{ file: 'dir/a.yaml', text: `---\nx: y\n---\n${MANIFEST}` }]);
  const { origin } = items[0];
  expect(origin).toMatchObject({ file: 'dir/a.yaml', document: 1 });
  expect([origin.line(), origin.line('metadata.name'), origin.line('spec.accessModes[1]'), origin.line('spec.volumeName'),
    origin.line('spec.resources.requests.storage')]).toEqual([5, 8, 12, 9, 13]);
});

test('objects in Lists and JSON texts have lines too', () => {
  const list = Inventory.ofTexts([{ file: 'l.yaml', text: `apiVersion: v1\nkind: List\nitems:\n- ${MANIFEST.replace(/^# .*\n/, '').replace(/\n(?=.)/g, '\n  ')}` }]);
  expect(list.items[0].origin.line('metadata.name')).toBe(7);
  const json = Inventory.ofTexts([{ file: 'a.json', text: '[\n{"apiVersion": "v1",\n"kind": "ConfigMap",\n"metadata": {\n"name": "x"}}\n]' }]);
  expect(json.items[0].origin.line('metadata.name')).toBe(5);
  expect(json.items[0].origin.line()).toBe(2);
});

test('a broken document is a problem with a line; its neighbours stand', () => {
  const { documents, problems } = readText('a: 1\n---\nb: [\n---\nc: 3\n', 'a.yaml');
  expect(documents.map(({ value }) => value)).toEqual([{ a: 1 }, { c: 3 }]);
  expect(problems).toEqual([expect.objectContaining({ code: ProblemCode.UNPARSABLE, line: expect.any(Number) })]);
});

test('a key that is there twice is a problem; the last one counts', () => {
  const { documents, problems } = readText('a: 1\nb: 2\na: 3\n', 'a.yaml');
  expect(documents[0].value).toEqual({ a: 3, b: 2 });
  expect(problems).toEqual([expect.objectContaining({ code: ProblemCode.DUPLICATE_KEY, line: 3 })]);
  expect(codes(`k: 1\n${'a: 1\n'.repeat(100)}`)).toHaveLength(20);
});

const times = (n: number, part: string) => part.repeat(n);
const laughs = 'bcdefghijklm'.split('').map((c, i) => `${c}: &${c} [${Array(9).fill(`*${'abcdefghijklm'[i]}`).join(',')}]`).join('\n');

/* Half of a manifest, and all that a hostile or broken file may hold: no crash, no stack trace, and an answer. */
test.each([
  ['nothing', '', []],
  ['blanks', '   \n\t\n  ', undefined],
  ['a comment', '# nothing here', []],
  ['NUL bytes', 'a: \0', [ProblemCode.BINARY]],
  ['bytes that are no UTF-8', 'a: \ufffd\ufffd', [ProblemCode.BINARY]],
  ['an ELF header', '\x7fELF\x02\x01\x01\0\0', [ProblemCode.BINARY]],
  ['a bare word', 'hello', []],
  ['a number', '42', []],
  ['a list of numbers', '[1, 2]', []],
  ['an open bracket', 'a: [1, 2', [ProblemCode.UNPARSABLE]],
  ['an open quote', 'a: "x', [ProblemCode.UNPARSABLE]],
  ['half of a manifest', MANIFEST.slice(0, 60), undefined],
  ['half of a JSON text', '{"apiVersion": "v1", "kind"', [ProblemCode.UNPARSABLE]],
  ['tabs for indentation', 'a:\n\tb: 1', undefined],
  ['a Helm template', 'a: {{ .Values.x }}\n{{- if .y }}\nb: 1\n{{- end }}', undefined],
  ['two colons', 'a: b: c', [ProblemCode.UNPARSABLE]],
  ['an unknown tag', 'a: !foo bar', []],
  ['an alias without anchor', 'a: *nobody', undefined],
  ['an anchor in itself', 'a: &a [*a]', [ProblemCode.TOO_LARGE]],
  ['an anchor twice in itself', 'a: &a {x: *a, y: *a}', [ProblemCode.TOO_LARGE]],
  ['a merge of itself', 'a: &a\n  <<: *a', undefined],
  ['aliases that explode', `a: &a [x,x,x,x,x,x,x,x,x]\n${laughs}`, [ProblemCode.TOO_LARGE]],
  ['aliases of aliases in maps', `a: &a {k: x}\n${laughs.replace(/\[/g, '{p: [').replace(/\]/g, ']}')}`, [ProblemCode.TOO_LARGE]],
  ['brackets a million deep', times(1_000_000, '['), [ProblemCode.TOO_LARGE]],
  ['braces deep', times(100_000, '{a: '), [ProblemCode.TOO_LARGE]],
  ['as deep as it may be', `${times(100, '[')}${times(100, ']')}`, []],
  ['one level deeper', `${times(101, '[')}${times(101, ']')}`, [ProblemCode.TOO_LARGE]],
  ['dashes deep', `${times(100_000, '- ')}a`, [ProblemCode.TOO_LARGE]],
  ['question marks deep', `${times(100_000, '? ')}a`, [ProblemCode.TOO_LARGE]],
  ['indentation deep', Array.from({ length: 2_000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'), [ProblemCode.TOO_LARGE]],
  ['deep in the second document', `a: 1\n---\n${times(300, '[')}`, [ProblemCode.TOO_LARGE]],
  ['ten million characters', `a: ${times(10_000_000, 'x')}`, []],
  ['ten million characters in quotes', `a: "${times(10_000_000, 'x')}"`, []],
  ['a long line of quotes', `a: ${times(20_000, "'")}`, undefined],
  ['many anchors', times(10_000, '&a '), undefined],
  ['many tags', times(10_000, '!!map '), undefined],
  ['many keys', Array.from({ length: 20_000 }, (_, i) => `k${i}: v`).join('\n'), []],
  ['many aliases', `a: &a x\nb: [${Array(20_000).fill('*a').join(',')}]`, []],
  ['many documents', times(5_000, 'a: b\n---\n'), []],
  ['directives', times(1_000, '%YAML 1.2\n'), undefined],
  ['a directive of another version', '%YAML 9.9\n---\na: b', undefined],
  ['Windows line ends', 'a: 1\r\nb: 2\r\n', []],
  ['a byte order mark', '\ufeffa: 1', []],
  ['emoji', 'a: 🚀\n🚀: b', []],
  ['lone surrogates', 'a: "\ud800"', undefined],
  ['an XML file', '<?xml version="1.0"?><a>b</a>', undefined],
  ['a shell script', '#!/bin/sh\nset -e\necho "$@" | grep -q x && exit 1\n', undefined],
  ['a cloud.conf', '[Global]\nauth-url = https://x\n', undefined],
  ['null in a list', '- null\n- ~\n-', []],
  ['a set', '!!set {a, b}', undefined],
  ['an ordered map', '!!omap [a: 1, b: 2]', undefined],
  ['block scalars', 'a: |\n  x\n   y\nb: >-\n  z\n', []],
  ['a bad block scalar', 'a: |x9\n  y', undefined],
  ['escapes', 'a: "\\xZZ"', undefined],
])('%s', (_, text, expected) => {
  const inventory = Inventory.ofTexts([{ text, file: 'a.yaml' }]);
  for (const { message } of inventory.problems) expect(message).not.toMatch(/\n|\bat .*:\d+/);
  if (expected) expect(codes(text)).toEqual(expected);
});

test('a text beyond the limit is not read at all', () => {
  expect(codes(times(65 * 1024 * 1024, ' '))).toEqual([ProblemCode.TOO_LARGE]);
});

test.each([
  '|Sup3rS3cret', '>Sup3rS3cret', '>9Sup3rS3cret', '!Sup3rS3cret!x y', '*Sup3rS3cret', '*Sup3rS3cret*', '"ab\\qSup3rS3cret"', '"Sup3rS3cret', '%Sup3rS3cret', '@Sup3rS3cret',
  '`Sup3rS3cret', '"abc"Sup3rS3cret', '{Sup3rS3cret', '}Sup3rS3cret', 'a: b: Sup3rS3cret', '&Sup3rS3cret &x y',
])('what cannot be read is not quoted: %s', (value) => {
  const { problems } = Inventory.ofTexts([{ text: `kind: Secret\nstringData:\n  password: ${value}\n`, file: 'a.yaml' }]);
  expect(problems).not.toEqual([]);
  for (const { message } of problems) expect(message).not.toContain('Sup3r');
});

test('an alias without its anchor is reported where it stands', () => {
  expect(Inventory.ofTexts([{ text: 'a: b\nc: *d\n', file: 'a.yaml' }]).problems).toMatchObject([{ line: 2, message: expect.stringContaining('starts with *') }]);
});

describe('values that continue with too little indentation are read as libyaml reads them, with a problem', () => {
  test.each([
    ['a quoted value', "a:\n  b: 'x\n  y\n z'\n  c: 1\n", { a: { b: 'x y z', c: 1 } }],
    ['at the first column', 'a:\n  b: "x\ny"\n', { a: { b: 'x y' } }],
    ['an item of a list', "a:\n  - 'x\n  y'\n  - z\n", { a: ['x y', 'z'] }],
    ['a flow list', 'a:\n  b: [\n    1,\n  2\n  ]\n', { a: { b: [1, 2] } }],
    ['a flow map that is closed at the first column', 'a:\n  b: {\n    c: 1,\n    d: [2]\n}\ne: 3\n', { a: { b: { c: 1, d: [2] } }, e: 3 }],
    ['quotes inside a flow list', "a:\n  b: [\n    \"/bin/sh\", '-c',\n    'rm -rf /x\n  /y'\n  ]\n  d: it's\n", { a: { b: ['/bin/sh', '-c', 'rm -rf /x /y'], d: 'it\'s' } }],
    ['marks in comments, escapes and text', 'a:\n  # it\'s "fine\n  b: "x\\"[\n  y"\n  c: \'it\'\'s\n  "\'\n', { a: { b: 'x"[ y', c: 'it\'s "' } }],
    ['beside block scalars, whose text stays', 'a:\n  - k: |\n      "x\n       y: [\n    b: "1\n    2"\n  - |\n    {\n', { a: [{ k: '"x\n y: [\n', b: '1 2' }, '{\n'] }],
    ['an empty line in a value', "a:\n  b: 'x\n\n  y'\n", { a: { b: 'x\ny' } }],
  ])('%s', (_, text, value) => {
    expect(values(text)).toEqual([value]);
    expect(codes(text)).toEqual(['LOOSE_INDENTATION']);
  });

  test.each(['a:\n  b: "x\n  y\n', "a:\n  b: 'x\n---\ny'\n", 'a:\n  b: [1\n  c: 2\n', 'a: "b" c\n'])('what no reader takes stays unreadable: %j', (text) => {
    expect(codes(text)).toContain('UNPARSABLE');
    expect(codes(text)).not.toContain('LOOSE_INDENTATION');
  });

  test('other documents and lines stay as they are', () => {
    const { documents, problems } = readText("a: 1\n---\nb:\n  c: 'x\n  y'\n  d: 4\n---\ne: 5\n", 'a.yaml');
    expect(documents.map(({ value }) => value)).toEqual([{ a: 1 }, { b: { c: 'x y', d: 4 } }, { e: 5 }]);
    expect(documents.map(({ origin }) => origin.line('b.d'))).toEqual([1, 6, 8]);
    expect(problems).toMatchObject([{ line: 4, origin: { document: 1 } }]);
  });
});

test('JSON of many objects is read, in a list and in a stream whose objects have their lines', () => {
  expect(readText(`[${Array(300_000).fill('{}').join()}]`, 'list.json').documents).toHaveLength(300_000);
  const { documents } = readText(Array(3).fill('{\n  "a": 1\n}').join('\n'), 'stream.json');
  expect(documents.map(({ origin }) => origin.line('a'))).toEqual([2, 5, 8]);
});

test('the fields of a long JSON list have their lines', () => {
  const { documents } = readText(JSON.stringify(Array.from({ length: 3000 }, (_, a) => ({ a })), undefined, 1), 'list.json');
  expect(documents.map(({ origin }) => origin.line('a'))).toEqual(documents.map((_, i) => 3 + 3 * i));
});

test('a stream of JSON objects, byte order marks and duplicate keys in JSON are read as kubectl reads them', () => {
  expect(values('{"a": 1}\n{"b": {"c": [2]}}')).toEqual([{ a: 1 }, { b: { c: [2] } }]);
  expect(values('\ufeffa: 1\n---\n\ufeffb: 2\n')).toEqual([{ a: 1 }, { b: 2 }]);
  expect(values('\ufeff{"a": "x\ufeff"}')).toEqual([{ a: 'x\ufeff' }]);
  const { documents, problems } = readText('{"a": 0}\n{"a": {"b": 1,\n"b": 2}, "c": "\\"b\\": 3"}', 'a.json');
  expect(documents.map(({ value }) => value)).toEqual([{ a: 0 }, { a: { b: 2 }, c: '"b": 3' }]);
  expect(problems).toEqual([expect.objectContaining({ code: ProblemCode.DUPLICATE_KEY, line: 3 })]);
});

test('what is not text refuses its document, with the line', () => {
  const { documents, problems } = readText('a: 1\n---\nb: 2\nc: "\ufffd"\n---\nd: 3\n---\ne: \0\n', 'a.yaml');
  expect(documents.map(({ value }) => value)).toEqual([{ a: 1 }, { d: 3 }]);
  expect(problems).toMatchObject([{ code: ProblemCode.BINARY, line: 4, message: 'is not UTF-8 text' }, { code: ProblemCode.BINARY, line: 8, message: expect.stringContaining('U+0000') }]);
});

test.each(['\u0007', '\u001b', '\u007f', '\u0085', '\u009b', '\u2028', '\u2029', '\ufffe', '\uffff', '\ud800', 'x\ufeff'])('text that kubectl cannot read or reads in another way is refused: %j', (character) => {
  expect(codes(`a: "${character}"`)).toEqual([ProblemCode.BINARY]);
  expect(codes(`a: ${JSON.stringify(character).replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)}`)).toEqual([]);
});

test('documents are split where kubectl splits them', () => {
  expect(values('a: |\n  x\n---  # comment\nb: |\n  --- y\n')).toEqual([{ a: 'x\n' }, { b: '--- y\n' }]);
  expect(readText('a: 1\n--- b: 2\nc: 3\n', 'x').problems).toMatchObject([{ code: ProblemCode.UNPARSABLE, line: 2 }]);
});

test('both readers say the same of values and lines', () => {
  const text = 'kind: X\nlist:\n- a: 1\n  b: [1, {c: "d e"}]\n- - x\n  - z\ntext: |-\n  one\n   two\n\nempty:\nlast: # comment\n  deep: {f: g}\n';
  const lines = (whole: string) => readText(whole, 'x').documents.map(({ value, origin }) => [value, ...['', 'list', 'list[0].b', 'list[0].b[1].c', 'list[1][1]', 'text', 'empty', 'last.deep.f', 'last.none'].map((field) => origin.line(field))]);
  const [[value, ...found]] = lines(text);
  expect(value).toEqual({ kind: 'X', list: [{ a: 1, b: [1, { c: 'd e' }] }, ['x', 'z']], text: 'one\n two', empty: null, last: { deep: { f: 'g' } } });
  expect(found).toEqual([1, 2, 4, 4, 6, 7, 11, 13, 12]);
  expect(lines(text.replaceAll('\n', '\r\n'))).toEqual([[value, ...found]]); // the fast reader leaves these to the whole one
});
