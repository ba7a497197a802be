// What must hold for the manifests in dist/k8s, whatever changes in clusters/.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const program = join(root, 'node_modules/cdk8s-openstack/lib/cli/main.js');
const run = (...args) => execFileSync(process.execPath, [program, ...args], { cwd: root, encoding: 'utf8' });

test('each cluster has its file', () => assert.ok(existsSync(join(root, 'dist/k8s/__NAME__.k8s.yaml'))));

test('every claim gets a volume', () => {
  const { claims } = JSON.parse(run('plan', 'dist/k8s', '--format', 'json'));
  assert.equal(claims.length, 3);
  assert.deepEqual(claims.filter(({ outcome }) => outcome === 'pending'), []);
});
