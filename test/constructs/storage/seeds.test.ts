/*
 * The manifests of the source documents that are whole objects of storage and workloads, reproduced by typed code. Each is compared field by
 * field with its transcription under test/fixtures/seeds; what differs on purpose stands in `deviations`.
 */
import { readFileSync } from 'fs';
import { join } from 'path';
import { Chart, Size, Yaml } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import {
  AutoscalerVersion, DataVolume, DataVolumeSource, GcePdReplication, HorizontalPodAutoscaler, InTreeGcePdStorageClass, LocalStorageClass, Metric,
  PersistentVolume, PersistentVolumeClaim, PodApplication, ReclaimPolicy, RecyclerPodTemplate, ScaleTarget, StatefulApplication, StorageClass,
  VolumeMode, VolumeSource,
} from '../../../src';
import { Output, scope, stderrOf } from '../../support/synth';

const seed = (file: string) => parseAllDocuments(readFileSync(join(__dirname, '../../fixtures/seeds', `${file}.yaml`), 'utf8'))[0].toJS();
const claimNamed = (chart: Chart, name: string, volumeMode?: VolumeMode) => PersistentVolumeClaim.fromClaimName(chart, `Existing-${name}`, name, { volumeMode });
const slides = VolumeSource.nfs({ server: '172.17.0.2', path: '/tmp' });
const slow = StorageClass.fromStorageClassName('slow');

test.each<[string, (chart: Chart) => unknown]>([
  ['000-storage-class-csi-sc-cinderplugin', (c) => new StorageClass(c, 'csi-sc-cinderplugin', { provisioner: 'csi-cinderplugin' })],
  ['000-persistent-volume-claim-myvol', (c) => new PersistentVolumeClaim(c, 'myvol', {
    size: Size.gibibytes(1), storageClass: StorageClass.fromStorageClassName('csi-sc-cinderplugin'),
  })],
  ['000-pod-web', (c) => new PodApplication(c, 'web', {
    image: 'nginx',
    ports: [{ name: 'web', port: 80, hostPort: 8081, protocol: 'TCP' }],
    claims: [{ claim: claimNamed(c, 'myvol'), name: 'mypd', path: '/usr/share/nginx/html' }],
  })],
  ['001-persistent-volume-claim-myclaim', (c) => new PersistentVolumeClaim(c, 'myclaim', {
    size: Size.gibibytes(8), storageClass: StorageClass.fromStorageClassName('gold'),
  })],
  ['001-persistent-volume-claim-block-pvc', (c) => new PersistentVolumeClaim(c, 'block-pvc', { size: Size.gibibytes(10), volumeMode: VolumeMode.BLOCK })],
  ['001-persistent-volume-block-pv', (c) => new PersistentVolume(c, 'block-pv', {
    capacity: Size.gibibytes(10),
    volumeMode: VolumeMode.BLOCK,
    reclaimPolicy: ReclaimPolicy.RETAIN,
    source: VolumeSource.fc({ targetWwns: ['50060e801049cfd1'], lun: 0, readOnly: false }),
  })],
  ['001-persistent-volume-pv0001', (c) => new PersistentVolume(c, 'pv0001', {
    capacity: Size.gibibytes(1),
    source: slides,
    reclaimPolicy: ReclaimPolicy.RECYCLE,
    reserveFor: { name: 'claim1', namespace: 'default' },
    annotations: { 'volume.beta.kubernetes.io/mount-options': 'rw,nfsvers=4,noexec' },
  })],
  ['001-persistent-volume-pv0003', (c) => new PersistentVolume(c, 'pv0003', {
    capacity: Size.gibibytes(5), source: slides, reclaimPolicy: ReclaimPolicy.RECYCLE,
  })],
  ['001-pod-mypod', (c) => new PodApplication(c, 'mypod', {
    image: 'dockerfile/nginx', containerName: 'myfrontend', claims: [{ claim: claimNamed(c, 'myclaim'), name: 'mypd', path: '/var/www/html' }],
  })],
  ['001-pod-pod-with-block-volume', (c) => new PodApplication(c, 'pod-with-block-volume', {
    image: 'fedora:26',
    containerName: 'fc-container',
    command: ['/bin/sh', '-c'],
    extraArgs: ['tail -f /dev/null'],
    claims: [{ claim: claimNamed(c, 'block-pvc', VolumeMode.BLOCK), name: 'data', path: '/dev/xvda' }],
  })],
  ['002-persistent-volume-claim-myclaim', (c) => new PersistentVolumeClaim(c, 'myclaim', { size: Size.gibibytes(1), storageClass: slow })],
  ['002-persistent-volume-pv0003', (c) => new PersistentVolume(c, 'pv0003', {
    capacity: Size.gibibytes(5), source: slides, reclaimPolicy: ReclaimPolicy.RECYCLE, storageClass: slow,
  })],
  ['002-storage-class-slow', (c) => new InTreeGcePdStorageClass(c, 'slow', {
    diskType: 'pd-standard', filesystem: 'ext4', replicationType: GcePdReplication.NONE,
  })],
  ['002-horizontal-pod-autoscaler-php-apache', (c) => new HorizontalPodAutoscaler(c, 'php-apache', {
    version: AutoscalerVersion.V1, target: ScaleTarget.deployment('php-apache'), minReplicas: 1, maxReplicas: 10, metrics: [Metric.cpuUtilization(50)],
  })],
  ['003-upstream-persistent-volume-claim-local-path-pvc', (c) => new PersistentVolumeClaim(c, 'local-path-pvc', {
    size: Size.mebibytes(128), storageClass: StorageClass.fromStorageClassName('local-path'),
  })],
  ['003-pod-blox', (c) => new PodApplication(c, 'blox', {
    image: 'nicc777/demo-flask-app:0.0.2',
    imagePullPolicy: 'IfNotPresent',
    containerName: 'flask-demo-app',
    port: 80,
    claims: [{ claim: claimNamed(c, 'local-path-pvc'), name: 'volv', path: '/data' }],
  })],
  ['004-persistent-volume-pv0001', (c) => new PersistentVolume(c, 'pv0001', { capacity: Size.gibibytes(5), source: VolumeSource.hostPath({ path: '/data/pv0001/' }) })],
  ['004-storage-class-local', (c) => new LocalStorageClass(c, 'local', { isDefault: true, reclaimPolicy: ReclaimPolicy.DELETE })],
  ['004-upstream-data-volume-my-data-volume', (c) => new DataVolume(c, 'my-data-volume', {
    size: Size.mebibytes(500), source: DataVolumeSource.http({ url: 'https://download.cirros-cloud.net/0.4.0/cirros-0.4.0-x86_64-disk.img' }),
  })],
])('%s', (file, build) => {
  let output!: Output;
  stderrOf(() => { output = Output.of((chart) => build(chart)); });
  const { status: _, ...expected } = seed(file); // the autoscaler of document 002 carries a status, which is not ours to write
  expect(output.objects).toHaveLength(1);
  expect(output.objects[0]).toEqual(expected);
});

test('002: the elided StatefulSet, made whole', () => {
  const output = Output.of((chart) => new StatefulApplication(chart, 'nginx', {
    image: 'nginx',
    replicas: 3,
    claims: [{ name: 'www', size: Size.gibibytes(1), storageClass: StorageClass.fromStorageClassName('my-storage-class'), mountPath: '/usr/share/nginx/html' }],
  }));
  const { spec } = output.get('StatefulSet');
  const { spec: elided } = seed('002-stateful-set-elided');
  for (const field of ['serviceName', 'replicas', 'volumeClaimTemplates']) expect(spec[field]).toEqual(elided[field]);
  const [container] = spec.template.spec.containers;
  expect([container.name, container.image]).toEqual([elided.template.spec.containers[0].name, elided.template.spec.containers[0].image]);
  expect(output.get('Service').metadata.name).toBe(elided.serviceName);
  expect(output.get('Service').spec.clusterIP).toBe('None');
});

test('001: the recycler\'s pod is a template; its path must be absolute, and its account has today\'s field name', () => {
  const { text } = new RecyclerPodTemplate(scope(), 'r', {
    image: 'gcr.io/google_containers/busybox', namespace: 'openshift-infra', serviceAccountName: 'pv-recycler-controller',
  });
  const [pod] = parseAllDocuments(text).map((document) => document.toJS());
  const deviations = seed('001-pod-pv-recycler');
  deviations.spec.serviceAccountName = deviations.spec.serviceAccount;
  delete deviations.spec.serviceAccount;
  deviations.spec.volumes[0].nfs.path = `/${deviations.spec.volumes[0].nfs.path}`;
  expect(JSON.parse(JSON.stringify(pod).replace(/"vol"/g, '"nfsvol"')).spec).toEqual({
    ...deviations.spec, containers: [{ ...deviations.spec.containers[0], command: pod.spec.containers[0].command }],
  });
  expect(pod.spec.containers[0].command[2]).toContain(deviations.spec.containers[0].command[2]);
  expect(pod.metadata).toEqual(deviations.metadata);
  expect(Yaml.stringify(pod)).toBe(text);
});
