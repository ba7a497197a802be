import { added, manifests, replaced, without } from '../../../src/analysis/rules/shared/manifests';

const POD = `
  kind: Pod
  spec:
    containers:
      - name: web
        image: nginx
`;

const TWO = manifests`
  apiVersion: v1
  kind: Secret
  metadata: {name: one}
  data: {}
  ---
  apiVersion: v1
  kind: Secret
  metadata:
    name: two
  data: {}
`;

test('the lines of a fragment are indented like the place where it stands', () => {
  const containers = manifests`
    - name: web
      image: nginx
  `;
  expect(manifests`
    kind: Pod
    spec:
      containers:
        ${containers}
  `).toBe('kind: Pod\nspec:\n  containers:\n    - name: web\n      image: nginx\n');
});

test('what is replaced stands there once', () => {
  expect(replaced(POD, { 'name: web': 'name: app', 'image: nginx': 'image: httpd' })).toContain('    - name: app\n      image: httpd\n');
  expect(() => replaced(POD, { 'image: httpd': '' })).toThrow('the example must hold this once: image: httpd');
  expect(() => replaced(TWO, { 'data: {}': '' })).toThrow('the example must hold this once: data: {}');
});

test('a document is meant by kind and name, however its metadata is written', () => {
  expect(replaced(TWO, { 'data: {}': 'data: {a: b}' }, 'Secret/two')).toBe(TWO.replace(/data: {}\n$/, 'data: {a: b}\n'));
  expect(without(TWO, 'data: {}', 'Secret/one', 'Secret/two')).not.toContain('{}');
  expect(() => replaced(TWO, { 'data: {}': '' }, 'Secret/three')).toThrow('the example must hold Secret/three once');
  expect(() => replaced(TWO + '---\n' + TWO, { 'data: {}': '' }, 'Secret/two')).toThrow('the example must hold Secret/two once');
});

test('lines are added as deep in as the line beside them', () => {
  expect(added(POD, 'ports: []', { below: 'image: nginx' })).toContain('      image: nginx\n      ports: []\n');
  expect(added(POD, `
    securityContext:
      runAsUser: 1
  `, { above: 'containers:' })).toContain('spec:\n  securityContext:\n    runAsUser: 1\n  containers:\n');
});

test('a line that is taken out leaves no gap', () => {
  expect(without(POD, 'image: nginx')).toBe('kind: Pod\nspec:\n  containers:\n    - name: web\n');
});
