import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { Inventory } from '../../src/analysis/model/inventory';
import { run } from '../../src/cli/run';
import { compare } from '../../src/gitops/diff/compare';
import { EXAMPLES } from '../analysis/support/rule-examples';
import { checkText } from '../support/analysis';
import { thorough } from '../support/thorough';

/** What large inputs are a multiple of. */
const MANY = thorough(1_000, 10_000);
const VOLUME = 'apiVersion: v1\nkind: PersistentVolume\nmetadata: {name: a}\n';
const CLAIM = 'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: a}\n';
const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n';
const SET = 'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: a}\n';

/** Inputs that are broken, each in its own way. */
const BROKEN: { [title: string]: string | Buffer } = {
  'random bytes': Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919) % 256)),
  'a gzip file': Buffer.from('1f8b0800000000000003', 'hex'),
  'UTF-16': Buffer.from(VOLUME, 'utf16le'),
  'a NUL in a text': `${VOLUME}spec: "\0"`,
  'half a document': 'apiVersion: v1\nkind: PersistentVol',
  'half a flow map': `${VOLUME}spec: {accessModes: [ReadWriteOnce`,
  'an open quote': `${VOLUME}spec: "never closed`,
  'tabs for indentation': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n\tname: a\n',
  'half JSON': '{"apiVersion": "v1", "kind": "Persist',
  'JSON with a comma too many': '{"apiVersion": "v1", "kind": "ConfigMap",}',
  'XML': '<?xml version="1.0"?><manifest/>',
  'a Helm template': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: {{ .Release.Name }} }\n{{- if .Values.x }}\n',
  'a text': 'Error: release not found',
  'a number': '42',
  'a list of numbers': '[1, 2, 3]',
  'null': 'null',
  'only separators': '---\n---\n---\n',
  'only a comment': '# nothing\n',
  'a self-containing anchor': '&a [*a]',
  'a cyclic map': `${VOLUME}spec: &s {self: *s}`,
  'an unknown alias': `${VOLUME}spec: *nowhere`,
  'aliases that explode': `a: &a [x,x,x,x,x,x,x,x,x]\n${'abcdefghi'.split('').map((c, i, all) => (i ? `${c}: &${c} [${Array(9).fill(`*${all[i - 1]}`).join()}]\n` : '')).join('')}`,
  'a merge of itself': `${VOLUME}spec: &s\n  <<: *s\n`,
  'millions of characters in a string': `${VOLUME}spec: {storageClassName: "${'x'.repeat(1000 * MANY)}"}`,
  'millions of characters in a key': `${VOLUME}"${'x'.repeat(1000 * MANY)}": 1`,
  'a name of many characters': `${VOLUME.replace('name: a', `name: ${'x'.repeat(100 * MANY)}`)}`,
  'thousands of documents': '---\n'.repeat(5 * MANY),
  'thousands of documents that are no objects': '---\na: 1\n'.repeat(2 * MANY),
  'merges that explode': `a0: &a0 {x: 1}\n${Array.from({ length: 25 }, (_, i) => `a${i + 1}: &a${i + 1} {<<: [*a${i}, *a${i}], x${i}: {<<: *a${i}}}\n`).join('')}`,
  'thousands of access modes': `${VOLUME}spec: {accessModes: [${'x, '.repeat(30 * MANY)}]}\n`,
  'thousands of keys': `${VOLUME}spec: {${Array.from({ length: 20 * MANY }, (_, i) => `k${i}: 1`).join(', ')}}\n`,
  'JSON lines': '{"apiVersion":"v1","kind":"ConfigMap"}\n{"apiVersion":"v1","kind":"ConfigMap"}\n',
  'a merge conflict': `${VOLUME}<<<<<<< HEAD\nspec: {a: 1}\n=======\nspec: {a: 2}\n>>>>>>> x\n`,
  'a page of HTML': '<!DOCTYPE html><html><body>502 Bad Gateway</body></html>',
  'deep flow lists': '['.repeat(10 * MANY),
  'deep flow maps': '{a: '.repeat(10 * MANY),
  'deep block lists': '- '.repeat(10 * MANY),
  'deep indentation': Array.from({ length: thorough(500, 2000) }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
  'deep JSON': `${'{"a":'.repeat(5 * MANY)}1${'}'.repeat(5 * MANY)}`,
  'nested Lists': `${'{"apiVersion":"v1","kind":"List","items":['.repeat(40)}${']}'.repeat(40)}`,
  'a list of nothing': '{apiVersion: v1, kind: List, items: [null, 1, [], ""]}',
  'a kind that is a map': 'apiVersion: v1\nkind: {a: 1}\n',
  'metadata that is a list': 'apiVersion: v1\nkind: ConfigMap\nmetadata: [name, a]\n',
  'a spec that is a text': `${VOLUME}spec: text\n`,
  'lists that are maps': `${POD}spec: {containers: {name: a}, volumes: {name: b}}\n`,
  'maps that are lists': `${CLAIM}spec: {resources: [1], selector: [2], accessModes: {a: b}}\n`,
  'containers that are numbers': `${POD}spec: {containers: [1, null, "x", []], volumes: [null, 2]}\n`,
  'an absurd quantity': `${CLAIM}spec: {storageClassName: "", accessModes: [ReadWriteOnce], resources: {requests: {storage: 9e999999999}}}\n`,
  'a long quantity': `${CLAIM}spec: {resources: {requests: {storage: ${'9'.repeat(100_000)}}}}\n`,
  'a negative size': `${CLAIM}spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: -5Gi}}}\n`,
  'a billion replicas': `${SET}spec: {replicas: 1000000000, serviceName: a, selector: {}, template: {}, volumeClaimTemplates: [{metadata: {name: a}}]}\n`,
  'negative replicas': `${SET}spec: {replicas: -3, ordinals: {start: -7}}\n`,
  'keys of the prototype': '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","__proto__":{"x":1}},"__proto__":{"kind":"Pod"},"constructor":1}',
  'names of the prototype': 'apiVersion: v1\nkind: constructor\nmetadata: {name: __proto__, namespace: toString}\n',
  'provisioners and drivers of the prototype': ['constructor', 'toString', '__proto__', 'hasOwnProperty'].map((name, i) => [
    `apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: a${i}}\nprovisioner: ${name}\n`,
    `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: a${i}}\nspec: {storageClassName: a${i}, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n`,
    `apiVersion: v1\nkind: PersistentVolume\nmetadata: {name: a${i}}\nspec: {${name}: {a: 1}, accessModes: [${name}], capacity: {storage: 1Gi}}\n`,
    `apiVersion: kubeadm.k8s.io/${name}\nkind: ClusterConfiguration\n`,
    `apiVersion: v1\nkind: Pod\nmetadata: {name: a${i}}\nspec: {containers: [{name: ${name}, image: ${name}, args: [--${name}=1]}], volumes: [{name: v, ${name}: {}}]}\n`,
  ].join('---\n')).join('---\n'),
  'control characters in a name': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: "\\e[2J\\x07"}\n',
  'the same key a thousand times': `${VOLUME}${'spec: 1\n'.repeat(1000)}`,
  'annotations that are no texts': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, annotations: {cdk8s-openstack/acknowledge: [1]}, labels: 7}\n',
  'a byte order mark and nothing': '\ufeff',
  'unknown tags': `${VOLUME}spec: !!js/function "function () {}"\n`,
};

async function checked(input: string | Buffer, command = 'check', format = 'json'): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const stdin = (async function* () { yield input; })();
  const args = [command, '-', ...command === 'diff' ? ['docs/storage-plan.yaml'] : [], '--format', format, ...command === 'check' ? ['--preset', 'strict'] : []];
  const code = await run(args, { stdin, out: (text) => { out += text; }, err: (text) => { err += text; }, colour: false, width: 100 });
  return { code, out, err };
}

/** What is legal, or says nothing at all, although it looks broken. */
const FINE = ['keys of the prototype', 'names of the prototype', 'an absurd quantity'];

test('there are fifty of them', () => expect(Object.keys(BROKEN).length).toBeGreaterThanOrEqual(50));

describe.each(Object.entries(BROKEN))('%s', (title, input) => {
  test('gives an exit code of 2 or a finding, and no stack', async () => {
    const { code, out, err } = await checked(input);
    const findings = code === 2 && !out ? [] : JSON.parse(out).findings;
    expect([0, 1, 2]).toContain(code);
    if (!FINE.includes(title)) expect(code === 2 || findings.length > 0).toBe(true);
    expect(findings.filter((f: any) => /failed on this input/.test(f.message))).toEqual([]);
    expect(out.length).toBeLessThan(1_000_000);
    expect(out + err).not.toMatch(/unexpected error|\n\s+at .*:\d+:\d+\)?\n|RangeError|TypeError|native code/);
  });

  test.each(thorough(['json', 'html'], ['json', 'mermaid', 'svg', 'html']))('the plan does not fall over either: %s', async (format) => {
    const { code, out, err } = await checked(input, 'plan', format);
    expect([0, 2]).toContain(code);
    expect(out.length).toBeLessThan(1_000_000 + 6 * input.length);
    expect(out + err).not.toMatch(/unexpected error|native code|\n\s+at .*:\d+:\d+/);
  });

  test('nor does a diff', async () => {
    const { code, out, err } = await checked(input, 'diff', 'markdown');
    expect([1, 2]).toContain(code);
    expect(out.length).toBeLessThan(65_536);
    expect(out + err).not.toMatch(/unexpected error|native code|\n\s+at .*:\d+:\d+/);
  });
});

test('what is wrong in one place a thousand times is told a hundred times, with the number of the others', async () => {
  const { out } = await checked(`${VOLUME}spec: {accessModes: [${'x, '.repeat(1000)}]}\n`);
  const { findings } = JSON.parse(out);
  const modes = findings.filter(({ rule }: any) => rule === 'BND020');
  expect(modes).toHaveLength(101);
  expect(modes[100].message).toMatch(/\(899 similar findings in this object omitted\)$/);
});

test('rules judge manifests whose fields have any type', () => {
  const examples = [...EXAMPLES.values()].map(({ failing }) => failing).flatMap((text) => parseAllDocuments(text, { logLevel: 'silent' }).map((d) => d.toJS()).filter(Boolean));
  const junk = fc.constantFrom<unknown>(null, 0, -1, 1.5, true, '', 'text', 'a/b', [], {}, [null], ['x'], { a: 1 }, [[]], { name: 'data' });
  fc.assert(fc.property(fc.constantFrom(...examples), fc.array(fc.tuple(fc.nat(), junk), { minLength: 1, maxLength: 4 }), (example, changes) => {
    const manifest = structuredClone(example);
    for (const [pick, value] of changes) {
      const places = slots(manifest);
      const { holder, key } = places[pick % places.length];
      holder[key] = structuredClone(value);
    }
    const [before, after] = [example, manifest].map((one) => Inventory.ofManifests([one]));
    expect(compare(after, before).length + compare(before, after, { live: true }).length).toBeLessThan(5);
    const { findings } = checkText(JSON.stringify(manifest), { closedWorld: true, strict: true });
    expect(findings.filter(({ message }) => /failed on this input/.test(message))).toEqual([]);
  }), { numRuns: thorough(100, 500), seed: 42 });
});

/** Every place in a manifest that a value can be put, but the kind: without it no rule looks. */
function slots(value: any): Array<{ holder: any; key: string }> {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).filter((key) => key !== 'apiVersion' && key !== 'kind')
    .flatMap((key) => [{ holder: value, key }, ...slots(value[key])]);
}
