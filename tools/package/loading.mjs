/*
 * Checks how the packed library loads, in the folder of an app that has it: node loading.mjs
 *
 * All that the assembly describes is exported, to `require` and to `import`; and a program loads the modules of what it uses.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(join(process.cwd(), 'app.js'));
const loaded = [];
const compile = Module.prototype._compile;
Module.prototype._compile = function (code, file, ...more) {
  loaded.push(file.replaceAll('\\', '/'));
  return compile.call(this, code, file, ...more);
};
const own = () => loaded.filter((file) => file.includes('/cdk8s-openstack/lib/')).map((file) => file.split('/cdk8s-openstack/lib/')[1]);

const library = require('cdk8s-openstack');
assert.deepEqual(own(), ['index.js'], 'the library loads nothing before something is used');

const { App } = require('cdk8s');
const { CloudConfig, OpenStackClusterChart } = library;
const app = new App({ outdir: 'loading' });
new OpenStackClusterChart(app, 'prod-1', { clusterName: 'prod-1', cloudConfig: CloudConfig.fromSecretName('cloud-config') });
app.charts[0].toJson();
const needless = own().filter((file) => /^analysis\/|longhorn|kubeadm\/|manila-csi\/|workloads\/|\/local\/|\/ceph/.test(file));
assert.deepEqual(needless, [], 'a cluster loads no analysis and no other component');
const count = own().length;

const root = join(require.resolve('cdk8s-openstack'), '../..');
const { types } = JSON.parse(readFileSync(join(root, '.jsii'), 'utf8'));
const named = Object.values(types).filter(({ kind }) => kind !== 'interface').map(({ kind, namespace, name }) => ({ kind, path: [...namespace ? namespace.split('.') : [], name] }));
for (const { kind, path } of named) {
  const value = path.reduce((at, name) => at?.[name], library);
  assert.ok(value, `${path.join('.')} is exported`);
  if (kind === 'enum') assert.throws(() => value.NO_SUCH_MEMBER, /is unknown/, `${path.join('.')} is closed`);
}

const module = await import(pathToFileURL(require.resolve('cdk8s-openstack')).href);
for (const { path: [name] } of named) assert.equal(module[name], library[name], `import { ${name} } finds it`);
console.log(`summary: ${named.length} classes and enums, ${count} modules for a cluster`);
