import { readdirSync, readFileSync } from 'fs';
import { join, relative } from 'path';
import * as ts from 'typescript';
import { isImage } from '../src/kubernetes/images';

/*
 * The wings hold no facts of their own: names of provisioners and CSI drivers, keys of annotations and labels, images and minors of Kubernetes stand
 * once, in the knowledge layer. Texts, comments and imports may name them; API groups and versions are syntax of the manifests that the wings write.
 */
const SRC = join(__dirname, '../src');
const WINGS = ['constructs', 'charts', 'analysis', 'gitops', 'cli'];

/** Literals that stay, by file; a reason each. */
const ALLOWED: { readonly [file: string]: { readonly [literal: string]: string } } = {
  'constructs/nodes/private/cloud-init.ts': { 'docker.io': "name of Debian's package of Docker, not the registry" },
  'analysis/rules/security/pod-security.ts': {
    19: 'a check of the Pod Security Standards, which the rule states by minor as the standard does',
    22: 'a check of the Pod Security Standards, which the rule states by minor as the standard does',
    35: 'a check of the Pod Security Standards, which the rule states by minor as the standard does',
  },
};

/** Endings of the domains that put names of theirs into manifests. */
const DOMAIN = '(?:[a-z0-9-]+\\.)*(?:k8s\\.io|kubernetes\\.io|openstack\\.org|argoproj\\.io|helm\\.sh|kubevirt\\.io|rancher\\.io|cattle\\.io|longhorn\\.io|openebs\\.io'
  + '|ceph\\.com|rook\\.io|topolvm\\.(?:io|cybozu\\.com)|linbit\\.com|netapp\\.io|gke\\.io|aws\\.com|k8s\\.aws|azure\\.com)';

const KEY = new RegExp(`^${DOMAIN}/[A-Za-z0-9._-]*$`);

const KINDS: { readonly [kind: string]: (text: string) => boolean } = {
  minor: (text) => /^1\.\d\d$/.test(text),
  provisioner: (text) => !/^(spec|metadata)\./.test(text) && /^[a-z0-9.-]*\bcsi\.[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(text) || /^driver\.longhorn\.io$|\.csi-[a-z]+$/.test(text),
  key: (text) => KEY.test(text) && !isApiVersion(text) && !isRegistry(text),
  image: (text) => isRegistry(text) || (/^[^:]+\/[^:]+:v?\d[\w.-]*$/.test(text) && isImage(text)),
};

function isApiVersion(text: string): boolean {
  return /\/v\d+((alpha|beta)\d*)?$/.test(text) || (/\.k8s\.io\/$/.test(text) && text !== 'csi.storage.k8s.io/');
}

function isRegistry(text: string): boolean {
  return /^(registry\.k8s\.io|k8s\.gcr\.io|gcr\.io|quay\.io|ghcr\.io|docker\.io|registry-1\.docker\.io)(\/|$)/.test(text);
}

function kindOf(text: string): string | undefined {
  return Object.keys(KINDS).find((kind) => KINDS[kind](text));
}

/** Whether an expression compares a minor with a number, as in `view.kubernetes >= 25`. */
function comparesMinor({ left, right }: ts.BinaryExpression): boolean {
  return ts.isNumericLiteral(right) && right.text.length === 2 && /(kubernetes|minor)$/i.test(left.getText());
}

/** The literals of a source that are facts, with their lines. Of a template only its head counts. */
function* factsIn(source: string): Iterable<{ text: string; kind: string; line: number }> {
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true);
  const nodes: ts.Node[] = [file];
  for (let node = nodes.pop(); node; node = nodes.pop()) {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) continue;
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) {
      const kind = kindOf(node.text);
      if (kind) yield { text: node.text, kind, line: file.getLineAndCharacterOfPosition(node.getStart()).line + 1 };
    }
    if (ts.isBinaryExpression(node) && comparesMinor(node)) {
      yield { text: node.right.getText(), kind: 'minor', line: file.getLineAndCharacterOfPosition(node.getStart()).line + 1 };
    }
    nodes.push(...node.getChildren(file));
  }
}

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name.endsWith('.ts')).map((entry) => join(entry.parentPath, entry.name));
}

const facts = WINGS.flatMap((wing) => files(join(SRC, wing))).map((path) => ({ file: relative(SRC, path), found: [...factsIn(readFileSync(path, 'utf8'))] }));

test('the wings hold no names, images or minors of their own', () => {
  const foreign = facts.flatMap(({ file, found }) => found.filter(({ text }) => !Object.hasOwn(ALLOWED[file] ?? {}, text))
    .map(({ text, kind, line }) => `${file}:${line} ${kind} ${text}`));
  expect(foreign).toEqual([]);
});

test('no exception outlives its literal, and each has a reason', () => {
  const present = new Set(facts.flatMap(({ file, found }) => found.map(({ text }) => `${file} ${text}`)));
  const allowed = Object.entries(ALLOWED).flatMap(([file, reasons]) => Object.entries(reasons).map(([text, reason]) => ({ key: `${file} ${text}`, reason })));
  expect(allowed.filter(({ key }) => !present.has(key))).toEqual([]);
  expect(allowed.filter(({ reason }) => reason.length < 20)).toEqual([]);
});

test('every file of the wings is read', () => {
  expect(facts.length).toBeGreaterThan(300);
  for (const wing of WINGS) expect(facts.some(({ file }) => file.startsWith(`${wing}/`))).toBe(true);
});

test('the knowledge layer, where these literals belong, has them', () => {
  const kinds = ['kubernetes', 'drivers', 'openstack', 'releases'].flatMap((layer) => files(join(SRC, layer)))
    .flatMap((path) => [...factsIn(readFileSync(path, 'utf8'))].map(({ kind }) => kind));
  for (const kind of Object.keys(KINDS)) expect(kinds.filter((k) => k === kind).length).toBeGreaterThan(3);
});

test.each([
  ['minor', '1.36'],
  ['provisioner', 'cinder.csi.openstack.org'],
  ['provisioner', 'rook-ceph.rbd.csi.ceph.com'],
  ['provisioner', 'pd.csi.storage.gke.io'],
  ['provisioner', 'driver.longhorn.io'],
  ['provisioner', 'io.openebs.csi-mayastor'],
  ['key', 'kubernetes.io/no-provisioner'],
  ['key', 'rancher.io/local-path'],
  ['key', 'openebs.io/local'],
  ['key', 'volume.beta.kubernetes.io/storage-class'],
  ['key', 'storageclass.kubernetes.io/is-default-class'],
  ['key', 'loadbalancer.openstack.org/proxy-protocol'],
  ['key', 'node.kubernetes.io/'],
  ['key', 'topology.kubernetes.io/zone'],
  ['key', 'csi.storage.k8s.io/fstype'],
  ['key', 'argocd.argoproj.io/sync-wave'],
  ['image', 'registry.k8s.io/sig-storage/csi-attacher:v4.10.0'],
  ['image', 'registry.k8s.io/provider-os'],
  ['image', 'rancher/local-path-provisioner:v0.0.32'],
])('finds the %s %s, as a text, in a template and as a key', (kind, text) => {
  const found = (source: string) => [...factsIn(source)].map((fact) => [fact.kind, fact.text]);
  expect(found(`const x = '${text}';`)).toEqual([[kind, text]]);
  expect(found(`const x = { '${text}': 1 };`)).toEqual([[kind, text]]);
  expect(found(`const x = \`${text}\${y}\`;`)).toEqual([[kind, text]]);
});

test('finds a minor that is compared as a number', () => {
  expect([...factsIn('if (view.kubernetes >= 25) f();\nif (minor < 34 && ports < 80) g();')].map(({ text }) => text).sort()).toEqual(['25', '34']);
});

test.each([
  "import { x } from 'kubernetes.io/hostname';",
  '/* kubernetes.io/hostname */ // 1.36',
  "const why = 'The label node-role.kubernetes.io/master went with Kubernetes 1.24.';",
  "const apiVersion = 'storage.k8s.io/v1';",
  'const apiVersion = `storage.k8s.io/${version}`;',
  "const source = 'https://kubernetes.io/docs/concepts/storage/';",
  "const path = 'spec.csi.volumeHandle';",
  "const version = '1.1';",
])('leaves %s alone', (source) => {
  expect([...factsIn(source)]).toEqual([]);
});
