import { ApiObject, App, Chart, Duration } from 'cdk8s';
import { Cluster, LocalStaticRelease, LocalVolumeProvisioner, localVolumes, Naming } from '../../../../src';
import { Output, scope } from '../../../support/synth';

const synth = (props: localVolumes.LocalVolumeNodeCleanupProps = {}) => Output.of((chart) => new localVolumes.LocalVolumeNodeCleanup(chart, 'Cleanup', { storageClassNames: ['local'], ...props }));
const args = (output: Output) => output.get('Deployment').spec.template.spec.containers[0].args;

test('runs beside a provisioner for its classes, or for some of them', () => {
  const classes = [{ name: 'a', hostDir: '/a' }, { name: 'b', hostDir: '/b' }];
  const of = (props: object) => args(Output.of((chart) => {
    new localVolumes.LocalVolumeNodeCleanup(chart, 'Cleanup', { provisioner: new LocalVolumeProvisioner(chart, 'Local', { classes }), ...props });
  }));
  expect(of({})).toEqual(['--storageclass-names=a,b', '--pvc-deletion-delay=1m0s', '--stale-pv-discovery-interval=10s']);
  expect(of({ storageClassNames: ['b'] })[0]).toBe('--storageclass-names=b');
});

test.each([['manifests', Naming.manifests()], ['the chart', Naming.helmChart({ release: 'lsp' })]])('has the namespace of its provisioner and the names of %s', (_, naming) => {
  const output = Output.of((chart) => {
    const provisioner = new LocalVolumeProvisioner(chart, 'Local', { classes: [{ name: 'local', hostDir: '/mnt/disks' }], namespace: 'local-storage', naming });
    new localVolumes.LocalVolumeNodeCleanup(chart, 'Cleanup', { provisioner, storageClassNames: undefined });
  });
  const objects = output.objects.filter(({ metadata }) => metadata.name.includes('cleanup'));
  expect(objects.map(({ kind }) => kind)).toEqual(['ServiceAccount', 'ClusterRole', 'ClusterRoleBinding', 'Deployment']);
  for (const object of objects) expect(object).toMatchSnapshot(`${object.kind} ${object.metadata.name}`);
});

test('takes delays, and the options that all pods share', () => {
  const output = synth({
    namespace: 'storage',
    claimDeletionDelay: Duration.hours(1),
    staleVolumeInterval: Duration.minutes(5),
    extraArgs: ['--worker-threads=2'],
    labels: { team: 'storage' },
    annotations: { a: 'b' },
    updateStrategy: { type: 'Recreate' },
    images: { registryMirror: 'registry.example.com' },
  });
  expect(args(output)).toEqual(['--storageclass-names=local', '--pvc-deletion-delay=1h0m0s', '--stale-pv-discovery-interval=5m0s', '--worker-threads=2']);
  expect(output.get('Deployment')).toMatchObject({
    metadata: { namespace: 'storage', labels: { app: 'local-volume-node-cleanup', team: 'storage' }, annotations: { a: 'b' } },
    spec: { replicas: 1, strategy: { type: 'Recreate' } },
  });
  expect(output.get('Deployment').spec.template.spec.containers[0].image).toBe('registry.example.com/sig-storage/local-volume-node-cleanup:v2.9.0');
  expect(output.get('ClusterRoleBinding').subjects).toEqual([
    { kind: 'ServiceAccount', name: 'local-volume-node-cleanup-controller', namespace: 'storage' },
  ]);
});

test('refuses to run without a class, and releases that do not have it', () => {
  const refusal = (props: localVolumes.LocalVolumeNodeCleanupProps) => () => new localVolumes.LocalVolumeNodeCleanup(scope(), 'Cleanup', props);
  expect(refusal({})).toThrow('test/Cleanup: storageClassNames needs at least one class: without one the controller does nothing');
  expect(refusal({ storageClassNames: ['A'] })).toThrow('storageClassNames must be a DNS subdomain');
  expect(refusal({ storageClassNames: ['a'], claimDeletionDelay: Duration.seconds(0) })).toThrow('claimDeletionDelay must be a duration above zero');
  expect(refusal({ storageClassNames: ['a'], namespace: 'A' })).toThrow('namespace must be a DNS label');
  const without = (version: string) => LocalStaticRelease.V2_9_0.extend({ version, profile: { nodeCleanup: null } });
  expect(refusal({ storageClassNames: ['a'], release: without('v2.5.0') })).toThrow('release must be v2.6.0 or later: v2.5.0 has no node cleanup controller');
  expect(refusal({ storageClassNames: ['a'], release: without('v2.9.0') })).toThrow('release must be newer or later: v2.9.0 has no node cleanup controller');
});

describe('volumes made by hand', () => {
  const volume = (key: string | undefined, more: object = {}) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: 'pv1' },
    spec: {
      storageClassName: 'local',
      local: { path: '/mnt/x' },
      nodeAffinity: key && { required: { nodeSelectorTerms: [{}, { matchExpressions: [{ key, operator: 'In', values: ['n1'] }] }] } },
      ...more,
    },
  });
  const withVolume = (manifest: any) => () => Output.of((chart) => {
    new localVolumes.LocalVolumeNodeCleanup(chart, 'Cleanup', { storageClassNames: ['local'] });
    new ApiObject(chart, 'Volume', manifest);
  });

  test('that do not name their node by its host name would be deleted', () => {
    const problem = 'PersistentVolume "pv1" of class "local" has no node affinity for kubernetes.io/hostname, so the node cleanup controller takes its node for gone';
    expect(withVolume(volume('topology.kubernetes.io/zone'))).toThrow(problem);
    expect(withVolume(volume(undefined))).toThrow(problem);
    expect(withVolume(volume('kubernetes.io/hostname'))).not.toThrow();
  });

  test('of other classes, other kinds and other clusters do not matter', () => {
    expect(withVolume(volume(undefined, { storageClassName: 'other' }))).not.toThrow();
    expect(withVolume(volume(undefined, { local: undefined, hostPath: { path: '/x' } }))).not.toThrow();
    const app = new App({ outdir: '/nonexistent' });
    new localVolumes.LocalVolumeNodeCleanup(new Chart(new Cluster(app, 'a'), 'one'), 'Cleanup', { storageClassNames: ['local'] });
    new ApiObject(new Chart(new Cluster(app, 'b'), 'two'), 'Volume', volume(undefined) as any);
    expect(() => Output.ofApp(app)).not.toThrow();
  });
});
