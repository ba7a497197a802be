import { Duration } from 'cdk8s';
import { CinderCsi, CinderCsiProps, CloudConfig, ControllerKind, FsGroupPolicy, Release, snapshots } from '../../../../src';
import { cinder } from '../../../support/cinder-csi';
import { scope, stderrOf } from '../../../support/synth';

const cloudConfig = CloudConfig.fromSecretName('cloud-config');
const build = (props: Partial<CinderCsiProps>, release = Release.V1_36) => () => new CinderCsi(scope(), 'Cinder', { cloudConfig, release, ...props });
const one = { nodeSelector: { region: 'one' } };

test.each<[string, Partial<CinderCsiProps>, Release, string]>([
  ['metrics', { metrics: {} }, Release.V1_26, 'metrics needs the driver flag --http-endpoint, which release 1.26 does not support. Remove it, or use release 1.27 or newer'],
  ['pvcAnnotations', { pvcAnnotations: true }, Release.V1_31, 'pvcAnnotations needs the driver flag --pvc-annotations, which release 1.31 does not support. Remove it, or use release 1.32 or newer'],
  ['separateServices', { separateServices: true }, Release.V1_27, 'separateServices needs the driver flag --provide-controller-service, which release 1.27 does not support. Remove it, or use release 1.28 or newer'],
  ['additionalTopology', { additionalTopology: { a: 'b' } }, Release.V1_30, 'additionalTopology needs the driver flag --additional-topology, which release 1.30'],
  ['clouds', { clouds: [{ name: 'a' }] }, Release.V1_30, 'clouds needs the driver flag --cloud-name, which release 1.30'],
  ['nodeOpenStackClient', { nodeOpenStackClient: false }, Release.V1_27, 'nodeOpenStackClient needs the driver flag --node-service-no-os-client'],
  ['extraArgs', { node: { extraArgs: ['--with-topology=false'] } }, Release.V1_29, 'node.extraArgs needs the driver flag --with-topology, which release 1.29'],
  ['healthPort', { healthPort: 9810 }, Release.V1_19, 'healthPort needs the liveness-probe sidecar, which release 1.19 lacks. Use release 1.20 or newer'],
  ['timeout', { timeout: Duration.minutes(1) }, Release.V1_16, 'timeout needs release 1.17 or newer, but this is 1.16. Use extraArgs of each sidecar'],
  ['resizer', { controller: { resizer: {} } }, Release.V1_15, 'controller.resizer applies to the container csi-resizer, which is disabled or missing in release 1.15. Remove it'],
  ['livenessProbe', { node: { livenessProbe: { timeoutSeconds: 3 } } }, Release.V1_19, 'node.livenessProbe of container "cinder-csi-plugin" must be a probe with one of httpGet, tcpSocket, exec and grpc, got ["timeoutSeconds"]. The release has no probe'],
  ['fsGroupPolicy', { fsGroupPolicy: FsGroupPolicy.FILE }, Release.V1_15, 'fsGroupPolicy needs Kubernetes 1.20 or newer, but the cluster has 1.15. Remove it'],
  ['inlineVolumes', { inlineVolumes: false }, Release.V1_15, 'inlineVolumes needs the CSIDriver object, which release 1.15 lacks. Use release.extend({ fixes: [ReleaseFix.CSI_DRIVER_OBJECT] })'],
  ['seLinuxMount', { seLinuxMount: true }, Release.V1_24, 'seLinuxMount needs Kubernetes 1.25 or newer, but the cluster has 1.24. Remove it'],
])('%s that the release does not know is an error naming the release', (_, props, release, message) => {
  expect(build(props, release)).toThrow(`test/Cinder: ${message}`);
});

test.each<[string, Partial<CinderCsiProps>, string]>([
  ['a relative kubelet directory', { kubeletDir: 'var' }, 'kubeletDir must be an absolute path such as "/var/lib/kubelet", got "var"'],
  ['a relative host path', { cloudConfigHostPath: 'etc' }, 'cloudConfigHostPath must be an absolute path such as "/etc/config", got "etc"'],
  ['half a replica', { replicas: 0.5 }, 'replicas must be a whole number of at least 0, got 0.5'],
  ['a log level beyond the last', { verbosity: 11 }, 'verbosity must be a whole number between 0 and 10, got 11'],
  ['an empty cluster name', { clusterName: ' ' }, 'clusterName must not be empty'],
  ['a port out of range', { healthPort: 70000 }, 'healthPort must be a port number'],
  ['two things on a port', { metrics: { port: 9808 } }, 'metrics.port must be a port that differs from the health port, got 9808'],
  ['an unknown kind', { controllerKind: 'DaemonSet' as ControllerKind }, 'controllerKind must be one of StatefulSet, Deployment, Upstream, got "DaemonSet"'],
  ['replicas without leader election', { replicas: 2, leaderElection: false }, 'leaderElection must not be false with more than one replica, or each replica acts on every volume'],
  ['replicas of a sidecar whose leader election is taken away', { replicas: 2, controller: { attacher: { withoutFlags: ['leader-election'] } } }, 'replicas must be 1 unless csi-attacher has --leader-election=true, or each replica acts on every volume. Keep that flag of release 1.36'],
  ['replicas of a sidecar whose leader election is off', { replicas: 3, controller: { resizer: { extraArgs: ['--leader-election=false'] } } }, 'replicas must be 1 unless csi-resizer has --leader-election=true, or each replica acts on every volume. Keep that flag of release 1.36'],
  ['a flag to leave out that is not there', { controller: { attacher: { withoutFlags: ['leader-elect'] } } }, 'controller.attacher.withoutFlags must be a flag, without dashes, that csi-attacher of release 1.36 has: csi-address, timeout, leader-election, default-fstype, got "leader-elect"'],
  ['a flag to leave out with its dashes', { node: { withoutFlags: ['--cloud-config'] } }, 'node.withoutFlags must be a flag, without dashes, that cinder-csi-plugin of release 1.36 has'],
  ['a health port that the probe does not ask', { node: { livenessSidecar: { extraArgs: ['--health-port=9999'] } } }, 'node.livenessSidecar.extraArgs make the sidecar serve port 9999, but the probe uses port 9808. Set healthPort instead of the flag'],
  ['one account for both plugins', { nodeServiceAccountName: 'csi-cinder-controller-sa' }, 'nodeServiceAccountName must be a ServiceAccount that differs from that of the controller, got "csi-cinder-controller-sa"'],
  ['the root as kubelet directory', { kubeletDir: '/' }, 'kubeletDir must be the root directory of the kubelet such as "/var/lib/kubelet", got "/"'],
  ['a cluster name that Kubernetes would expand', { clusterName: 'prod-$(X)' }, 'clusterName must be at most 255 characters without "$("'],
  ['a cluster name that Cinder refuses', { clusterName: 'x'.repeat(256) }, 'clusterName must be at most 255 characters'],
  ['no time at all', { timeout: Duration.seconds(0) }, 'timeout must be a duration above zero such as Duration.minutes(3), got "0 seconds"'],
  ['a scrape interval', { metrics: { podMonitor: true, interval: '30s' as any } }, 'metrics.interval must be a Duration, such as Duration.millis(…)'],
  ['no time between scrapes', { metrics: { podMonitor: true, interval: Duration.seconds(0) } }, 'metrics.interval must be a duration above zero such as Duration.seconds(30), got "0 seconds"'],
  ['no cloud config', { cloudConfig: undefined }, 'cloudConfig is missing: give an ICloudConfig, such as CloudConfig.fromSecretName(…)'],
  ['a release as text', { release: '1.36' as any }, `release must be a Release, such as Release.V${Release.latest().minor.replace('.', '_')} or Release.of(…)`],
  ['an unknown policy', { fsGroupPolicy: 'Any' as FsGroupPolicy }, 'fsGroupPolicy must be one of ReadWriteOnceWithFSType, File, None, got "Any"'],
  ['a node config that nobody reads', { nodeConfig: {} }, 'nodeConfig applies to node plugins without credentials only. Set nodeCredentials to false too'],
  ['a limit beyond what the driver takes', { nodeCredentials: false, nodeConfig: { volumeAttachLimit: 257 } }, 'nodeConfig.volumeAttachLimit must be a whole number between 1 and 256'],
  ['an unknown metadata source', { nodeCredentials: false, nodeConfig: { metadataSearchOrder: ['dmi' as any] } }, 'nodeConfig.metadataSearchOrder[0] must be one of configDrive, metadataService, got "dmi"'],
  ['clouds on nobody knows which nodes', { clouds: [{ name: 'a', ...one }, { name: 'b' }] }, 'clouds["b"].nodeSelector is required with several clouds, because each gets its own node DaemonSet'],
  ['a cloud twice', { clouds: [{ name: 'a', ...one }, { name: 'a', ...one }] }, 'clouds contains the duplicate name "a"'],
  ['a cloud without a name', { clouds: [{ name: '' }] }, 'clouds.name must be a DNS label'],
  ['claim annotations without metadata', { pvcAnnotations: true, controller: { provisioner: { withoutFlags: ['extra-create-metadata'] } } }, 'pvcAnnotations needs the flag --extra-create-metadata'],
  ['two words on topology', { topology: true, controller: { provisioner: { extraArgs: ['--feature-gates=Topology=false'] } } }, 'topology is true, but extraArgs contradict it: csi-provisioner has Topology=false, the driver of csi-cinder-controllerplugin has --with-topology=true, the driver of csi-cinder-nodeplugin has --with-topology=true. Remove it from extraArgs'],
  ['two words on topology on the nodes', { topology: true, node: { extraArgs: ['--with-topology=false'] } }, 'topology is true, but extraArgs contradict it: csi-provisioner has Topology=true, the driver of csi-cinder-controllerplugin has --with-topology=true, the driver of csi-cinder-nodeplugin has --with-topology=false. Remove it from extraArgs'],
  ['a sidecar that is switched off', { snapshots: false, controller: { snapshotter: {} } }, 'controller.snapshotter applies to the container csi-snapshotter, which is disabled or missing in release 1.36. Remove it'],
  ['rules for a sidecar without a role', { controller: { livenessSidecar: { extraRules: [] } } }, 'controller.livenessSidecar.extraRules does not apply: liveness-probe has no role, because it does not call the API server. Remove it'],
  ['rules for a sidecar of the nodes', { node: { registrar: { extraRules: [] } } }, 'node.registrar.extraRules does not apply: sidecars of the node plugin have no role, because they do not call the API server. Remove it'],
  ['an image that is none', { controller: { sidecars: { image: 'A B' } } }, 'controller.sidecars.image must be an image such as'],
  ['an image that no container uses', { images: { overrides: { nginx: 'nginx:1' } } }, 'images.overrides names "nginx", which no container uses'],
  ['a prefix that makes no name', { rbacNamePrefix: 'Cinder_' }, 'rbacNamePrefix must be a DNS subdomain'],
  ['a CA bundle on top of the cloud config', {
    cloudConfig: { secretName: 'c', secretKey: 'k', caCertificate: { secretName: 'ca', secretKey: 'ca.pem', path: '/etc/config/ca.pem' } },
  }, 'cloudConfig.caCertificate.path must lie in a folder of its own'],
])('%s is refused', (_, props, message) => {
  expect(build(props)).toThrow(`test/Cinder: ${message}`);
});

test('several replicas need sidecars that can elect a leader', () => {
  expect(build({ replicas: 2 }, Release.V1_20)).toThrow('test/Cinder: replicas must be 1 in release 1.20, whose sidecars cannot elect a leader with a Lease. Use release 1.21 or newer');
});

test('a snapshotter that the cluster cannot run is an error where it is asked for, else off with advice', () => {
  const cluster = { release: Release.V1_18, kubernetesVersion: '1.28' };
  expect(() => cinder({ snapshots: true }, cluster)).toThrow('test/cluster/charted/Cinder: snapshots is not supported: the snapshotter of release 1.18 runs on Kubernetes up to 1.21, but the cluster has 1.28');
  expect(stderrOf(() => cinder({}, cluster))).toMatch(/^warning CINDER_SNAPSHOTS_OFF \S+Cinder: The snapshotter of release 1.18 does not run on Kubernetes 1.28/);
  expect(stderrOf(() => cinder({ snapshots: false }, cluster))).toBe('');
});

test('advice where flags make volumes and nodes disagree on topology', () => {
  const said = (props: Partial<CinderCsiProps>) => stderrOf(() => cinder(props));
  expect(said({ controller: { provisioner: { extraArgs: ['--feature-gates=Topology=false'] } } })).toMatch(
    /^warning OST015 \S+Cinder\/ControllerPlugin \S+containers\[1\].args: the feature gate Topology of csi-provisioner is false, but --with-topology of the driver is true\./);
  expect(said({ node: { extraArgs: ['--with-topology=false'] } })).toMatch(
    /^error OST015 \S+Cinder\/NodePlugin \S+containers\[2\].args: --with-topology differs from that of StatefulSet "csi-cinder-controllerplugin"/);
  expect(said({ topology: false })).toBe('');
  expect(stderrOf(() => cinder({ topology: false }, { release: Release.V1_30 }))).toBe(''); // whose driver has no such flag
  expect(said({ node: { extraArgs: ['--with-topology'] } })).toBe('');
});

test('advice where the sidecars are too new for the cluster', () => {
  const said = (kubernetesVersion: string) => stderrOf(() => cinder({}, { release: Release.V1_36, kubernetesVersion }));
  expect(said('1.19')).toMatch(/^warning CINDER_KUBERNETES_TOO_OLD \S+Cinder: The sidecars of release 1.36 need Kubernetes 1.20 or newer, but the cluster has 1.19. Use the release with the same minor as the cluster.$/m);
  expect(said('1.20')).toBe('');
});

test('a snapshot class without a snapshotter is refused', () => {
  const csi = new CinderCsi(scope(), 'Cinder', { cloudConfig, snapshots: false });
  expect(() => new snapshots.CinderSnapshotClass(csi, 'daily', { cinder: csi })).toThrow('test/Cinder/daily: cinder has snapshots: false, so no snapshotter would serve the class. Set snapshots to true, or remove the class');
});

test('node plugins without credentials: the error names the first release that has them', () => {
  expect(build({ nodeCredentials: false }, Release.V1_15)).toThrow('test/Cinder: nodeCredentials must not be false in release 1.15, whose node service needs credentials. Use release 1.32 or newer');
});
