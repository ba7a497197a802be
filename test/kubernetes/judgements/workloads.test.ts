/* Workloads and classes say the same at synth and to `check`: ids, severities, fields, messages and fixes. */
import { App, Chart, Duration } from 'cdk8s';
import {
  Advice, autoscaling, Cluster, LocalPathProvisioner, LocalPathStorage, LocalStorageClass, ReclaimPolicy, StatefulApplication, StorageAnalysis,
  StorageClass, VolumeBindingMode, volumes, ZoneSpread,
} from '../../../src';

/** What the constructs say, and what `check` says about their manifests. */
function both(ids: RegExp, kubernetesVersion: string, build: (scope: Cluster) => void): [string[], string[]] {
  const scope = new Cluster(new Chart(new App({ outdir: '/nonexistent' }), 'test', { namespace: 'shop' }), 'c', { kubernetesVersion });
  build(scope);
  const synth = Advice.of(scope).open.filter(({ id }) => ids.test(id)).map((note) => `${note.severity} ${note.id} ${note.field}: ${note.message} ${note.fix}`);
  const found = StorageAnalysis.of(scope).findings.filter(({ rule }) => ids.test(rule)).map((f) => `${f.severity} ${f.rule} ${f.path}: ${f.message} ${f.fix}`);
  return [synth.sort(), found.sort()];
}

const image = 'nginx:1.29';

function scaled(scope: Cluster, metrics?: autoscaling.ScalingMetric[], resources?: object): void {
  const application = new StatefulApplication(scope, 'web', { image, resources });
  const target = autoscaling.ScaleTarget.statefulApplication(application);
  new autoscaling.HorizontalPodAutoscaler(scope, 'scaler', { target, maxReplicas: 3, metrics });
}

test.each<[string, (scope: Cluster) => void, string[]]>([
  ['1.26', (scope) => new StatefulApplication(scope, 'web', { image, firstOrdinal: 1, claimsWhenScaled: ReclaimPolicy.DELETE }), [
    'warning API015 spec.ordinals', 'warning API015 spec.persistentVolumeClaimRetentionPolicy',
  ]],
  ['1.17', (scope) => new StatefulApplication(scope, 'web', { image, zoneSpread: ZoneSpread.PREFER_EVEN, minReady: Duration.seconds(1) }), [
    'warning API015 spec.minReadySeconds', 'warning API015 spec.template.spec.topologySpreadConstraints',
  ]],
  ['1.36', (scope) => new StatefulApplication(scope, 'web', { image, firstOrdinal: 1, maxUnavailable: '2' }), [
    'info STS017 spec.updateStrategy.rollingUpdate.maxUnavailable',
  ]],
  ['1.37', (scope) => new StatefulApplication(scope, 'web', { image, maxUnavailable: '2' }), []],
  ['1.36', (scope) => scaled(scope), ['warning STS015 spec.metrics[0].resource']],
  ['1.36', (scope) => scaled(scope, [autoscaling.ScalingMetric.containerCpuUtilization('web', 60)]), ['warning STS015 spec.metrics[0].containerResource']],
  ['1.36', (scope) => scaled(scope, undefined, { requests: { cpu: '1' } }), []],
  ['1.31', (scope) => new volumes.VolumeAttributesClass(scope, 'gold', { driver: 'csi.example.com', parameters: { iops: '1' } }), ['warning API005 apiVersion']],
  ['1.34', (scope) => new volumes.VolumeAttributesClass(scope, 'gold', { driver: 'csi.example.com', parameters: { iops: '1' } }), []],
  ['1.36', (scope) => new LocalPathProvisioner(scope, 'local', { disruptionBudget: { minAvailable: '50%' } }), ['warning STS013 spec.minAvailable']],
  ['1.36', (scope) => new LocalPathProvisioner(scope, 'local', { disruptionBudget: { maxUnavailable: '1' } }), []],
])('on Kubernetes %s, case %#', (kubernetesVersion, build, expected) => {
  const [synth, found] = both(/^(API005|API015|STS013|STS015|STS017)$/, kubernetesVersion, build);
  expect(found).toEqual(synth);
  expect(synth.map((line) => line.split(':')[0])).toEqual(expected);
});

const topology = (key: string) => ({ [key]: ['a'] });

test.each<[string, (scope: Cluster) => void, string[]]>([
  ['zonal, immediate', (scope) => new StorageClass(scope, 'x', { provisioner: 'ebs.csi.aws.com' }), ['info CLS005 volumeBindingMode']],
  ['on nodes, immediate', (scope) => new StorageClass(scope, 'x', { provisioner: 'topolvm.io' }), ['warning CLS005 volumeBindingMode']],
  ['shared by all nodes', (scope) => new StorageClass(scope, 'x', { provisioner: 'nfs.csi.k8s.io', parameters: { server: 'a', share: '/b' } }), []],
  ['local-path, immediate', (scope) => new LocalPathProvisioner(scope, 'local', {
    classes: [{ name: 'a', volumeBindingMode: VolumeBindingMode.IMMEDIATE, allowVolumeExpansion: true, nodeAffinityKey: 'example.com/id' }],
  }), ['error CLS005 volumeBindingMode', 'info LOC015 allowVolumeExpansion', 'warning LOC013 parameters[nodeAffinityKey]']],
  ['local-path of an own name, on a shared filesystem', (scope) => new LocalPathProvisioner(scope, 'local', {
    provisionerName: 'example.com/shared', storage: LocalPathStorage.shared('/mnt'), classes: [{ name: 'a', volumeBindingMode: VolumeBindingMode.IMMEDIATE }],
  }), []],
  ['local-path of an own name', (scope) => new LocalPathProvisioner(scope, 'local', {
    provisionerName: 'example.com/dirs', classes: [{ name: 'a', volumeBindingMode: VolumeBindingMode.IMMEDIATE }],
  }), ['error CLS005 volumeBindingMode']],
  ['a default class of local volumes', (scope) => new LocalStorageClass(scope, 'x', { isDefault: true, allowVolumeExpansion: true }), [
    'info LOC015 allowVolumeExpansion', 'warning LOC016 metadata.annotations[storageclass.kubernetes.io/is-default-class]',
  ]],
  ['expansion by a driver that has it', (scope) => new StorageClass(scope, 'x', { provisioner: 'driver.longhorn.io', allowVolumeExpansion: true }), []],
  ['expansion by a driver that lacks it', (scope) => new StorageClass(scope, 'x', {
    provisioner: 'openebs.io/local', allowVolumeExpansion: true, volumeBindingMode: VolumeBindingMode.WAIT_FOR_FIRST_CONSUMER,
  }), ['info LOC015 allowVolumeExpansion']],
  ['a key of another driver', (scope) => new StorageClass(scope, 'x', {
    provisioner: 'topolvm.io', volumeBindingMode: VolumeBindingMode.WAIT_FOR_FIRST_CONSUMER, allowedTopologies: topology('topology.kubernetes.io/zone'),
  }), ['warning CLS014 allowedTopologies[0].matchLabelExpressions[0].key']],
  ['a key where the driver has none', (scope) => new StorageClass(scope, 'x', {
    provisioner: 'nfs.csi.k8s.io', parameters: { server: 'a', share: '/b' }, allowedTopologies: topology('zone'),
  }), ['warning CLS014 allowedTopologies[0].matchLabelExpressions[0].key']],
])('a class: %s', (_, build, expected) => {
  const [synth, found] = both(/^(CLS005|CLS014|LOC013|LOC015|LOC016)$/, '1.36', build);
  expect(found).toEqual(synth);
  expect(synth.map((line) => line.split(':')[0])).toEqual(expected);
});
