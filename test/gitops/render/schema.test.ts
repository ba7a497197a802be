import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { parseAllDocuments } from 'yaml';
import { CHART, CLUSTER, rendered } from './support';
import { SECTIONS } from '../../../src/gitops/render/types';
import { cli } from '../../cli/support';

const ROOT = join(__dirname, '../../..');
const SCHEMA = JSON.parse(readFileSync(join(ROOT, 'schema/cluster.schema.json'), 'utf8'));
const validate = new Ajv({ strict: true, strictTypes: false, strictRequired: false, inlineRefs: false, code: { optimize: false } }).compile(SCHEMA);
const isValid = (text: string) => parseAllDocuments(text).every((document) => validate((document as any).toJS()));
const EXAMPLES = readdirSync(join(ROOT, 'examples')).map((name) => join(ROOT, 'examples', name, 'cluster.yaml')).filter((path) => existsSync(path));

test('the command prints it', async () => expect(JSON.parse((await cli(['schema'])).out)).toEqual(SCHEMA));
test('it is draft 7, which editors support', () => expect(SCHEMA.$schema).toBe('http://json-schema.org/draft-07/schema#'));
const TEMPLATES = readdirSync(join(ROOT, 'templates/yaml/clusters')).map((name) => join(ROOT, 'templates/yaml/clusters', name));
test.each([...EXAMPLES, ...TEMPLATES])('%s is valid', (path) => expect(isValid(readFileSync(path, 'utf8'))).toBe(true));

const FULL = `${CLUSTER}release: 1.30
labels: {a: b}
cinder: {replicas: 2, timeout: 3m, controllerKind: Deployment, storageClasses: {ssd: {volumeType: ssd}}}
cloudControllerManager: {controllers: [route], metrics: {interval: 30s}}
persistentVolumeClaims: {a: {size: 1Gi, storageClass: ssd, accessModes: [ReadWriteOnce]}}
persistentVolumes: {v: {capacity: 1Gi, storageClass: {fromStorageClassName: x}, source: {csi: {driver: a.example.com, volumeHandle: {fromEnv: V}}}}}
`;

test('a file with a bit of everything is valid, and renders', () => {
  expect(isValid(FULL)).toBe(true);
  expect(rendered({ 'a.yaml': FULL }, ['.'], { V: 'x' }).faults).toEqual([]);
});

test.each([
  ['an unknown field', 'labels:', 'labls:'], ['an unknown field inside', 'replicas', 'replics'], ['an unknown section', 'persistentVolumes', 'persistentVolume'],
  ['a text for a number', 'replicas: 2', 'replicas: two'], ['a number for a list', '[route]', '5'], ['an unknown value of an enum', 'Kind: Deployment', 'Kind: Deploy'],
  ['an unknown mode', '[ReadWriteOnce]', '[ReadWriteOften]'], ['a size without its unit', 'size: 1Gi', 'size: 1G'], ['a duration without its unit', 'timeout: 3m', 'timeout: 3'],
  ['an unknown factory', '{csi:', '{cis:'], ['two factories', '{csi:', '{hostPath: /a, csi:'], ['a missing argument', 'driver: a.example.com, ', ''],
  ['a missing field', 'size: 1Gi, ', ''], ['no cluster name', 'clusterName: prod-1\n', ''], ['a reference that is none', 'storageClass: ssd', 'storageClass: [ssd]'],
  ['a bad variable', 'fromEnv: V', 'fromEnv: V-1'], ['a version of the format', '/v1', '/v2'], ['an unknown kind', 'kind: Cluster\n', 'kind: Clustr\n'], ['a map for labels', 'labels: {a: b}', 'labels: [a]'],
])('%s is invalid, and is not rendered', (_, from, to) => {
  const text = FULL.replace(from, to);
  expect(text).not.toBe(FULL);
  expect(isValid(text)).toBe(false);
  expect(rendered({ 'a.yaml': text }, ['.'], { V: 'x' }).faults.length).toBeGreaterThan(0);
});

test('an overlay may leave out what its base has, and a base everything', () => {
  const required = 'apiVersion: cdk8s-openstack/v1\nkind: Cluster\n';
  const part = 'cloudConfig: {global: {region: a}}\npersistentVolumeClaims: {a: {labels: {a: b}}}\n';
  expect(isValid(`${required}${part}`)).toBe(false);
  expect(isValid(`${required}extends: base.yaml\n${part}`)).toBe(true);
  expect(isValid(`${required.replace('Cluster', 'ClusterBase')}${part}`)).toBe(true);
  expect(isValid(`${required}extends: base.yaml\n${part}cinder: {topolgy: true}\n`)).toBe(false);
});

test('it says what fields mean, their defaults and examples', () => {
  const { properties } = SCHEMA.definitions['kind.Cluster'];
  const resolved = (schema: any): any => (schema.$ref && !schema.description ? SCHEMA.definitions[schema.$ref.replace('#/definitions/', '')] : schema);
  expect(resolved(properties.namespace)).toMatchObject({ description: expect.stringContaining('Namespace of the OpenStack components'), default: 'kube-system' });
  expect(resolved(properties.createCinder).default).toBe(true);
  expect(resolved(properties.kubernetesVersion).examples).toEqual(['1.36']);
  expect(SCHEMA.definitions.Release.anyOf[0].enum).toEqual(expect.arrayContaining(['1.15', '1.36', 'latest']));
  expect(SCHEMA.definitions.Size).toMatchObject({ anyOf: [{ examples: ['10Gi'] }, {}] });
  const undescribed = Object.keys(properties).filter((name) => !resolved(properties[name]).description);
  expect(undescribed).toEqual([]);
});

test('it has every object that the library constructs, by its plain name', () => {
  const { properties } = SCHEMA.definitions['kind.Chart'];
  for (const section of SECTIONS.keys()) expect(properties).toHaveProperty(section);
  expect([...SECTIONS.keys()]).toEqual(expect.arrayContaining([
    'cinderStorageClasses', 'dataVolumes', 'localPathProvisioners', 'localVolumeProvisioners', 'persistentVolumeClaims', 'podApplications', 'statefulApplications', 'volumeSnapshots',
  ]));
  expect(isValid(`${CHART}podApplications: {a: {image: b}}\n`)).toBe(true);
});
