import { Duration, Size } from 'cdk8s';
import { CinderCsi, ControllerKind, FsGroupPolicy, Naming, PersistentVolume, Release, snapshots, VolumeSource } from '../../../../src';
import { argsOf, cinder, containerOf } from '../../../support/cinder-csi';
import { Output, scope } from '../../../support/synth';

const CONTROLLER = 'csi-cinder-controllerplugin';
const NODE = 'csi-cinder-nodeplugin';
const PLUGIN = 'cinder-csi-plugin';

describe('by default', () => {
  const output = cinder();

  test('these objects are emitted', () => {
    expect(output.inventory()).toMatchInlineSnapshot(`
[
  "CSIDriver/cinder.csi.openstack.org",
  "ServiceAccount/kube-system/csi-cinder-controller-sa",
  "ServiceAccount/kube-system/csi-cinder-node-sa",
  "ClusterRole/csi-attacher-role",
  "ClusterRole/csi-provisioner-role",
  "ClusterRole/csi-snapshotter-role",
  "ClusterRole/csi-resizer-role",
  "ClusterRole/csi-nodeplugin-role",
  "ClusterRoleBinding/csi-attacher-binding",
  "ClusterRoleBinding/csi-provisioner-binding",
  "ClusterRoleBinding/csi-snapshotter-binding",
  "ClusterRoleBinding/csi-resizer-binding",
  "ClusterRoleBinding/csi-nodeplugin-binding",
  "Service/kube-system/csi-cinder-controller-service",
  "StatefulSet/kube-system/csi-cinder-controllerplugin",
  "DaemonSet/kube-system/csi-cinder-nodeplugin",
]
`);
  });

  test.each(['CSIDriver', 'Service', 'StatefulSet', 'DaemonSet'])('the %s is', (kind) => {
    expect(output.get(kind)).toMatchSnapshot();
  });
});

test('every object is reachable from the construct', () => {
  cinder({ metrics: { podMonitor: true }, replicas: 2, nodeCredentials: false }, {}, (csi) => {
    const reached = [csi.driver, csi.controllerServiceAccount, csi.nodeServiceAccount, ...csi.roles, ...csi.bindings, csi.nodeConfigMap,
      csi.controllerService, csi.controllerPlugin, csi.podDisruptionBudget, csi.podMonitor, csi.nodePlugin];
    expect(reached).toEqual(csi.node.findAll().filter((c) => 'apiVersion' in c));
    expect(csi.nodePlugins).toEqual([csi.nodePlugin]);
  });
});

describe('the controller plugin', () => {
  test('is what the release shipped for adoption, a Deployment without a Service since 1.23', () => {
    const output = cinder({ controllerKind: ControllerKind.UPSTREAM });
    expect(output.get('Deployment').spec.strategy).toEqual({ type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } });
    expect(output.inventory().filter((o) => /^(Service|StatefulSet)\//.test(o))).toEqual([]);
    const older = cinder({ controllerKind: ControllerKind.UPSTREAM }, { release: Release.V1_22 });
    expect(older.get('Service').spec.clusterIP).toBeUndefined();
    expect(older.get('StatefulSet').spec.serviceName).toBe('csi-cinder-controller-service');
  });

  test('never runs twice as a Deployment without leader election', () => {
    const strategy = (release: Release, leaderElection?: boolean) =>
      cinder({ controllerKind: ControllerKind.DEPLOYMENT, leaderElection }, { release }).get('Deployment').spec.strategy;
    expect(strategy(Release.V1_20)).toEqual({ type: 'Recreate' });
    expect(strategy(Release.V1_36, false)).toEqual({ type: 'Recreate' });
    expect(strategy(Release.V1_21, true)).toBeUndefined();
  });

  test('with several replicas elects a leader and survives drains', () => {
    const output = cinder({ replicas: 3 }, { release: Release.V1_21 });
    expect(output.get('StatefulSet').spec.replicas).toBe(3);
    expect(argsOf(output, CONTROLLER, 'csi-resizer')).toContain('--leader-election=true');
    expect(output.get('PodDisruptionBudget')).toMatchSnapshot();
    expect(output.get('RoleBinding', 'csi-cinder-leases').subjects).toEqual([{ kind: 'ServiceAccount', name: 'csi-cinder-controller-sa', namespace: 'kube-system' }]);
  });

  test('has a budget of the version that the cluster serves, or none', () => {
    expect(cinder({ podDisruptionBudget: true }, { release: Release.V1_20 }).get('PodDisruptionBudget').apiVersion).toBe('policy/v1beta1');
    expect(cinder({ replicas: 2, podDisruptionBudget: false }).inventory().join()).not.toContain('PodDisruptionBudget');
  });

  test('without leader election drops the flag and keeps the others', () => {
    expect(argsOf(cinder({ leaderElection: false }), CONTROLLER, 'csi-attacher')).toEqual(['--csi-address=$(ADDRESS)', '--timeout=3m', '--default-fstype=ext4']);
  });

  test('serves metrics and is scraped', () => {
    const output = cinder({ metrics: { podMonitor: true, podMonitorLabels: { prometheus: 'main' }, interval: Duration.minutes(1) }, controller: { annotations: { note: 'x' } } });
    expect(argsOf(output, CONTROLLER, PLUGIN)).toContain('--http-endpoint=:8080');
    expect(containerOf(output, CONTROLLER, PLUGIN).ports).toContainEqual({ containerPort: 8080, name: 'http', protocol: 'TCP' });
    expect(output.get('PodMonitor')).toMatchSnapshot();
  });
});

describe('one switch', () => {
  const gates = (output: Output) => [
    argsOf(output, CONTROLLER, 'csi-provisioner').filter((a) => a.startsWith('--feature-gates')),
    argsOf(output, CONTROLLER, PLUGIN).filter((a) => a.startsWith('--with-topology')),
    argsOf(output, NODE, PLUGIN).filter((a) => a.startsWith('--with-topology')),
  ].flat();

  test.each([true, false])('sets topology %s in provisioner and both plugins', (topology) => {
    expect(gates(cinder({ topology }))).toEqual([`--feature-gates=Topology=${topology}`, `--with-topology=${topology}`, `--with-topology=${topology}`]);
    expect(gates(cinder({ topology }, { release: Release.V1_20 }))).toEqual([`--feature-gates=Topology=${topology}`]);
  });

  test('leaves topology as shipped by default', () => {
    expect(gates(cinder())).toEqual(['--feature-gates=Topology=true']);
  });

  test('takes snapshots away with their RBAC', () => {
    const output = cinder({ snapshots: false });
    expect(JSON.stringify(output.objects)).not.toContain('csi-snapshotter');
    expect(containerOf(output, CONTROLLER, 'csi-resizer')).toBeDefined();
  });

  test('sets the log level of every container', () => {
    for (const naming of [Naming.manifests(), Naming.helmChart({ release: 'r' })]) {
      const output = cinder({ verbosity: 4, naming });
      const args = output.objects.filter((o) => o.spec?.template).flatMap((o) => o.spec.template.spec.containers).map((c: any) => c.args.filter((a: string) => /^--?v=/.test(a)));
      expect(args).toEqual(args.map(() => [naming._helm ? '-v=4' : '--v=4']));
    }
  });

  test('sets the timeout of each sidecar that has one', () => {
    const of = (timeout: Duration) => argsOf(cinder({ timeout }), CONTROLLER, 'csi-resizer')[1];
    expect([Duration.minutes(7), Duration.seconds(90), Duration.hours(1), Duration.millis(500), Duration.days(1)].map(of))
      .toEqual(['--timeout=7m', '--timeout=90s', '--timeout=1h', '--timeout=500ms', '--timeout=24h']);
  });

  test('moves the health port in both pods', () => {
    const output = cinder({ healthPort: 9810 });
    for (const workload of [CONTROLLER, NODE]) {
      expect(argsOf(output, workload, 'liveness-probe')).toContain('--health-port=9810');
      expect(containerOf(output, workload, PLUGIN).ports).toEqual([{ containerPort: 9810, name: 'healthz', protocol: 'TCP' }]);
    }
  });

  test('passes claim annotations on, or not', () => {
    expect(argsOf(cinder({ pvcAnnotations: false }), CONTROLLER, PLUGIN)).not.toContain('--pvc-annotations');
    expect(argsOf(cinder({ pvcAnnotations: true, naming: Naming.helmChart({ release: 'r' }) }), 'openstack-cinder-csi-controllerplugin', PLUGIN)).toContain('--pvc-annotations');
  });

  test('separates the services of the plugins, or not', () => {
    const args = (separateServices: boolean) => [CONTROLLER, NODE].flatMap((w) => argsOf(cinder({ separateServices }), w, PLUGIN).filter((a) => a.startsWith('--provide')));
    expect(args(true)).toEqual(['--provide-node-service=false', '--provide-controller-service=false']);
    expect(args(false)).toEqual([]);
  });

  test('keeps the node service of 1.28 to 1.31 off OpenStack', () => {
    const args = (release: Release) => argsOf(cinder({ nodeOpenStackClient: false }, { release }), NODE, PLUGIN).filter((a) => a.includes('os-client'));
    expect(args(Release.V1_31)).toEqual(['--node-service-no-os-client=true']);
    expect(args(Release.V1_32)).toEqual([]);
  });

  test('names the cluster in volume metadata', () => {
    expect(containerOf(cinder({ clusterName: 'prod-1' }), CONTROLLER, PLUGIN).env).toContainEqual({ name: 'CLUSTER_NAME', value: 'prod-1' });
  });
});

describe('the CSIDriver object', () => {
  test('takes policies', () => {
    const { spec } = cinder({ fsGroupPolicy: FsGroupPolicy.FILE, seLinuxMount: true, inlineVolumes: false }).get('CSIDriver');
    expect(spec).toEqual({ attachRequired: true, podInfoOnMount: true, volumeLifecycleModes: ['Persistent'], fsGroupPolicy: 'File', seLinuxMount: true });
  });
});

describe('RBAC', () => {
  test('can be prefixed, and bound to other accounts of another namespace', () => {
    const output = cinder({ rbacNamePrefix: 'cinder-', namespace: 'storage', controllerServiceAccountName: 'ctl', nodeServiceAccountName: 'nod' });
    const binding = output.get('ClusterRoleBinding', 'cinder-csi-attacher-binding');
    expect(binding.roleRef.name).toBe('cinder-csi-attacher-role');
    expect(binding.subjects).toEqual([{ kind: 'ServiceAccount', name: 'ctl', namespace: 'storage' }]);
    expect(output.get('ClusterRoleBinding', 'cinder-csi-nodeplugin-binding').subjects[0].name).toBe('nod');
    expect(output.get('DaemonSet').spec.template.spec.serviceAccount).toBe('nod');
    expect(output.get('StatefulSet').spec.template.spec.serviceAccount).toBe('ctl');
  });

  test('takes extra rules for a sidecar, in its ClusterRole', () => {
    const rule = { apiGroups: [''], resources: ['configmaps'], verbs: ['get'] };
    const output = cinder({ controller: { resizer: { extraRules: [rule] } } }, { release: Release.V1_22 });
    expect(output.get('ClusterRole', 'csi-resizer-role').rules.pop()).toEqual(rule);
    expect(output.get('Role', 'external-resizer-cfg').rules).toHaveLength(1);
  });

  test('lets the sidecars read Secrets where there are several clouds', () => {
    const clouds = ['one', 'two'].map((name) => ({ name, nodeSelector: { cloud: name } }));
    expect(cinder({ clouds }).get('ClusterRole', 'csi-resizer-role').rules.pop()).toEqual({ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list', 'watch'] });
  });
});

describe('classes', () => {
  test('belong to this driver', () => {
    const output = cinder({}, {}, (csi) => {
      csi.addStorageClass('ssd', { volumeType: 'ssd', isDefault: true });
      new snapshots.CinderSnapshotClass(csi, 'backup', { cinder: csi, type: snapshots.CinderSnapshotType.BACKUP });
    });
    expect(output.get('StorageClass', 'ssd')).toMatchSnapshot();
    expect(output.get('VolumeSnapshotClass', 'backup')).toMatchSnapshot();
  });

  test('have the provisioner that release 1.15 knows, which is not the name of its driver', () => {
    let name: string | undefined;
    const output = cinder({}, { release: Release.V1_15 }, (csi) => { name = csi.driverName; csi.addStorageClass('old'); });
    expect([output.get('StorageClass').provisioner, name]).toEqual(['csi-cinderplugin', 'cinder.csi.openstack.org']);
  });

  test('belong to a driver that exists', () => {
    const output = Output.of((chart) => {
      const existing = CinderCsi.fromDriverName(chart, 'Existing', 'cinder.example.com');
      existing.addStorageClass('ssd', { volumeType: 'ssd' });
      new snapshots.CinderSnapshotClass(chart, 'daily', { cinder: existing });
      new PersistentVolume(chart, 'pv', { capacity: Size.gibibytes(1), source: VolumeSource.cinderVolume({ volumeId: '1f0c5a7e-6f5c-4f9b-9a53-0b6c3b1f7a10', cinder: existing }) });
    });
    expect([output.get('StorageClass').provisioner, output.get('VolumeSnapshotClass').driver, output.get('PersistentVolume').spec.csi.driver])
      .toEqual(['cinder.example.com', 'cinder.example.com', 'cinder.example.com']);
    expect(() => CinderCsi.fromDriverName(scope(), 'x', 'a b')).toThrow('test/x: driverName must be the name of a CSI driver');
  });
});

test('the release of a component says which Kubernetes it is for, unless the cluster does', () => {
  const version = (props: object, cluster: object) => cinder({ snapshots: false, ...props }, cluster).get('CSIDriver').apiVersion;
  expect(version({ release: Release.V1_18 }, {})).toBe('storage.k8s.io/v1beta1');
  expect(version({ release: Release.V1_18 }, { kubernetesVersion: '1.25' })).toBe('storage.k8s.io/v1');
  expect(version({ release: Release.V1_18 }, { release: Release.V1_36 })).toBe('storage.k8s.io/v1');
});
