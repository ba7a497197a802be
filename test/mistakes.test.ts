/*
 * Everyday mistakes of programs whose types nobody checks. Each is refused before the first file is written, with construct path, property and, where one
 * is known, what was meant.
 */
import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Chart, Lazy, Size } from 'cdk8s';
import * as typed from '../src';
import { stderrOf } from './support/synth';
import { InvalidPropertyError } from '../src/core/errors';
import { minorNumber, NEWEST_KNOWN_MINOR, NEWEST_RELEASE } from '../src/kubernetes/minor';

const o: any = typed;
const global = { authUrl: 'https://x:5000/v3', auth: o.Auth.applicationCredential({ id: 'i', secret: o.SecretText.fromStore({ store: 'vault', key: 'k' }) }) };
const app = () => new App({ outdir: '/nonexistent' });
const cluster = (props = {}) => new o.OpenStackClusterChart(app(), 'p', { clusterName: 'p', cloudConfig: o.CloudConfig.fromSecretName('cloud-config'), ...props });
const web = (props = {}) => new o.StatefulApplication(cluster(), 'w', { image: 'a/b:c', ...props });
const claim = (props = {}) => new o.PersistentVolumeClaim(cluster(), 'c', { size: Size.gibibytes(1), ...props });

test('the correct programs run', () => {
  expect(() => [cluster(), web(), claim(), cluster().cinder.addStorageClass('ssd')]).not.toThrow();
  expect(() => new o.CloudConfig(new Chart(app(), 'c'), 'x', { global })).not.toThrow();
});

test.each<[string, () => unknown, string]>([
  ['a component', () => cluster({ controllerManager: { replicas: 2 } }), 'p: controllerManager is unknown'],
  ['a component in lower case', () => cluster({ nameSpace: 'x' }), 'p: nameSpace is unknown: did you mean namespace?'],
  ['far inside', () => cluster({ cinder: { controller: { nodeSelectr: { a: 'b' } } } }), 'p: cinder.controller.nodeSelectr is unknown: did you mean cinder.controller.nodeSelector?'],
  ['the plain word', () => cluster({ images: { registry: 'r' } }), 'p: images.registry is unknown: did you mean images.registryMirror?'],
  ['the plural', () => cluster({ images: { mirrors: 'r' } }), 'p: images.mirrors is unknown: did you mean images.registryMirror?'],
  ['another level', () => cluster({ controler: {} }), 'or cinder.controller?'],
  ['a class', () => cluster().cinder.addStorageClass('ssd', { type: 'ssd' }), 'p/Cinder: type is unknown: did you mean volumeType or fsType?'],
  ['a class in lower case', () => cluster().cinder.addStorageClass('ssd', { reclaimpolicy: 'Retain' }), 'p/Cinder: reclaimpolicy is unknown: did you mean reclaimPolicy?'],
  ['resources', () => web({ resources: { limit: { cpu: '1' } } }), 'p/w: resources.limit is unknown: did you mean resources.limits?'],
])('a misspelled name is refused: %s', (_, build, message) => refused(build, message));

test.each<[string, () => unknown, string]>([
  ['a class by its name', () => claim({ storageClass: 'ssd' }), 'p/c: storageClass must be an IStorageClass, such as StorageClass.fromStorageClassName(…)'],
  ['a size as text', () => claim({ size: '10GB' }), 'p/c: size must be a Size, such as '],
  ['a mode in short', () => claim({ accessModes: ['RWO'] }), 'p/c: accessModes[0] must be one of ReadWriteOnce, '],
  ['truth as text', () => cluster().cinder.addStorageClass('s', { isDefault: 'true' }), 'p/Cinder: isDefault must be true or false, got "true"'],
  ['an object for a list', () => cluster({ cinder: { node: { extraTolerations: {} } } }), 'p: cinder.node.extraTolerations must be a list of Toleration, got {}'],
  ['a map for a list', () => web({ extraEnv: { A: 'b' } }), 'p/w: extraEnv must be a list of EnvVariable, got { A }'],
  ['a text for a list', () => web({ imagePullSecrets: 'reg' }), 'p/w: imagePullSecrets must be a list of strings, got "reg"'],
  ['arguments as text', () => new o.LocalPathProvisioner(cluster(), 'l', { extraArgs: '--debug' }), 'p/l: extraArgs must be a list of strings, got "--debug"'],
  ['commands as text', () => new o.nodes.NodeSetup(cluster(), 'n', { commands: 'echo hi' }), 'p/n: commands must be a list of strings, got "echo hi"'],
  ['an object for truth', () => cluster({ cinder: { topology: {} } }), 'p: cinder.topology must be true or false, got {}'],
  ['a number for a component', () => new o.kubeadm.KubeadmConfig(cluster(), 'k', { apiServer: 5 }), 'p/k: apiServer must be an object with '],
  ['a number for a text', () => web({ extraEnv: [{ name: 'A', value: 1 }] }), 'p/w: extraEnv[0].value must be a string, got 1'],
  ['a version as number', () => cluster({ kubernetesVersion: 1.3 }), 'p: kubernetesVersion must be a string, got 1.3'],
  ['an operator', () => cluster({ cinder: { node: { extraTolerations: [{ operator: 'Is' }] } } }), 'p: cinder.node.extraTolerations[0].operator must be one of '],
  ['a missing member', () => cluster({ release: o.Release.V1_99 }), 'Release.V1_99 is unknown: did you mean Release.V1_'],
])('a value of the wrong type is refused: %s', (_, build, message) => refused(build, message));

test.each<[string, () => unknown, string]>([
  ['a size', () => new o.PersistentVolumeClaim(cluster(), 'c', {}), 'p/c: size is missing: give a Size'],
  ['a capacity', () => new o.PersistentVolume(cluster(), 'v', { source: o.VolumeSource.nfs('s', '/x') }), 'p/v: capacity is missing: give a Size'],
  ['an image', () => new o.StatefulApplication(cluster(), 'w'), 'p/w: image is required, such as '],
  ['the name of a Helm release', () => o.Naming.helmChart({}), 'Naming.helmChart: release is missing: give a string'],
  ['every property', () => new o.OpenStackClusterChart(app(), 'p'), 'p: clusterName is missing: give a string'],
  ['the name of a class', () => o.StorageClass.fromStorageClassName(), 'storageClassName must be a DNS subdomain'],
  ['the name of a Secret', () => o.CaCertificate.fromSecretName(), 'secretName must be a DNS subdomain'],
  ['the name of a controller', () => o.CloudController.of(), 'controllers contains undefined'],
  ['the path of a volume', () => o.VolumeSource.hostPath(), 'path must be an absolute path'],
  ['the path of an export', () => o.VolumeSource.nfs('server'), 'must be the absolute path of an export'],
  ['the snapshot', () => o.ClaimSource.snapshot(), 'ClaimSource.snapshot: snapshot must be an IVolumeSnapshot, such as VolumeSnapshot.fromSnapshotName(…)'],
  ['the manifests', () => o.StoragePlan.ofManifests(), 'objects must be a list of manifests, got undefined'],
  ['the manifests of an analysis', () => o.StorageAnalysis.ofManifests('x'), 'objects must be a list of manifests, got "x"'],
  ['the construct', () => o.StoragePlan.of(), 'StoragePlan.of: scope must be a construct, such as a Chart, got undefined'],
  ['the construct of a cluster', () => o.Cluster.of('x'), 'Cluster.of: scope must be a construct, such as a Chart, got "x"'],
  ['the scope', () => new o.CinderCsi(undefined, 'x', {}), 'CinderCsi: scope must be a construct, such as a Chart, got undefined'],
  ['the id', () => new o.CinderCsi(cluster(), {}), 'CinderCsi: id must be a string, got {}'],
  ['the folder', () => o.OutputFiles.directory(app(), 5), 'directory must name a folder'],
  ['a chart', () => new o.LocalStorageClass(app(), 's', {}), 's: scope lies in no chart, and objects belong to one: create it below a Chart'],
])('what is missing is named: %s', (_, build, message) => refused(build, message));

test.each<[string, () => unknown, string]>([
  ['securityContext', () => web({ securityContext: { runAsNonroot: true } }), 'p/w: securityContext.runAsNonroot of container "w" is rejected by the API server: unknown field (spec.template.spec.'],
  ['podSpec', () => web({ podSpec: { hostNetwork: 'yes' } }), 'p/w: hostNetwork is rejected by the API server: must be true or false, not string (spec.template.spec.hostNetwork of StatefulSet "w")'],
  ['a container beside', () => web({ extraContainers: [{ name: 'x', image: 'a', livenessProbe: { httpGet: { path: '/' } } }] }), 'livenessProbe.httpGet.port of container "x" is rejected by the API server: Required value'],
  ['a container that starts first', () => web({ extraInitContainers: [{ name: 'x', image: 'a', volumemounts: [] }] }), 'volumemounts of container "x" is rejected'],
  ['a sidecar', () => cluster({ cinder: { controller: { attacher: { livenessProbe: { exec: { command: 'ls' } } } } } }), 'of container "csi-attacher" is rejected by the API server: must be a list, not string'],
  ['a volume', () => web({ extraVolumes: [{ name: 'x', secret: { name: 'a' } }] }), 'p/w: volumes[0].secret.name is rejected by the API server: unknown field'],
  ['a flag without dashes', () => cluster({ cinder: { controller: { extraArgs: ['v=5'] } } }), 'extraArgs[0] of container "cinder-csi-plugin" must be a flag such as "--v=5", got "v=5"'],
  ['a port', () => web({ port: 80000 }), 'p/w: port must be a port number between 1 and 65535, got 80000'],
])('what the API server or the program would refuse is refused: %s', (_, build, message) => refused(build, message));

test('what cdk8s resolves at synth, and arguments that are no flags, are taken', () => {
  expect(() => web({ podSpec: { hostNetwork: Lazy.any({ produce: () => true }) } })).not.toThrow();
  expect(() => web({ extraArgs: ['serve', '--port', '80'] })).not.toThrow();
  expect(() => cluster({ cinder: { controller: { extraArgs: ['--v', '5', '--http-endpoint=:8080'] } } })).not.toThrow();
});

test('a version that is newer than the library gives advice', () => {
  const advice = (props: object) => stderrOf(() => (cluster(props).node.root as App).synthYaml());
  expect(advice({ kubernetesVersion: '1.99' })).toContain('warning VERSION_NOT_KNOWN p: kubernetesVersion is 1.99, but this version of the library knows releases up to ');
  expect(advice({ release: o.Release.latest().extend({ minor: '1.99' }) })).toContain('VERSION_NOT_KNOWN p: release is 1.99');
  const after = (minor: string) => `1.${minorNumber(minor) + 1}`;
  const [kubernetesVersion, minor] = [NEWEST_KNOWN_MINOR, NEWEST_RELEASE].map(after);
  expect(advice({ kubernetesVersion })).toContain(`kubernetesVersion is ${kubernetesVersion}, but this version of the library knows releases up to ${NEWEST_KNOWN_MINOR}`);
  expect(advice({ release: o.Release.latest().extend({ minor }) })).toContain(`release is ${minor}, but this version of the library knows releases up to ${NEWEST_RELEASE}`);
  expect(advice({ kubernetesVersion: NEWEST_KNOWN_MINOR })).not.toContain('VERSION_NOT_KNOWN');
});

test('the quickstart shows what a mistake looks like', () => {
  const shown = readFileSync(join(__dirname, '../docs/quickstart.md'), 'utf8');
  const prod = new o.OpenStackClusterChart(app(), 'prod-1', { clusterName: 'prod-1', cloudConfig: o.CloudConfig.fromSecretName('cloud-config') });
  const error = caught(() => prod.cinder.addStorageClass('ssd', { type: 'ssd' }));
  expect(shown).toContain(`\n${error.name}: ${error.message}\n`);
});

test('an error is said once, and the line of the program comes first', () => {
  const error = caught(() => cluster({ cinder: { node: { extraEnv: 5 } } }));
  expect(error.stack!.split('must be a list of EnvVariable')).toHaveLength(2);
  expect(error.stack!.split('\n')[1]).toContain('mistakes.test.ts');
});

function caught(build: () => unknown): Error {
  try {
    build();
  } catch (e) {
    return e as Error;
  }
  throw new Error('nothing was thrown');
}

function refused(build: () => unknown, message: string): void {
  const error = caught(build);
  expect(error).toBeInstanceOf(InvalidPropertyError);
  expect(error.message).toContain(message);
}
