import { App, Chart } from 'cdk8s';
import { Cluster } from '../../src/constructs/cluster';
import { emit } from '../../src/constructs/private/emit';
import { syncWave } from '../../src/constructs/private/sync-waves';
import { SYNC_WAVE } from '../../src/kubernetes/argo';
import { Output } from '../support/synth';

const object = (apiVersion: string, kind: string, rest = {}, annotations = {}) => ({ apiVersion, kind, metadata: { name: 'a', annotations }, ...rest });

const workload = (pod: object) => ({
  selector: { matchLabels: { app: 'a' } },
  template: { metadata: { labels: { app: 'a' } }, spec: { containers: [{ name: 'a', image: 'a' }], ...pod } },
});

function waves(syncWaves: boolean): { [kind: string]: string | undefined } {
  const app = new App({ outdir: '/nonexistent' });
  const chart = new Chart(new Cluster(app, 'prod', { syncWaves }), 'c');
  emit(chart, 'N', object('v1', 'Namespace'));
  emit(chart, 'R', object('rbac.authorization.k8s.io/v1', 'ClusterRole'));
  emit(chart, 'D', object('apps/v1', 'DaemonSet', { spec: workload({}) }));
  emit(chart, 'C', object('v1', 'PersistentVolumeClaim'));
  emit(chart, 'V', object('snapshot.storage.k8s.io/v1', 'VolumeSnapshotClass'));
  emit(chart, 'S', object('v1', 'Secret', {}, { [SYNC_WAVE]: '-7' }));
  return Object.fromEntries(Output.ofApp(app).objects.map((o) => [o.kind, o.metadata.annotations?.[SYNC_WAVE]]));
}

test('waves put RBAC and configuration before workloads, and keep what the user chose', () => {
  expect(waves(true)).toEqual({
    Namespace: '-2', ClusterRole: '-1', DaemonSet: undefined, PersistentVolumeClaim: undefined, VolumeSnapshotClass: '-1', Secret: '-7',
  });
});

test('without the option nothing is annotated', () => {
  expect(waves(false)).toEqual(expect.objectContaining({ Namespace: undefined, ClusterRole: undefined, VolumeSnapshotClass: undefined }));
});

test('an ExternalSecret is configuration, a ServiceMonitor is waited for by nobody', () => {
  expect([syncWave('external-secrets.io/v1', 'ExternalSecret'), syncWave('monitoring.coreos.com/v1', 'ServiceMonitor')]).toEqual([-1, 1]);
});

test('what a claim or a pod may wait for comes with it, and its class before', () => {
  expect([syncWave('snapshot.storage.k8s.io/v1', 'VolumeSnapshot'), syncWave('cdi.kubevirt.io/v1beta1', 'DataVolume')]).toEqual([0, 0]);
  expect(syncWave('snapshot.storage.k8s.io/v1', 'VolumeSnapshotClass')).toBe(-1);
});

describe('a claim in an earlier wave than its pod', () => {
  const render = (mode: string, claimWave: string, podWave: string, kind = 'Pod', claimSpec: object = { storageClassName: 'a' }, isDefault = 'storageclass.kubernetes.io/is-default-class') => {
    const app = new App({ outdir: '/nonexistent' });
    const chart = new Chart(app, 'c', { namespace: 'apps' });
    const pod = { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'a' } }, { name: 'e', emptyDir: {} }] };
    const job = { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'a', image: 'a' }], ...pod } } };
    const specOf = (of: string) => (
      of === 'Pod' ? workload(pod).template.spec : of === 'CronJob' ? { schedule: '@daily', jobTemplate: { spec: job } } : of === 'Job' ? job : workload(pod));
    emit(chart, 'Class', object('storage.k8s.io/v1', 'StorageClass', { provisioner: 'x', volumeBindingMode: mode }, { [isDefault]: 'true' }));
    emit(chart, 'Claim', object('v1', 'PersistentVolumeClaim', { spec: claimSpec }, { [SYNC_WAVE]: claimWave }));
    emit(chart, 'Pod', object('v1', kind, { spec: specOf(kind) },
      { [SYNC_WAVE]: podWave }));
    return () => app.synthYaml();
  };

  test.each(['Pod', 'Deployment', 'CronJob'])('is an error where the class waits for the pod: %s', (kind) => {
    expect(render('WaitForFirstConsumer', '1', '2', kind)).toThrow(`PersistentVolumeClaim "a" is in sync wave 1, before the ${kind} "a" in wave 2: `
      + 'its class waits for that pod, so Argo CD would wait for ever. Give both the same argocd.argoproj.io/sync-wave');
  });
  test('is an error where the default class waits for the pod', () => {
    expect(render('WaitForFirstConsumer', '1', '2', 'Pod', {})).toThrow('its class waits for that pod');
    expect(render('WaitForFirstConsumer', '1', '2', 'Pod', {}, 'storageclass.beta.kubernetes.io/is-default-class')).toThrow('its class waits for that pod');
    expect(render('WaitForFirstConsumer', '1', '2', 'Pod', { storageClassName: '' })).not.toThrow();
  });
  test('is fine where the class binds at once, or the waves are the same or the other way round', () => {
    expect(render('Immediate', '1', '2')).not.toThrow();
    expect(render('WaitForFirstConsumer', '2', '2')).not.toThrow();
    expect(render('WaitForFirstConsumer', '2', '1')).not.toThrow();
  });
});
