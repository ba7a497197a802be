/*
 * Compares what typed code makes of the manifests of the source documents with the documents: tools/evidence/manifests.ts SOURCES, a folder with a
 * folder for each document. Every file there that is a whole object is either among test/support/source-manifests.ts, whose rendering is compared with
 * it, or rendered by an example, whose comparison is a check of its own (.ci/checks.sh).
 */
import { spawnSync } from 'child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Chart, Yaml } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { SOURCE_MANIFESTS } from '../../test/support/source-manifests';

/** Examples that render the rest of a document. */
const EXAMPLES: { [document: string]: string[] } = {
  '000': ['dist/k8s/kubeadm-v1.15'],
  '003': ['dist/k8s/releases/local-path/v0.0.22'],
  '004': ['dist/k8s/kubeadm-v1.15'],
};
/** Whole objects that typed code writes as text, or not as they stand: each with the test that shows it. */
const ELSEWHERE: { [file: string]: string } = {
  '001-pod-pv-recycler': 'a template in a file: the recycler in seeds.test.ts',
  '002-stateful-set-elided': 'has an ellipsis: made whole in seeds.test.ts',
  '003-embedded-pod-helper-pod': 'text in a ConfigMap: a part of its comparison',
};

const sources = process.argv[2];
if (!sources) {
  process.stderr.write('usage: source-manifests.ts SOURCES\n');
  process.exit(2);
}
const work = mkdtempSync(join(tmpdir(), 'source-manifests-'));
const problems: string[] = [];
const cache = new Map<string, string[]>();
let compared = 0;
let elsewhere = 0;
try {
  for (const folder of readdirSync(sources).filter((name) => /^\d{3}-/.test(name))) {
    const document = folder.slice(0, 3);
    const own = SOURCE_MANIFESTS.filter(([name]) => name.startsWith(`${document}-`));
    const files = yamlFiles(join(sources, folder));
    for (const path of files) problems.push(...problemsOf(document, path, own.map(([name]) => name)));
    if (own.length === 0) continue;
    const [expected, actual] = ['expected', 'actual'].map((side) => join(work, document, side));
    for (const side of [expected, actual]) mkdirSync(side, { recursive: true });
    for (const [name, build] of own) {
      const chart = new Chart(new App(), 'source');
      build(chart);
      writeFileSync(join(actual, `${name}.yaml`), Yaml.stringify(...chart.toJson()));
      copyFileSync(join(sources, folder, `${name.slice(4)}.yaml`), join(expected, `${name}.yaml`));
    }
    const { stdout, status } = spawnSync('npx', ['tsx', join(__dirname, '../release/parity.ts'), expected, actual, `sources/${document}`], { encoding: 'utf8' });
    process.stdout.write(`${folder}: ${stdout}`);
    if (status !== 0) problems.push(`${folder} differs`);
    compared += own.length;
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
for (const problem of problems) process.stdout.write(`${problem}\n`);
process.stdout.write(`summary: ${compared} manifests compared, ${elsewhere} objects are those of examples or tests, ${problems.length} problems\n`);
process.exit(problems.length || !compared ? 1 : 0);

function yamlFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true }).map(String).filter((name) => name.endsWith('.yaml')).map((name) => join(folder, name));
}

/** What is wrong with the coverage of a file: each of its objects must be somewhere. */
function problemsOf(document: string, path: string, own: string[]): string[] {
  const name = `${document}-${path.replace(/^.*\//, '').replace(/\.yaml$/, '')}`;
  if (own.includes(name) || ELSEWHERE[name] || name.startsWith(`${document}-fragment-`)) return [];
  return objectsOf(readFileSync(path, 'utf8')).filter((key) => {
    elsewhere++;
    return !rendered(document).includes(key);
  }).map((key) => `${path}: ${key} is neither among the manifests nor rendered by an example`);
}

function rendered(document: string): string[] {
  if (!cache.has(document)) {
    const files = (EXAMPLES[document] ?? []).filter((folder) => existsSync(folder)).flatMap(yamlFiles);
    cache.set(document, files.flatMap((file) => objectsOf(readFileSync(file, 'utf8'))));
  }
  return cache.get(document)!;
}

/** Kind and name of each object. kubeadm's documents have no name: kubeadm-document.test.ts compares them. */
function objectsOf(text: string): string[] {
  return parseAllDocuments(text).map((d) => d.toJS()).filter((o) => o?.kind && o.metadata?.name).map((o) => `${o.kind}/${o.metadata.name}`);
}
