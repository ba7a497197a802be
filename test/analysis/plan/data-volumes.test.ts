/* What CDI creates for DataVolumes, and who uses it: claims, scratch space, importers and virtual machines in the plan. */
import { App, Chart, Size } from 'cdk8s';
import { cdi as cdiModule, CinderStorageClass, pods as podsModule, VolumeMode } from '../../../src';
import { ClaimPlan, StoragePlan, StoragePlanOptions } from '../../../src/analysis';
import { claim, localVolume, NO_PROVISIONER, node, pod, storageClass, volume, WAIT } from '../support/objects';

const closed = { closedWorld: true };
const SSD = storageClass('ssd');
const cdi = (kind: string, name: string, rest: object) => ({ apiVersion: 'cdi.kubevirt.io/v1beta1', kind, metadata: { name }, ...rest });
const http = { http: { url: 'https://images.example.com/disk.qcow2' } };
const size = (storage: string) => ({ resources: { requests: { storage } } });
const pvc = (more: object = {}) => ({ pvc: { storageClassName: 'ssd', accessModes: ['ReadWriteOnce'], ...size('10Gi'), ...more } });
const dataVolume = (name: string, spec: object, metadata: object = {}) => (
  { apiVersion: 'cdi.kubevirt.io/v1beta1', kind: 'DataVolume', metadata: { name, namespace: 'default', ...metadata }, spec: { source: http, ...spec } });
const atOnce = { annotations: { 'cdi.kubevirt.io/storage.bind.immediate.requested': 'true' } };

const plan = (objects: object[], options: StoragePlanOptions = closed) => StoragePlan.ofManifests(objects, options);
const claims = (objects: object[]) => plan(objects).claims.map(({ name, outcome, volume: bound, provisioner, storageClass: of }) => (
  [name, outcome, bound ?? provisioner, of].filter((part) => part !== undefined).join(' ')));
const pods = (objects: object[]) => plan(objects).pods.map(({ name, outcome, createdBy }) => [name, outcome, createdBy].join(' '));

describe('the claim of a DataVolume', () => {
  test('is provisioned, and a pod that uses it finds it', () => {
    const objects = [SSD, node('n1'), dataVolume('fedora', pvc()), pod('inspect', ['fedora'])];
    expect(claims(objects)).toEqual(['fedora provisioning cinder.csi.openstack.org ssd']);
    expect(plan(objects).claims[0].createdBy).toBe('DataVolume/fedora');
    expect(pods(objects)).toEqual([expect.not.stringMatching(/not found/)]);
    expect(plan(objects).pods[0].message).not.toMatch(/not found/);
  });

  test('binds to a volume as any other claim does', () => {
    expect(claims([storageClass('ssd', NO_PROVISIONER), volume('a', '10Gi', { storageClassName: 'ssd' }), dataVolume('disk', pvc())])).toEqual(['disk bound a ssd']);
  });

  test.each<[string, object]>([
    ['no access mode', pvc({ accessModes: [] })],
    ['two access modes', pvc({ accessModes: ['ReadWriteOnce', 'ReadOnlyMany'] })],
    ['no size', pvc({ resources: {} })],
    ['both forms', { ...pvc(), storage: size('1Gi') }],
    ['two sources', { ...pvc(), source: { ...http, blank: {} } }],
  ])('is not created where CDI rejects the DataVolume: %s', (_, spec) => {
    expect(claims([SSD, dataVolume('disk', spec)])).toEqual([]);
  });

  test('is not created of a version that the CRD does not have, and one of the input is left alone', () => {
    expect(claims([SSD, { ...dataVolume('disk', pvc()), apiVersion: 'cdi.kubevirt.io/v1alpha1' }])).toEqual([]);
    expect(plan([SSD, dataVolume('disk', pvc()), claim('disk', '3Gi', { storageClassName: 'ssd' })]).claims.map(({ createdBy }) => createdBy)).toEqual([undefined]);
  });
});

describe('scratch space', () => {
  const scratch = (spec: object, ...more: object[]) => claims([SSD, ...more, dataVolume('disk', { ...pvc(), ...spec })]).slice(1);

  test.each<[string, object, boolean]>([
    ['registry', { source: { registry: { url: 'docker://example.com/disk' } } }, true],
    ['registry, pulled by the node', { source: { registry: { url: 'docker://example.com/disk', pullMethod: 'node' } } }, false],
    ['upload', { source: { upload: {} } }, true],
    ['http', {}, false],
    ['http with a CA of its own', { source: { http: { url: 'https://example.com/disk', certConfigMap: 'ca' } } }, true],
    ['archive', { contentType: 'archive' }, true],
    ['blank', { source: { blank: {} } }, false],
    ['oVirt in stages', { source: { imageio: { url: 'https://example.com', diskId: 'd', secretRef: 's', certConfigMap: 'ca' } }, checkpoints: [{ previous: '', current: 'a' }] }, true],
  ])('%s', (_, spec, needed) => {
    expect(scratch(spec)).toEqual(needed ? ['disk-scratch provisioning cinder.csi.openstack.org ssd'] : []);
  });

  test('has the class of the CDI configuration, and is a filesystem', () => {
    const upload = { source: { upload: {} }, ...pvc({ volumeMode: 'Block' }) };
    const files = [storageClass('files', NO_PROVISIONER), volume('v', '20Gi', { storageClassName: 'files' })];
    expect(scratch(upload, ...files, cdi('CDI', 'cdi', { spec: { config: { scratchSpaceStorageClass: 'files' } } }))).toEqual(['disk-scratch bound v files']);
    expect(scratch(upload, ...files, cdi('CDIConfig', 'config', { spec: { scratchSpaceStorageClass: 'files' } }))).toEqual(['disk-scratch bound v files']);
  });

  test('competes for the one volume there is', () => {
    const one = [storageClass('ssd', NO_PROVISIONER), volume('a', '10Gi', { storageClassName: 'ssd' })];
    const upload = dataVolume('disk', { ...pvc(), source: { upload: {} } });
    const outcomes = (found: ClaimPlan[]) => found.map(({ name, outcome, mayStayUnbound }) => [name, outcome, mayStayUnbound]);
    expect(outcomes(plan([...one, upload]).claims)).toEqual([['disk', 'oneOf', true], ['disk-scratch', 'oneOf', true]]);
    expect(outcomes(plan([...one, volume('b', '10Gi', { storageClassName: 'ssd' }), upload]).claims).map(([, , unbound]) => unbound)).toEqual([false, false]);
  });
});

describe('the import', () => {
  const local = [node('w1'), storageClass('disks', NO_PROVISIONER, WAIT), localVolume('a', '10Gi', 'w1', 'disks')];
  const own = pvc({ storageClassName: 'disks' });

  test('waits for a pod, as the class says', () => {
    expect(claims([...local, dataVolume('disk', own)])).toEqual(['disk waiting disks']);
    expect(pods([...local, dataVolume('disk', own)])).toEqual([]);
  });

  test('starts at once where it is asked to: its pod is the consumer', () => {
    const objects = [...local, dataVolume('disk', own, atOnce)];
    expect(claims(objects)).toEqual(['disk bound a disks']);
    expect(pods(objects)).toEqual(['importer-disk schedulable DataVolume/disk']);
  });

  test('needs both volumes on one node', () => {
    const upload = dataVolume('disk', { ...own, source: { upload: {} } }, atOnce);
    expect(pods([...local, upload])).toEqual(['importer-disk unschedulable DataVolume/disk']);
    expect(pods([...local, node('w2'), localVolume('b', '10Gi', 'w2', 'disks'), upload])).toEqual(['importer-disk unschedulable DataVolume/disk']);
    expect(pods([...local, localVolume('b', '10Gi', 'w1', 'disks'), upload])).toEqual(['importer-disk schedulable DataVolume/disk']);
  });
});

describe('what CDI fills in', () => {
  const profile = (...claimPropertySets: object[]) => cdi('StorageProfile', 'ssd', { status: { claimPropertySets } });
  const block = { accessModes: ['ReadWriteMany'], volumeMode: 'Block' };
  const files = { accessModes: ['ReadWriteOnce'], volumeMode: 'Filesystem' };
  const form = (more: object = {}) => dataVolume('disk', { storage: { storageClassName: 'ssd', ...size('10Gi'), ...more } });
  const offers = (...volumes: object[]) => [storageClass('ssd', NO_PROVISIONER), ...volumes];
  const any = (name: string, capacity: string, more: object = {}) => volume(name, capacity, { storageClassName: 'ssd', accessModes: ['ReadWriteOnce', 'ReadWriteMany'], ...more });

  test.each<[string, object[], object, string]>([
    ['modes of the first property set', [profile(block, files)], {}, 'blocks'],
    ['the set that fits the access modes', [profile(block, files)], { accessModes: ['ReadWriteOnce'] }, 'files'],
    ['the set that fits the volume mode', [profile(block, files)], { volumeMode: 'Filesystem' }, 'files'],
    ['a volume mode that asks for the profile', [profile(block)], { volumeMode: 'FromStorageProfile' }, 'blocks'],
    ['sets of the spec, where the profile has no status', [cdi('StorageProfile', 'ssd', { spec: { claimPropertySets: [block] } })], {}, 'blocks'],
  ])('%s', (_, profiles, more, expected) => {
    const objects = [...offers(any('blocks', '20Gi', { volumeMode: 'Block' }), any('files', '20Gi')), ...profiles, form(more)];
    expect(claims(objects)).toEqual([`disk bound ${expected} ssd`]);
  });

  test('an archive is a filesystem', () => {
    const archive = dataVolume('disk', { storage: { storageClassName: 'ssd', ...size('10Gi'), accessModes: ['ReadWriteOnce'] }, contentType: 'archive' });
    expect(claims([...offers(any('files', '20Gi'), any('more', '20Gi')), profile(block), archive])).toEqual([expect.stringMatching(/^disk oneOf/), expect.any(String)]);
  });

  test('no claim where no access modes are known', () => {
    expect(claims([...offers(any('files', '20Gi')), profile(), form()])).toEqual([]);
    expect(claims([storageClass('ssd', 'rancher.io/local-path'), form()])).toEqual([]);
    expect(claims([storageClass('ssd', 'rancher.io/local-path'), form({ accessModes: ['ReadWriteOnce'] })])).toEqual(['disk provisioning rancher.io/local-path ssd']);
  });

  test('the space of the filesystem itself, of raw blocks none', () => {
    const modes = { accessModes: ['ReadWriteOnce'] };
    const fits = (capacity: string, more: object, ...config: object[]) => claims([...offers(any('a', capacity, more)), ...config, form({ ...modes, ...more })])[0].includes('bound');
    expect([fits('10Gi', { volumeMode: 'Filesystem' }), fits('11Gi', { volumeMode: 'Filesystem' }), fits('10Gi', { volumeMode: 'Block' })]).toEqual([false, true, true]);
    const config = cdi('CDI', 'cdi', { spec: { config: { filesystemOverhead: { global: '0.2', storageClass: { ssd: '0' } } } } });
    expect(fits('10Gi', { volumeMode: 'Filesystem' }, config)).toBe(true);
  });

  test('the class of virtual machines before the default class, but not for archives', () => {
    const classes = [storageClass('plain', NO_PROVISIONER, {}, { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } }),
      storageClass('machines', NO_PROVISIONER, {}, { annotations: { 'storageclass.kubevirt.io/is-default-virt-class': 'true' } })];
    const spec = { storage: { accessModes: ['ReadWriteOnce'], ...size('1Gi') } };
    const classOf = (more: object) => plan([...classes, dataVolume('disk', { ...spec, ...more })]).claims[0].storageClass;
    expect([classOf({}), classOf({ contentType: 'archive' })]).toEqual(['machines', 'plain']);
  });

  test('the size of what it copies', () => {
    const copy = dataVolume('copy', { source: { pvc: { namespace: 'default', name: 'golden' } }, storage: { storageClassName: 'ssd', accessModes: ['ReadWriteOnce'] } });
    const objects = [...offers(any('small', '1Gi'), any('large', '5Gi'), any('other', '5Gi')), claim('golden', '5Gi', { storageClassName: 'ssd' }), copy];
    expect(plan(objects).claims.find(({ name }) => name === 'copy')!.volumes).toEqual(['large', 'other']);
  });
});

describe('virtual machines', () => {
  const machine = (spec: object = {}) => ({
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachine',
    metadata: { name: 'vm', namespace: 'default' },
    spec: {
      runStrategy: 'Always',
      dataVolumeTemplates: [{ metadata: { name: 'root' }, spec: { source: http, ...pvc({ storageClassName: 'disks' }) } }],
      template: { spec: { domain: {}, volumes: [{ name: 'root', dataVolume: { name: 'root' } }, { name: 'data', persistentVolumeClaim: { claimName: 'data' } }] } },
      ...spec,
    },
  });
  const disks = [node('w1'), node('w2'), storageClass('disks', NO_PROVISIONER, WAIT), localVolume('a', '10Gi', 'w1', 'disks'), localVolume('b', '10Gi', 'w1', 'disks')];
  const data = claim('data', '10Gi', { storageClassName: 'disks' });

  test('have the claims of their templates, and a pod that uses them', () => {
    const objects = [...disks, data, machine()];
    const { claims: found, pods: [launcher] } = plan(objects);
    expect(found.map(({ name, createdBy, volumes }) => [name, createdBy, volumes])).toEqual([['data', undefined, ['a', 'b']], ['root', 'VirtualMachine/vm', ['a', 'b']]]);
    expect(launcher).toMatchObject({ name: 'virt-launcher-vm', outcome: 'schedulable', nodes: ['w1'] });
  });

  test.each([{ runStrategy: 'Halted' }, { runStrategy: undefined, running: false }, { runStrategy: 'Manual' }])('that are not started have claims alone: %j', (state) => {
    const { claims: found, pods: none } = plan([...disks, data, machine(state)]);
    expect([found.map(({ outcome }) => outcome), none]).toEqual([['waiting', 'waiting'], []]);
  });

  test('are placed as they select nodes', () => {
    const template = (spec: object) => ({ template: { spec: { ...machine().spec.template.spec, ...spec } } });
    expect(plan([...disks, data, machine(template({ nodeSelector: { 'kubernetes.io/hostname': 'w2' } }))]).pods[0]).toMatchObject({ outcome: 'unschedulable' });
  });

  test('a disk that nothing creates', () => {
    expect(plan([...disks, machine()]).pods[0]).toMatchObject({ outcome: 'unschedulable', message: expect.stringMatching(/"data" not found/) });
  });
});

test('a claim that is known to be in the cluster makes the pod unknown, not unschedulable', () => {
  const objects = [node('n1'), pod('web', ['uploads'])];
  expect(plan(objects).pods[0].outcome).toBe('unschedulable');
  for (const known of ['default/uploads', 'uploads']) expect(plan(objects, { ...closed, knownClaims: [known] }).pods[0].outcome).toBe('unknown');
  expect(plan(objects, { ...closed, knownClaims: ['other/uploads'] }).pods[0].outcome).toBe('unschedulable');
});

test('a pod of the library that mounts the claim of a DataVolume', () => {
  const chart = new Chart(new App(), 'vms');
  const ssd = new CinderStorageClass(chart, 'ssd');
  const fedora = new cdiModule.DataVolume(chart, 'fedora', {
    source: cdiModule.DataVolumeSource.http({ url: 'https://example.com/fedora.qcow2' }), size: Size.gibibytes(20), storageClass: ssd, volumeMode: VolumeMode.FILESYSTEM,
  });
  new podsModule.PodApplication(chart, 'inspect', { image: 'fedora:43', claims: [{ claim: fedora.claim, mountPath: '/disk' }] });
  const { claims: [claimed], pods: [inspect] } = StoragePlan.of(chart, closed);
  expect(claimed).toMatchObject({ name: 'fedora', createdBy: 'DataVolume/fedora', outcome: expect.stringMatching(/^(waiting|provisioning)$/) });
  expect(inspect.message ?? '').not.toMatch(/not found/);
});
