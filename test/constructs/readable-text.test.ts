import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, App, Chart, Yaml } from 'cdk8s';
import { SecretText } from '../../src';
import { readText } from '../../src/analysis/input/read-text';
import { Cluster } from '../../src/constructs/cluster';

function app(data: unknown, outdir = mkdtempSync(join(tmpdir(), 'readable-'))): App {
  const made = new App({ outdir });
  Cluster.boundary(made);
  const chart = new Chart(made, 'chart');
  new ApiObject(chart, 'First', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'first' } });
  new ApiObject(new Chart(made, 'other'), 'Map', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'map' }, data } as any);
  return made;
}

test.each([
  ['a\u2028b', 'U+2028'], ['a\u0085b', 'U+0085'], ['\u007f', 'U+007F'], ['\u009b', 'U+009B'], ['\u0007', 'U+0007'], ['\ufffe', 'U+FFFE'], ['\ud800', 'U+D800'],
  ['\ufeffa', 'U+FEFF'], ['a\r\nb', 'U+000D'], ['\tif\n\tfi\n', 'begins with a tab'], ['\n\ta', 'begins with a tab'], ['0o17', 'kubectl reads as 15'], ['0B1', 'as 1'], ['-0o7', 'as -7'], ['0X1f', 'as 31'],
])('%j is refused before the first file, with path and fix', (text, reason) => {
  const made = app({ 'a.key': text });
  expect(() => made.synth()).toThrow(/other\/Map: data\[a\.key\] .*\. (Remove|Use|Begin|Write) /);
  expect(() => made.synth()).toThrow(reason);
  expect(readdirSync(made.outdir)).toEqual([]);
});

test('keys are text too', () => {
  expect(() => app({ '0o17': 'x' }).synth()).toThrow('other/Map: data.0o17 has a key that is the text "0o17", which cdk8s writes without quotes and kubectl reads as 15.');
});

test('text that comes back is written', () => {
  const texts = ['yes', '0755', '1e3', '0x1F', 'a\tb', '\ta', 'a\n\tb\n', ' a\n', '\n\n', '# x', 'é 🚀', '\u00a0', '12:30', '=', '~', ''];
  const made = app({ texts });
  made.synth();
  const [{ value }] = readText(readFileSync(join(made.outdir, 'other.k8s.yaml'), 'utf8'), 'x').documents as any;
  expect(value.data.texts).toEqual(texts);
});

test('each of many random strings comes back or is refused', () => {
  const parts = ['\t', '\n', '\r', ' ', '#', ':', '- ', '"', "'", '\\', '|', '%', '\u0000', '\u007f', '\u0085', '\u2028', '\ufeff', '\ud800', '🚀', '0', '1', '0o', '0x', '0b', '0X', '7', 'e', '+', '-', '.', 'yes', 'y', '~', '<<', 'a'];
  let state = 7;
  const next = (below: number) => (state = (state * 1103515245 + 12345) % 2147483648) % below;
  const made = Array.from({ length: 4000 }, () => Array.from({ length: 1 + next(5) }, () => parts[next(parts.length)]).join(''));
  const refused = made.filter((text) => {
    const cluster = app({ text });
    try {
      const written = cluster.synthYaml();
      expect((readText(written, 'x').documents[1].value as any).data.text).toBe(text);
      return false;
    } catch (e) {
      if (!String(e).includes('Validation failed')) throw e;
      return true;
    }
  });
  expect(refused.length).toBeGreaterThan(500);
  expect(refused.length).toBeLessThan(2500);
  expect(Yaml.stringify('0o17')).toBe('0o17\n'); // what makes the check necessary
});

test('a synth that fails leaves the folder of the last one as it was', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'readable-'));
  writeFileSync(join(outdir, 'chart.k8s.yaml'), 'before');
  expect(() => app({ when: new Date(0) }, outdir).synth()).toThrow('other/Map: data.when is a Date, which cannot be written as YAML. Give its text: toISOString()');
  expect(() => app({ list: [{ secret: SecretText.unsafe('x') }] }, outdir).synth()).toThrow('other/Map: ');
  expect(readFileSync(join(outdir, 'chart.k8s.yaml'), 'utf8')).toBe('before');
  expect(existsSync(join(outdir, 'other.k8s.yaml'))).toBe(false);
});
