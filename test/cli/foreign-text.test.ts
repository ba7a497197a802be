import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../src/cli/run';
import { printable, printableData, printableLines } from '../../src/core/printable';
import { claim, node, pod, storageClass, volume } from '../analysis/support/objects';

/*
 * What others named must not act on the terminal, nor on the CI system that reads the log.
 */
const EVIL = 'x\n::error::pwned\u001b[31m\u001b]0;t\u0007\r\t\u007f\u0085\u009b2J\u061c\u200f\u2028\u202e\u2066\ufeff ##[error]z ##vso[task.x]';
const AT_START = '::stop-commands::pwned';
const COMMANDS = [
  ...['text', 'json', 'sarif', 'github', 'junit'].map((format) => ['check', format]),
  ...['text', 'json', 'mermaid', 'svg', 'html'].map((format) => ['plan', format]),
];

const NAMES = [EVIL, AT_START];
const OBJECTS = NAMES.flatMap((name) => [
  storageClass(name, name, { parameters: { [name]: name } }, { annotations: { [name]: name } }),
  volume(name, '5Gi', { claimRef: { name, namespace: name }, mountOptions: [name], storageClassName: name }, { labels: { [name]: name } }),
  volume(`${name}2`, '5Gi', { accessModes: [name], storageClassName: name }),
  { ...volume(`${name}3`, name), [name]: 1 },
  claim(name, '5Gi', { storageClassName: `${name}4`, volumeName: name }, { namespace: name }),
  claim('waits', '5Gi', { storageClassName: name }, { namespace: name }),
  claim('z', '5Gi', { storageClassName: 'none' }, { namespace: name }),
  { ...pod(name, [name, 'waits', 'absent']), metadata: { name, namespace: name } },
  node(name),
  { apiVersion: name, kind: name, metadata: { name, namespace: name } },
  // what the API server takes, so that it stands in the tables too
  claim(`taken-${name.length}`, '5Gi', {}, { annotations: { 'volume.beta.kubernetes.io/storage-class': name } }),
  pod(`taken-${name.length}`, [name, `taken-${name.length}`]),
]);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'foreign-'));
  for (const name of NAMES) {
    const inner = join(folder, 'clusters', name.replace(/\//g, ''));
    mkdirSync(inner, { recursive: true });
    writeFileSync(join(inner, `${name}.json`), JSON.stringify({ apiVersion: 'v1', kind: 'List', items: OBJECTS }));
    writeFileSync(join(inner, `${name}-broken.yaml`), 'a: [');
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

async function printed(args: string[], colour = false): Promise<{ out: string; err: string }> {
  let [out, err] = ['', ''];
  const stdin = (async function* () { yield Buffer.from(JSON.stringify(OBJECTS)); })();
  await run(args, { stdin, out: (text) => { out += text; }, err: (text) => { err += text; }, colour, width: 80 });
  return { out, err };
}

/** What would reach a terminal or a CI system. */
function harm(text: string): string[] {
  return [
    // eslint-disable-next-line no-control-regex
    ...text.match(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g) ?? [],
    ...text.match(/^\s*::(?!(error|warning|notice) (file=|title=)).*/gm) ?? [],
    ...text.match(/##\w*\[.*/g) ?? [],
  ];
}

describe.each(COMMANDS)('%s --format %s', (command, format) => {
  const options = ['--format', format, '--closed-world'];

  test('shows names of objects, kinds and files, and none of what they command', async () => {
    for (const inputs of [['-'], [join(folder, 'clusters')]]) {
      const { out, err } = await printed([command, ...inputs, ...options]);
      expect(out).toContain('pwned');
      expect([...harm(out), ...harm(err)]).toEqual([]);
      if (inputs[0] !== '-' && command === 'plan') expect(err).toContain('\\n::error::pwned\\u001b[31m');
    }
  });

  test('keeps names that JSON carries as they are', async () => {
    const { out } = await printed([command, '-', ...options]);
    if (format === 'json') expect(new Set((Object.values(JSON.parse(out)) as any[]).flat().map((one) => one.object?.name ?? one.name))).toContain(EVIL);
    else if (format === 'sarif') expect(JSON.parse(out).runs[0].results.some((one: any) => one.message.text.includes(EVIL))).toBe(true);
    else expect(out).toMatch(/x(\\{1,2}|#92;)n(::|%3A%3A)error/);
  });

  test('shows folders and paths that are clusters or cannot be read', async () => {
    const each = await printed([command, '--each', join(folder, 'clusters'), ...options]);
    const missing = await printed([command, join(folder, EVIL), ...options]);
    const odd = await printed([command, AT_START, ...options]);
    for (const { out, err } of [each, missing, odd]) expect([...harm(out), ...harm(err)]).toEqual([]);
    expect(missing.err).toMatch(/^cdk8s-openstack: cannot read .*\\n::error::pwned\\u001b\[31m.*\n$/);
  });
});

test.each(['text', 'json', 'markdown'])('diff --format %s shows names of both sides, and none of what they command', async (format) => {
  const other = join(folder, `${EVIL.replace(/\//g, '')}.json`);
  writeFileSync(other, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [...OBJECTS.map((one) => ({ ...one, spec: { [EVIL]: EVIL } })), { apiVersion: EVIL, kind: AT_START, metadata: { name: 'b' } }] }));
  for (const inputs of [['-', other], [other, '-'], [join(folder, 'clusters', AT_START), other], ['--each', join(folder, 'clusters'), folder]]) {
    const { out, err } = await printed(['diff', ...inputs, '--format', format]);
    expect(out).toContain('pwned');
    expect([...harm(out), ...harm(err)]).toEqual([]);
  }
});

test('colours are those of the report alone', async () => {
  for (const command of ['check', 'plan']) {
    const { out } = await printed([command, '-', '--closed-world'], true);
    expect(out).toContain('\u001b[31m');
    expect(out).toMatch(/storageclass\.storage\.k8s\.io\s+"x\\n::/);
    // eslint-disable-next-line no-control-regex
    expect(harm(out.replace(/\u001b\[(1|22|3[1-9]|9[0-7])m/g, ''))).toEqual([]);
    expect(out).not.toContain('pwned\u001b[31m');
  }
});

test.each([
  [[EVIL], ''], [['help', EVIL], ''], [['check', `--${EVIL}`], ''], [['check', '-', '--format', EVIL], ''], [['plan', '-', '--kubernetes', EVIL], ''],
  [['check', '-', `--closed-world=${EVIL}`], ''], [['check', '--each', EVIL], ''], [['check', '-', '--previous', EVIL], ''],
])('an argument %j is quoted on one line', async (args) => {
  const { out, err } = await printed(args);
  expect([out, ...harm(err)]).toEqual(['']);
  expect(err).toMatch(/^cdk8s-openstack: .*pwned.*\n$/);
});

describe('printable', () => {
  test('escapes by UTF-16 unit, as JSON does', () => {
    expect(printable('a\n\r\t\0\u001b\u009b\u202e\ufeff\udb40\udc41\ud800')).toBe('a\\n\\r\\t\\u0000\\u001b\\u009b\\u202e\\ufeff\\udb40\\udc41\\ud800');
    expect(JSON.parse(`"${printable('\u001b\u2066\udb40\udc41')}"`)).toBe('\u001b\u2066\udb40\udc41');
  });

  test('leaves what people write', () => {
    const text = 'größe 東京 \u{1f469}\u200d\u{1f4bb} שלום "a\\b" 10 €';
    expect(printable(text)).toBe(text);
  });

  test('keeps line breaks where they are asked for', () => {
    expect(printableLines('a\nb\r')).toBe('a\nb\\r');
  });

  test('reaches the texts of any data, and leaves the rest', () => {
    expect(printableData({ a: ['\n', 1, null, { b: '\u001b' }], c: undefined, d: true })).toEqual({ a: ['\\n', 1, null, { b: '\\u001b' }], c: undefined, d: true });
  });
});
