import { ApiObject, App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import {
  CinderCsi, CloudConfig, CloudControllerManager, ControllerKind, DnsPolicy, ImagePullPolicy, LocalPathProvisioner, LocalVolumeProvisioner,
  localVolumes, MatchOperator, Naming, PodOptions, Release, snapshots,
} from '../../src';

type Found = { workload: any; template: any; pod: any; main: any };

/** A value for each knob, and where it arrives. */
const KNOBS: { [knob in keyof Required<PodOptions>]: [PodOptions[knob], (found: Found) => unknown] } = {
  image: ['example.com/mine:1', ({ main }) => main.image],
  imagePullPolicy: [ImagePullPolicy.NEVER, ({ main }) => main.imagePullPolicy],
  resources: [{ requests: { cpu: '7m' } }, ({ main }) => main.resources],
  extraArgs: [['--mine=1'], ({ main }) => [...main.command ?? [], ...main.args ?? []].filter((arg: string) => arg.startsWith('--mine'))],
  extraEnv: [[{ name: 'MINE', value: '1' }], ({ main }) => named(main.env, 'MINE')],
  extraVolumeMounts: [[{ name: 'mine', mountPath: '/mine' }], ({ main }) => named(main.volumeMounts, 'mine')],
  securityContext: [{ privileged: true, runAsUser: 7 }, ({ main }) => main.securityContext],
  livenessProbe: [{ httpGet: { port: 7 } }, ({ main }) => main.livenessProbe],
  readinessProbe: [{ httpGet: { port: 7 } }, ({ main }) => main.readinessProbe],
  startupProbe: [{ httpGet: { port: 7 } }, ({ main }) => main.startupProbe],
  containerSpec: [{ stdin: true }, ({ main }) => ({ stdin: main.stdin })],
  labels: [{ mine: '1' }, ({ workload, template }) => workload.metadata.labels.mine === template.metadata.labels.mine && { mine: template.metadata.labels.mine }],
  annotations: [{ mine: '1' }, ({ workload }) => workload.metadata.annotations],
  podLabels: [{ mine: '1' }, ({ template }) => ({ mine: template.metadata.labels.mine })],
  podAnnotations: [{ mine: '1' }, ({ template }) => ({ mine: template.metadata.annotations.mine })],
  nodeSelector: [{ mine: '1' }, ({ pod }) => ({ mine: pod.nodeSelector.mine })],
  tolerations: [[{ key: 'mine', operator: MatchOperator.EXISTS }], ({ pod }) => pod.tolerations.filter((t: any) => t.key === 'mine')],
  extraTolerations: [[{ key: 'mine', operator: MatchOperator.EXISTS }], ({ pod }) => pod.tolerations.filter((t: any) => t.key === 'mine')],
  affinity: [{ nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'mine', operator: 'Exists' }] }] } } }, ({ pod }) => pod.affinity],
  topologySpreadConstraints: [[{ maxSkew: 7, topologyKey: 'mine', whenUnsatisfiable: 'DoNotSchedule' }], ({ pod }) => pod.topologySpreadConstraints],
  priorityClassName: ['mine', ({ pod }) => pod.priorityClassName],
  imagePullSecrets: [['mine'], ({ pod }) => pod.imagePullSecrets.map(({ name }: any) => name)],
  podSecurityContext: [{ fsGroup: 7 }, ({ pod }) => pod.securityContext],
  dnsPolicy: [DnsPolicy.CLUSTER_FIRST_WITH_HOST_NET, ({ pod }) => pod.dnsPolicy],
  hostAliases: [{ '10.0.0.7': ['mine'] }, ({ pod }) => Object.fromEntries(pod.hostAliases.map(({ ip, hostnames }: any) => [ip, hostnames]))],
  terminationGracePeriodSeconds: [7, ({ pod }) => pod.terminationGracePeriodSeconds],
  extraVolumes: [[{ name: 'mine', emptyDir: { medium: 'Memory' } }], ({ pod }) => named(pod.volumes, 'mine')],
  extraInitContainers: [[{ name: 'mine', image: 'a:1' }], ({ pod }) => named(pod.initContainers, 'mine')],
  extraContainers: [[{ name: 'mine', image: 'a:1' }], ({ pod }) => named(pod.containers, 'mine')],
  updateStrategy: [{ type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 7 } }, ({ workload }) => workload.spec.updateStrategy ?? workload.spec.strategy],
  podSpec: [{ shareProcessNamespace: true }, ({ pod }) => ({ shareProcessNamespace: pod.shareProcessNamespace })],
};

const cloudConfig = CloudConfig.fromSecretName('cloud-config');
const classes = [{ name: 'disks', hostDir: '/mnt/disks' }];
const naming = Naming.helmChart({ release: 'prod' });

/** Every workload of a component that is shipped by somebody else, as made with some knobs. */
const WORKLOADS: { [workload: string]: (scope: Construct, options: PodOptions) => ApiObject } = {
  'cloud-controller-manager': (scope, options) => new CloudControllerManager(scope, 'X', { cloudConfig, clusterName: 'a', ...options }).daemonSet,
  'cloud-controller-manager of the chart': (scope, options) => new CloudControllerManager(scope, 'X', { cloudConfig, clusterName: 'a', naming, ...options }).daemonSet,
  'Cinder CSI controller': (scope, controller) => new CinderCsi(scope, 'X', { cloudConfig, controller }).controllerPlugin,
  'Cinder CSI controller as a Deployment': (scope, controller) => (
    new CinderCsi(scope, 'X', { cloudConfig, controllerKind: ControllerKind.DEPLOYMENT, controller }).controllerPlugin),
  'Cinder CSI node plugin': (scope, node) => new CinderCsi(scope, 'X', { cloudConfig, node }).nodePlugin,
  'Cinder CSI node plugin of 1.15': (scope, node) => new CinderCsi(scope, 'X', { cloudConfig, release: Release.V1_15, node }).nodePlugin,
  'local volume provisioner': (scope, options) => new LocalVolumeProvisioner(scope, 'X', { classes, ...options }).daemonSet,
  'local volume provisioner on Windows': (scope, windows) => new LocalVolumeProvisioner(scope, 'X', { classes, windows }).windowsDaemonSet!,
  'node cleanup': (scope, options) => new localVolumes.LocalVolumeNodeCleanup(scope, 'X', { storageClassNames: ['a'], ...options }).deployment,
  'local path provisioner': (scope, options) => new LocalPathProvisioner(scope, 'X', options).deployment,
  'snapshot controller': (scope, options) => new snapshots.SnapshotController(scope, 'X', options).deployment,
};

describe.each(Object.keys(WORKLOADS))('%s', (name) => {
  test.each(Object.keys(KNOBS) as (keyof PodOptions)[])('%s arrives', (knob) => {
    const [value, where] = KNOBS[knob];
    const volumes = knob === 'extraVolumeMounts' ? { extraVolumes: KNOBS.extraVolumes[0] } : {};
    const workload = WORKLOADS[name](new Chart(new App({ outdir: '/nonexistent' }), 'chart'), { ...volumes, [knob]: value }).toJson();
    const { template } = workload.spec;
    expect(where({ workload, template, pod: template.spec, main: mainOf(template.spec) })).toEqual(value);
  });
});

/** The driver among the containers of Cinder CSI; the only container of the others. */
function mainOf({ containers }: any): any {
  return containers.find((c: any) => c.name === 'cinder-csi-plugin') ?? containers[0];
}

function named(list: any[], name: string): any[] {
  return list.filter((entry) => entry.name === name);
}
