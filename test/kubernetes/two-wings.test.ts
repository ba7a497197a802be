/*
 * The constructs and the analysis judge the same volumes alike: what one accepts without a word, warns of or refuses, the other accepts, warns of or
 * calls an error, under the same ids. Every plugin with every access mode, volume mode, way of mount options and reclaim policy, on minors from before
 * the CSI migration to today.
 */
import { Chart, Size, Testing } from 'cdk8s';
import { AccessMode, Advice, Cluster, PersistentVolume, PersistentVolumeProps, ReclaimPolicy, StorageClass, VolumeMode, VolumeSource } from '../../src';
import { FindingSeverity, StorageAnalysis, StoragePlan } from '../../src/analysis';
import { VOLUME_PLUGINS, VOLUME_SOURCES } from '../../src/kubernetes/volume-plugins';
import { thorough } from '../support/thorough';

const MINORS = ['1.15', '1.19', '1.23', '1.26', '1.31', '1.36'];
const MODES: AccessMode[][] = [...Object.values(AccessMode).map((mode) => [mode]), [AccessMode.READ_WRITE_ONCE, AccessMode.READ_ONLY_MANY]];
const POLICIES = [undefined, ...Object.values(ReclaimPolicy)];
const MOUNTS = ['none', 'field', 'annotation'] as const;
const OPTIONS_ANNOTATION = 'volume.beta.kubernetes.io/mount-options';

/** What the API server takes of each source. */
const SOURCES: { readonly [source: string]: object } = {
  hostPath: { path: '/data' },
  gcePersistentDisk: { pdName: 'a' },
  awsElasticBlockStore: { volumeID: 'vol-1' },
  glusterfs: { endpoints: 'a', path: 'b' },
  flocker: { datasetName: 'a' },
  nfs: { server: 'nfs.example.com', path: '/export' },
  rbd: { monitors: ['10.0.0.1:6789'], image: 'a' },
  quobyte: { registry: 'a:7861', volume: 'b' },
  cephfs: { monitors: ['10.0.0.1:6789'] },
  iscsi: { targetPortal: '10.0.0.1:3260', iqn: 'iqn.2001-04.com.example:a', lun: 0 },
  cinder: { volumeID: '8f2c1a52-86a2-4f0f-9d3b-1f5d3f7e0a11' },
  fc: { targetWWNs: ['50060e801049cfd1'], lun: 0 },
  flexVolume: { driver: 'example.com/lvm' },
  azureFile: { secretName: 'a', shareName: 'b' },
  vsphereVolume: { volumePath: '[datastore] a.vmdk' },
  photonPersistentDisk: { pdID: 'a' },
  portworxVolume: { volumeID: 'a' },
  azureDisk: { diskName: 'a', diskURI: 'https://example.com/a' },
  scaleIO: { gateway: 'https://a', system: 'b', secretRef: { name: 'c' }, volumeName: 'd' },
  local: { path: '/mnt/a' },
  storageos: { volumeName: 'a' },
  csi: { driver: 'csi.example.com', volumeHandle: 'a' },
};

interface Case {
  readonly source: string;
  readonly accessModes: AccessMode[];
  readonly volumeMode: VolumeMode;
  readonly mount: typeof MOUNTS[number];
  readonly reclaimPolicy?: ReclaimPolicy;
}

/** Ids by severity; of refusals the one that comes first. */
interface Verdicts {
  readonly errors: string[];
  readonly warnings: string[];
}

const CASES: Case[] = VOLUME_SOURCES.flatMap((source) => MODES.flatMap((accessModes) => Object.values(VolumeMode).flatMap(
  (volumeMode) => MOUNTS.flatMap((mount) => POLICIES.map((reclaimPolicy) => ({ source, accessModes, volumeMode, mount, reclaimPolicy }))))));

function written({ source, accessModes, volumeMode, mount, reclaimPolicy }: Case): object {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: 'pv', ...mount === 'annotation' && { annotations: { [OPTIONS_ANNOTATION]: 'ro' } } },
    spec: {
      capacity: { storage: '5Gi' },
      accessModes,
      ...volumeMode === VolumeMode.BLOCK && { volumeMode },
      ...reclaimPolicy && { persistentVolumeReclaimPolicy: reclaimPolicy },
      storageClassName: 'manual',
      ...mount === 'field' && { mountOptions: ['ro'] },
      ...source === 'local' && {
        nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['a'] }] }] } },
      },
      [source]: SOURCES[source],
    },
  };
}

function constructed(one: Case, kubernetesVersion: string): { verdicts: Verdicts; manifest?: object } {
  const { source, accessModes, volumeMode, mount, reclaimPolicy } = one;
  const chart = new Chart(Testing.app(), 'c');
  const cluster = new Cluster(chart, 'cluster', { kubernetesVersion });
  const props: PersistentVolumeProps = {
    name: 'pv',
    capacity: Size.gibibytes(5),
    source: VolumeSource.of(source, SOURCES[source]),
    accessModes,
    volumeMode,
    reclaimPolicy,
    storageClass: StorageClass.fromStorageClassName('manual'),
    mountOptions: mount === 'field' ? ['ro'] : undefined,
    annotations: mount === 'annotation' ? { [OPTIONS_ANNOTATION]: 'ro' } : undefined,
    nodes: source === 'local' ? ['a'] : undefined,
  };
  try {
    const volume = new PersistentVolume(cluster, 'pv', props);
    return { manifest: volume.apiObject.toJson(), verdicts: advised(chart) };
  } catch (e) {
    const { message } = e as Error;
    const id = message.includes('is rejected by the API server') ? 'INP005' : /\(([A-Z]{3}\d{3})\)$/.exec(message)?.[1];
    return { verdicts: { errors: [id ?? message], warnings: [] } };
  }
}

/** What is open, each id once. */
function advised(scope: Chart): Verdicts {
  const open = Advice.of(scope).open;
  const ids = (...severities: FindingSeverity[]) =>
    [...new Set(open.filter(({ severity }) => severities.includes(severity)).map(({ id }) => id))].sort();
  return { errors: ids(FindingSeverity.ERROR), warnings: ids(FindingSeverity.WARNING, FindingSeverity.INFO) };
}

/** What a class alone shows; the rest is about what else the cluster holds. */
function onClass(ids: string[]): string[] {
  return ids.filter((id) => ['CLS005', 'CLS011', 'CLS014', 'CLS022', 'LOC013', 'LOC015', 'LOC016'].includes(id));
}

function checked(manifest: object, kubernetesVersion: string): Verdicts {
  const { findings } = StorageAnalysis.ofManifests([manifest], { kubernetesVersion });
  const ids = (...severities: FindingSeverity[]) =>
    [...new Set(findings.filter(({ severity }) => severities.includes(severity)).map(({ rule }) => rule))].sort();
  return { errors: ids(FindingSeverity.ERROR), warnings: ids(FindingSeverity.WARNING, FindingSeverity.INFO) };
}

/** Where the wings differ, in a sentence; undefined where they agree. */
function difference(one: Case, kubernetesVersion: string): string | undefined {
  const { manifest = written(one), verdicts } = constructed(one, kubernetesVersion);
  const found = checked(manifest, kubernetesVersion);
  const alike = verdicts.errors.length ? verdicts.errors.every((id) => found.errors.includes(id))
    : !found.errors.length && JSON.stringify(verdicts.warnings) === JSON.stringify(found.warnings);
  return alike ? undefined : `${kubernetesVersion} ${JSON.stringify(one)}: constructs ${JSON.stringify(verdicts)}, check ${JSON.stringify(found)}`;
}

test('there is a source for every plugin', () => expect(Object.keys(SOURCES)).toEqual(VOLUME_SOURCES));

/** On which minors everything is tried: in the middle of the migration, and the newest. */
const EVERY_CASE = ['1.26', '1.36'];

test.each(MINORS)('both wings judge every volume alike on Kubernetes %s', (kubernetesVersion) => {
  expect(CASES).toHaveLength(22 * 5 * 2 * 3 * 4);
  const step = thorough(7, EVERY_CASE.includes(kubernetesVersion) ? 1 : 3); // other cases on each minor
  const cases = CASES.filter((_, i) => i % step === MINORS.indexOf(kubernetesVersion) % step);
  expect(cases.map((one) => difference(one, kubernetesVersion)).filter(Boolean).slice(0, 20)).toEqual([]);
});

test.each(MINORS)('both wings judge every in-tree provisioner alike on Kubernetes %s', (kubernetesVersion) => {
  const provisioners = [...VOLUME_PLUGINS.flatMap(({ provisioner }) => provisioner ?? []), 'kubernetes.io/host-path', 'kubernetes.io/nfs', 'kubernetes.io/nothing'];
  const differences = provisioners.map((provisioner) => {
    const chart = new Chart(Testing.app(), 'c');
    const cluster = new Cluster(chart, 'cluster', { kubernetesVersion });
    const manifest = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'sc' }, provisioner };
    const read = checked(manifest, kubernetesVersion);
    try {
      new StorageClass(cluster, 'sc', { provisioner });
      const { errors, warnings } = advised(chart);
      return { provisioner, told: { errors, warnings }, read: { errors: onClass(read.errors), warnings: onClass(read.warnings) } };
    } catch (e) {
      const refusal = /\(([A-Z]{3}\d{3})\)$/.exec((e as Error).message)![1];
      return { provisioner, told: [refusal], read: read.errors.filter((id) => id === refusal) };
    }
  }).filter(({ told, read }) => JSON.stringify(told) !== JSON.stringify(read));
  expect(provisioners).toHaveLength(17);
  expect(differences).toEqual([]);
});

/** Without these the provisioner of the class fails (CLS022), whatever the minor. */
const REQUIRED: { readonly [provisioner: string]: { readonly [parameter: string]: string } } = {
  'kubernetes.io/glusterfs': { resturl: 'http://heketi:8080' },
  'kubernetes.io/rbd': { monitors: '10.0.0.1:6789', userSecretName: 'ceph-user' },
};

test.each([
  ['kubernetes.io/glusterfs', '1.24', []], ['kubernetes.io/glusterfs', '1.25', ['CLS011']], ['kubernetes.io/rbd', '1.27', []], ['kubernetes.io/aws-ebs', '1.16', []],
  ['kubernetes.io/aws-ebs', '1.23', ['CLS011']],
])('a class of %s on Kubernetes %s is judged by what that minor does', (provisioner, kubernetesVersion, warnings) => {
  const parameters = REQUIRED[provisioner];
  const storageClass = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'sc' }, provisioner, parameters };
  const { errors, warnings: found } = checked(storageClass, kubernetesVersion);
  expect({ errors, warnings: found.filter((id) => id.startsWith('CLS01')) }).toEqual({ errors: [], warnings });
});

test('the matrix holds what is accepted, warned of and refused', () => {
  const verdicts = CASES.filter((_, i) => i % 7 === 0).map((one) => constructed(one, '1.26').verdicts);
  const ids = new Set(verdicts.flatMap(({ errors, warnings }) => [...errors, ...warnings]));
  expect([...ids].sort()).toEqual(['ACM006', 'ACM008', 'API002', 'API003', 'API006', 'API011', 'API015', 'CLS012', 'LOC003', 'MNT009', 'MNT010', 'MNT021']);
  expect(verdicts.some(({ errors, warnings }) => !errors.length && !warnings.length)).toBe(true);
  expect(VOLUME_PLUGINS.length).toBeGreaterThan(VOLUME_SOURCES.length);
});

test.each<[string, object, string | undefined]>([
  ['raw block on NFS', { volumeMode: VolumeMode.BLOCK, nfs: SOURCES.nfs }, 'NFS volumes cannot be raw block devices: no pod can use the volume.'],
  ['raw block on hostPath', { volumeMode: VolumeMode.BLOCK, hostPath: SOURCES.hostPath }, 'hostPath volumes cannot be raw block devices'],
  ['raw block on Fibre Channel', { volumeMode: VolumeMode.BLOCK, fc: SOURCES.fc }, undefined],
  ['a removed plugin', { glusterfs: SOURCES.glusterfs }, 'GlusterFS was removed in Kubernetes 1.26'],
  ['mount options on hostPath', { hostPath: SOURCES.hostPath, mountOptions: ['ro'] }, 'the kubelet cannot mount hostPath volumes with mount options.'],
  ['NFS', { nfs: SOURCES.nfs }, undefined],
])('the plan says that a pod is stuck that cannot mount its volume: %s', (_, source, expected) => {
  const block = 'volumeMode' in source;
  const size = '5Gi';
  const claim = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data', namespace: 'shop' },
    spec: {
      accessModes: ['ReadWriteOnce'], storageClassName: 'manual', resources: { requests: { storage: size } }, ...block && { volumeMode: VolumeMode.BLOCK },
    },
  };
  const use = block ? { volumeDevices: [{ name: 'data', devicePath: '/dev/xvda' }] } : { volumeMounts: [{ name: 'data', mountPath: '/data' }] };
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'db', namespace: 'shop' },
    spec: { containers: [{ name: 'db', image: 'postgres:17', ...use }], volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] },
  };
  const volume = {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: 'disk' },
    spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'manual', capacity: { storage: size }, ...source },
  };
  const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' } };
  const [plan] = StoragePlan.ofManifests([node, volume, claim, pod], { kubernetesVersion: '1.36', closedWorld: true }).pods;
  expect(plan.outcome).toBe(expected ? 'stuck' : 'schedulable');
  if (expected) expect(plan.message).toContain(`PersistentVolume "disk": ${expected}`);
});
