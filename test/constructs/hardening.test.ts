import { App, Chart, Size } from 'cdk8s';
import { parse } from 'yaml';
import {
  Advice, CinderCsi, CloudConfig, CloudControllerManager, Cluster, localVolumes, LocalPathProvisioner, LocalVolumeClass, LocalVolumeProvisioner,
  nfs, OpenStackClusterChart,
  OpenStackClusterChartProps, Release, snapshots, StatefulApplication, StatefulApplicationProps, VolumeMode,
} from '../../src';
import { hardenedPod } from '../../src/releases/hardening';
import { Output } from '../support/synth';

const cloudConfig = CloudConfig.fromSecretName('cloud-config');
const confined = { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } };
const nonRoot = { runAsNonRoot: true, runAsUser: 65532, runAsGroup: 65532, fsGroup: 65532, seccompProfile: { type: 'RuntimeDefault' } };
const TAGS = 'IMAGES_WITHOUT_DIGEST';
const TOKEN = '/var/run/secrets/kubernetes.io/serviceaccount';

/** What a chart renders, without advice on images. */
const rendered = (build: (chart: Chart) => void) => Output.of((chart) => {
  build(chart);
  if (Advice.of(chart).open.some(({ id }) => id === TAGS)) Advice.of(chart).acknowledge(TAGS, 'not the subject');
});
function cluster(props: Partial<OpenStackClusterChartProps> = {}): Output {
  const app = new App({ outdir: '/nonexistent' });
  const chart = new OpenStackClusterChart(app, 'prod', { clusterName: 'prod', cloudConfig, hardened: true, ...props });
  if (Advice.of(chart).open.some(({ id }) => id === TAGS)) Advice.of(chart).acknowledge(TAGS, 'not the subject');
  return Output.ofApp(app);
}
const pod = (output: Output, kind: string, name: string) => output.get(kind, name).spec.template.spec;
const controller = (output: Output, kind = 'StatefulSet') => pod(output, kind, 'csi-cinder-controllerplugin');
const named = (spec: any, name: string) => spec.containers.find((c: any) => c.name === name);
/** Names of the containers that can call the API server. */
const callers = (spec: any) => spec.containers
  .filter((c: any) => spec.automountServiceAccountToken !== false || c.volumeMounts?.some((m: any) => m.mountPath === TOKEN)).map((c: any) => c.name);

describe('the cloud-controller-manager', () => {
  test('runs with the least that it needs', () => {
    const output = cluster();
    const spec = pod(output, 'DaemonSet', 'openstack-cloud-controller-manager');
    expect(spec.securityContext).toEqual(nonRoot);
    expect(spec.containers[0].securityContext).toEqual(confined);
    expect(spec.containers[0].resources).toEqual({ requests: { cpu: '200m', memory: '64Mi' } });
    expect(callers(spec)).toHaveLength(1);
    expect(spec.volumes.filter((v: any) => v.hostPath)).toEqual([]);
    expect(output.get('Role', 'openstack-cloud-controller-manager').rules)
      .toEqual([{ apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['get', 'create', 'update'] }]);
  });

  test('has a policy where it has a network of its own', () => {
    const policy = (props: object) => cluster({ cloudControllerManager: props }).objects.find((o) => o.kind === 'NetworkPolicy'
      && /manager/.test(o.metadata.name))?.spec.ingress;
    expect(policy({})).toBeUndefined();
    expect(policy({ hostNetwork: false })).toEqual([]);
    expect(policy({ hostNetwork: false, metrics: {} })).toEqual([{ ports: [{ port: 10258, protocol: 'TCP' }] }]);
  });
});

describe('the controller plugin of Cinder CSI', () => {
  test('runs as one user, so that sidecars may connect to the socket', () => {
    const spec = controller(cluster());
    expect(spec.securityContext).toEqual(nonRoot);
    for (const { name, securityContext, resources } of spec.containers) {
      expect({ name, securityContext }).toEqual({ name, securityContext: confined });
      expect(resources.requests).toEqual({ cpu: expect.any(String), memory: expect.any(String) });
    }
  });

  test('gives API tokens to those that call the API server', () => {
    const sidecars = ['csi-attacher', 'csi-provisioner', 'csi-snapshotter', 'csi-resizer'];
    expect(callers(controller(cluster()))).toEqual([...sidecars, 'cinder-csi-plugin']);
    expect(callers(controller(cluster({ cinder: { pvcAnnotations: false } })))).toEqual(sidecars);
    const [token, ca, namespace] = controller(cluster()).volumes.find((v: any) => v.name === 'api-access').projected.sources;
    expect([token.serviceAccountToken.path, ca.configMap.name, namespace.downwardAPI.items[0].path])
      .toEqual(['token', 'kube-root-ca.crt', 'namespace']);
  });

  test('has nodes of its own, if there are several', () => {
    const terms = (replicas: number) => controller(cluster({ cinder: { replicas } }))
      .affinity?.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution;
    expect(terms(1)).toBeUndefined();
    expect(terms(2)).toEqual([{
      weight: 100,
      podAffinityTerm: { labelSelector: { matchLabels: { app: 'csi-cinder-controllerplugin' } }, topologyKey: 'kubernetes.io/hostname' },
    }]);
  });

  test('serves its own half, and only metrics to others', () => {
    expect(named(controller(cluster()), 'cinder-csi-plugin').args).toContain('--provide-node-service=false');
    const policy = (props: object) => cluster({ cinder: props }).get('NetworkPolicy', 'csi-cinder-controllerplugin').spec;
    expect(policy({})).toEqual({
      podSelector: { matchLabels: { app: 'csi-cinder-controllerplugin' } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [],
      egress: [{}],
    });
    expect(policy({ metrics: { port: 9000 } }).ingress).toEqual([{ ports: [{ port: 9000, protocol: 'TCP' }] }]);
  });
});

test('the node plugin of Cinder CSI stays privileged alone, without credentials and API token', () => {
  const spec = pod(cluster(), 'DaemonSet', 'csi-cinder-nodeplugin');
  expect(spec.securityContext).toEqual({ seccompProfile: { type: 'RuntimeDefault' } });
  expect(named(spec, 'cinder-csi-plugin').securityContext)
    .toEqual({ privileged: true, allowPrivilegeEscalation: true, capabilities: { add: ['SYS_ADMIN'] } });
  for (const name of ['node-driver-registrar', 'liveness-probe']) expect(named(spec, name).securityContext).toEqual(confined);
  expect(callers(spec)).toEqual([]);
  expect(spec.volumes.filter((v: any) => v.secret)).toEqual([]);
});

test.each(Release.all().filter(({ minor }) => Number(minor.slice(2)) >= 21).map(({ minor }) => minor))('release %s can be hardened', (minor) => {
  const objects = cluster({ release: Release.of(minor) }).objects;
  const pods = objects.flatMap((o) => o.spec?.template?.spec ?? []);
  expect(pods).toHaveLength(3);
  for (const spec of pods) {
    const free = spec.containers.filter((c: any) => !c.securityContext.privileged);
    expect(free.length).toBeGreaterThan(0);
    for (const c of free) expect(c.securityContext).toMatchObject(confined);
    expect(spec.securityContext.runAsNonRoot ?? spec.containers.length > free.length).toBe(true);
  }
});

describe('options win', () => {
  test('of the chart over the profile, and of a component over the chart', () => {
    const output = cluster({ cinder: { hardened: false }, cloudControllerManager: { leastPrivilege: false, podSecurityContext: { runAsUser: 1 } } });
    expect(pod(output, 'DaemonSet', 'openstack-cloud-controller-manager').securityContext).toEqual({ runAsUser: 1 });
    expect(output.objects.filter((o) => o.kind === 'Role' && /manager/.test(o.metadata.name))).toEqual([]);
    expect(controller(output).securityContext).toBeUndefined();
    expect(output.objects.filter((o) => o.kind === 'NetworkPolicy')).toEqual([]);
  });
  test('of a container', () => {
    const output = cluster({
      cinder: {
        nodeCredentials: true,
        controller: { affinity: {}, attacher: { resources: {}, securityContext: { privileged: false } } },
      },
    });
    expect(named(controller(output), 'csi-attacher')).toMatchObject({ resources: {}, securityContext: { privileged: false } });
    expect(pod(output, 'DaemonSet', 'csi-cinder-nodeplugin').volumes.filter((v: any) => v.secret)).toHaveLength(1);
  });
});

test('Kubernetes before 1.21 is refused', () => {
  const chart = () => new Chart(new Cluster(new App(), 'c', { kubernetesVersion: '1.20' }), 'chart');
  const message = ': hardened needs Kubernetes 1.21 or newer, but the cluster has 1.20';
  const release = Release.V1_20;
  expect(() => new CinderCsi(chart(), 'x', { cloudConfig, hardened: true, release })).toThrow(`c/chart/x${message}`);
  expect(() => new CloudControllerManager(chart(), 'x', { cloudConfig, hardened: true, release, clusterName: 'c' })).toThrow(`c/chart/x${message}`);
  expect(() => new nfs.NfsNodeDriver(chart(), 'x', { hardened: true })).toThrow(`c/chart/x${message}`);
  expect(() => new LocalPathProvisioner(chart(), 'x', { hardened: true })).toThrow(`c/chart/x${message}`);
  expect(() => new LocalVolumeProvisioner(chart(), 'x', { hardened: true, classes: [{ name: 'a', hostDir: '/a' }] })).toThrow(`c/chart/x${message}`);
});

describe('local volumes', () => {
  const DISKS = { name: 'disks', hostDir: '/mnt/disks' };
  const provisioner = (props: object, classes: LocalVolumeClass[] = [DISKS]) => (
    rendered((chart) => new LocalVolumeProvisioner(chart, 'x', { hardened: true, classes, ...props })));
  const facts = (output: Output) => {
    const { containers: [{ securityContext }], volumes } = pod(output, 'DaemonSet', 'local-volume-provisioner');
    return { privileged: securityContext.privileged ?? false, devices: volumes.some((v: any) => v.hostPath?.path === '/dev') };
  };

  test('of filesystems need to delete files of any owner, and nothing else', () => {
    const spec = pod(provisioner({}), 'DaemonSet', 'local-volume-provisioner');
    expect(spec.containers[0].securityContext).toEqual({ ...confined, capabilities: { drop: ['ALL'], add: ['DAC_OVERRIDE', 'FOWNER'] } });
    expect(facts(provisioner({}))).toEqual({ privileged: false, devices: false });
  });

  test.each<[string, object, LocalVolumeClass[], object]>([
    ['raw devices', {}, [DISKS, { name: 'raw', hostDir: '/raw', volumeMode: VolumeMode.BLOCK }], { privileged: true, devices: true }],
    ['devices to format', {}, [{ ...DISKS, fsType: 'ext4' }], { privileged: true, devices: true }],
    ['both asked for', { privileged: true, mountDev: true }, [DISKS], { privileged: true, devices: true }],
    ['propagation to the node', { mountPropagation: 'Bidirectional' }, [DISKS], { privileged: true, devices: false }],
  ])('%s need a privileged container', (_, props, classes, expected) => expect(facts(provisioner(props, classes))).toEqual(expected));

  test('serve metrics if they are asked for; pods on Windows stay as they are', () => {
    const policy = (props: object) => provisioner(props).get('NetworkPolicy').spec.ingress;
    expect(policy({})).toEqual([]);
    expect(policy({ serviceMonitor: {} })).toEqual([{ ports: [{ port: 8080, protocol: 'TCP' }] }]);
    expect(pod(provisioner({ windows: {} }), 'DaemonSet', 'local-volume-provisioner-win').securityContext).toBeUndefined();
  });

  test('are cleaned up without root', () => {
    const output = rendered((chart) => {
      const disks = new LocalVolumeProvisioner(chart, 'x', { hardened: true, classes: [DISKS] });
      new localVolumes.LocalVolumeNodeCleanup(chart, 'y', { provisioner: disks });
    });
    const { spec, metadata } = output.get('Deployment');
    expect(spec.template.spec.securityContext).toEqual(nonRoot);
    expect(output.get('NetworkPolicy', metadata.name).spec.ingress).toEqual([]);
  });
});

describe('the NFS driver', () => {
  const driver = (props: nfs.NfsNodeDriverProps = {}) => (
    rendered((chart) => new nfs.NfsNodeDriver(chart, 'x', { hardened: true, controller: { replicas: 2 }, ...props })));
  const node = (output: Output) => pod(output, 'DaemonSet', 'csi-nfs-node');
  const deployment = (output: Output) => pod(output, 'Deployment', 'csi-nfs-controller');

  test('stays privileged alone: its sidecars are confined, the pods have a seccomp profile', () => {
    for (const spec of [node(driver()), deployment(driver())]) {
      expect(spec.securityContext).toEqual({ seccompProfile: { type: 'RuntimeDefault' } });
      expect(spec.containers.filter((c: any) => c.securityContext.privileged).map((c: any) => c.name)).toEqual(['nfs']);
      for (const c of spec.containers) {
        if (c.name !== 'nfs') expect([c.name, c.securityContext]).toEqual([c.name, confined]);
        expect(c.resources.requests).toMatchObject({ cpu: expect.any(String), memory: expect.any(String) });
      }
    }
  });

  test('gives API tokens to those that call the API server', () => {
    expect(callers(node(driver()))).toEqual([]);
    expect(callers(deployment(driver()))).toEqual(['csi-provisioner', 'csi-resizer', 'csi-snapshotter']);
  });

  test('has controllers on nodes of their own, and lets options win', () => {
    expect(deployment(driver()).affinity.podAntiAffinity).toBeDefined();
    expect(node(driver({ podSecurityContext: { runAsUser: 0 } })).securityContext).toEqual({ runAsUser: 0 });
    expect(callers(node(driver({ hardened: false })))).toHaveLength(3);
  });

  test('has images by digest, or a report', () => {
    const chart = new Chart(new App(), 'c');
    new nfs.NfsNodeDriver(chart, 'x', { hardened: true, controller: {} });
    expect(Advice.of(chart).open.map(({ id }) => id)).toEqual([TAGS, TAGS]);
  });
});

test('local-path runs without root, and its helper pods with what the provisioner accepts', () => {
  const output = rendered((chart) => new LocalPathProvisioner(chart, 'x', { hardened: true }));
  expect(pod(output, 'Deployment', 'local-path-provisioner'))
    .toMatchObject({ securityContext: nonRoot, containers: [{ securityContext: confined }] });
  expect(output.get('NetworkPolicy').spec.podSelector.matchLabels).toEqual(output.get('Deployment').spec.selector.matchLabels);
  const { spec } = parse(output.get('ConfigMap').data['helperPod.yaml']);
  expect(spec.securityContext).toEqual({ seccompProfile: { type: 'RuntimeDefault' } });
  expect(spec.automountServiceAccountToken).toBe(false);
  expect(spec.containers[0].securityContext.capabilities.drop).toEqual(expect.not.arrayContaining(['ALL', 'DAC_OVERRIDE', 'FOWNER']));
});

test('the snapshot controller runs without root, on nodes of its own', () => {
  const spec = pod(rendered((chart) => new snapshots.SnapshotController(chart, 'x', { hardened: true })), 'Deployment', 'snapshot-controller');
  expect(spec).toMatchObject({ securityContext: nonRoot, containers: [{ securityContext: confined }] });
  expect(spec.affinity.podAntiAffinity).toBeDefined();
});

describe('a workload', () => {
  const web = (props: Partial<StatefulApplicationProps> = {}) =>
    rendered((chart) => new StatefulApplication(chart, 'web', { image: 'a', port: 80, hardened: true, ...props }));
  const spec = (props: Partial<StatefulApplicationProps> = {}) => pod(web(props), 'StatefulSet', 'web');

  test('has no root, a read-only root with /tmp, no token, and open ports only', () => {
    expect(spec()).toEqual(expect.objectContaining({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      volumes: [{ name: 'tmp', emptyDir: {} }],
    }));
    expect(spec().containers[0]).toMatchObject({ securityContext: confined, volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }] });
    expect(web().get('NetworkPolicy').spec.ingress).toEqual([{ ports: [{ port: 80, protocol: 'TCP' }] }]);
  });
  test('adds to it, field by field', () => {
    const own = spec({
      serviceAccountName: 'web',
      podSecurityContext: { runAsUser: 7 },
      securityContext: { readOnlyRootFilesystem: false },
      claims: [{ name: 'tmp', size: Size.gibibytes(1), mountPath: '/tmp/' }],
    });
    expect(own.automountServiceAccountToken).toBeUndefined();
    expect(own.securityContext).toMatchObject({ runAsUser: 7, runAsNonRoot: true });
    expect(own.containers[0].securityContext).toEqual({ ...confined, readOnlyRootFilesystem: false });
    expect([own.volumes, own.containers[0].volumeMounts]).toEqual([undefined, [{ name: 'tmp', mountPath: '/tmp/' }]]);
  });
});

test('images that are named by tag are reported', () => {
  const advice = (images?: object) => {
    const chart = new Chart(new App(), 'c');
    new snapshots.SnapshotController(chart, 'x', { hardened: true, images });
    return Advice.of(chart).open.map(({ id, message }) => `${id} ${message}`);
  };
  expect(advice()).toEqual([expect.stringMatching(/^IMAGES_WITHOUT_DIGEST .* but no digest: snapshot-controller\.$/)]);
  expect(advice({ digests: { 'snapshot-controller': `sha256:${'a'.repeat(64)}` } })).toEqual([]);
});

test('a container that the releases do not know keeps its token and loses what every container loses', () => {
  expect(hardenedPod({ containers: [{ name: 'other', image: 'a' }] }, { selector: {} }))
    .toEqual({ securityContext: nonRoot, containers: [{ name: 'other', image: 'a', securityContext: confined }] });
});
