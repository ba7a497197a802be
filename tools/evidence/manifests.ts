/*
 * Checks that every object in the source documents is reproduced: tools/evidence/manifests.ts SOURCES, a folder with a folder for each document. An object
 * is either transcribed in test/evidence/source-documents/manifests/, which test/constructs/storage/seeds.test.ts compares with what typed code renders, or
 * rendered by an example, whose comparison is a check of its own (.ci/checks.sh).
 */
import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';

/** Examples that render the rest of a document. */
const EXAMPLES: { [document: string]: string[] } = {
  '000': ['dist/k8s/kubeadm-v1.15'],
  '003': ['dist/k8s/releases/local-path/v0.0.22'],
  '004': ['dist/k8s/kubeadm-v1.15'],
};
/** The helper pod of the local path provisioner is text in a ConfigMap, which is compared as a whole. */
const EMBEDDED = '003-embedded-pod-helper-pod';

const sources = process.argv[2];
if (!sources) {
  process.stderr.write('usage: manifests.ts SOURCES\n');
  process.exit(2);
}
const transcribed = readdirSync(join(__dirname, '../../test/evidence/source-documents/manifests')).map((name) => name.replace(/\.yaml$/, ''));
const rendered = new Map(Object.entries(EXAMPLES).map(([document, folders]) => [
  document, folders.filter((folder) => existsSync(folder)).flatMap(yamlFiles).flatMap((file) => objectsOf(readFileSync(file, 'utf8'))),
]));
const counts = { transcribed: 0, rendered: 0 };
const problems = readdirSync(sources).filter((name) => /^\d{3}-/.test(name)).flatMap((folder) => (
  yamlFiles(join(sources, folder)).flatMap((path) => missing(folder.slice(0, 3), path))));
for (const problem of problems) process.stdout.write(`${problem}\n`);
process.stdout.write(`summary: ${counts.transcribed} manifests are transcribed, ${counts.rendered} objects are rendered by examples, ${problems.length} are missing\n`);
process.exit(problems.length || !counts.transcribed ? 1 : 0);

function yamlFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true }).map(String).filter((name) => name.endsWith('.yaml')).map((name) => join(folder, name));
}

/** The objects of a file that are reproduced nowhere. */
function missing(document: string, path: string): string[] {
  const name = `${document}-${path.replace(/^.*\//, '').replace(/\.yaml$/, '')}`;
  if (name === EMBEDDED || name.startsWith(`${document}-fragment-`)) return [];
  if (transcribed.includes(name)) {
    counts.transcribed++;
    return [];
  }
  const objects = objectsOf(readFileSync(path, 'utf8'));
  const absent = objects.filter((key) => !rendered.get(document)?.includes(key));
  counts.rendered += objects.length - absent.length;
  return absent.map((key) => `${path}: ${key} is neither transcribed nor rendered by an example`);
}

/** Kind and name of each object. kubeadm's documents have no name: kubeadm-document.test.ts compares them. */
function objectsOf(text: string): string[] {
  return parseAllDocuments(text).map((d) => d.toJS()).filter((o) => o?.kind && o.metadata?.name).map((o) => `${o.kind}/${o.metadata.name}`);
}
