import { Chart } from 'cdk8s';
import { CaCertificate, Cluster, ClusterOptions, FsGroupPolicy, manila, ManilaProtocol, Naming, Release } from '../../../../src';
import { Output } from '../../../support/synth';

const { NFS, CEPHFS } = ManilaProtocol;

/** The driver in a cluster; `cluster` says which release and Kubernetes. */
function driver(
  props: manila.ManilaCsiProps = {}, cluster: ClusterOptions = { release: Release.V1_36 }, more: (csi: manila.ManilaCsi) => void = () => {},
): Output {
  return Output.of((chart) => {
    const inner = new Chart(new Cluster(chart, 'cluster', cluster), 'charted');
    more(new manila.ManilaCsi(inner, 'Manila', props));
  });
}

const pods = (output: Output) => ['StatefulSet', 'DaemonSet'].map((kind) => output.get(kind).spec.template.spec);
const container = (output: Output, name: string) => pods(output).flatMap(({ containers }) => containers).filter((one: any) => one.name === name);
const shellOf = (output: Output, name = 'nodeplugin') => container(output, name).map((one: any) => one.command[2]);

describe('by default', () => {
  const output = driver();

  test('these objects are emitted', () => {
    expect(output.inventory()).toMatchSnapshot();
  });

  test.each(['CSIDriver', 'Service', 'StatefulSet', 'DaemonSet', 'Role', 'RoleBinding'])('the %s is', (kind) => {
    expect(output.get(kind)).toMatchSnapshot();
  });

  test('the ClusterRoles aggregate by label, without rules of their own that a server-side apply would fight over', () => {
    const roles = output.objects.filter(({ kind }) => kind === 'ClusterRole');
    expect(roles).toMatchSnapshot();
    expect(roles.filter(({ aggregationRule }) => aggregationRule).every((role) => !('rules' in role))).toBe(true);
  });
});

test('every object is reachable from the construct', () => {
  driver({ matchExportLocationAddress: '10.0.0.0/8', shares: [{ protocol: NFS }, { protocol: CEPHFS }] }, {}, (csi) => {
    const reached = [...csi.drivers, csi.controllerServiceAccount, csi.nodeServiceAccount, ...csi.roles, ...csi.bindings, csi.runtimeConfigMap,
      csi.controllerService, csi.controllerPlugin, csi.nodePlugin];
    expect(new Set(reached)).toEqual(new Set(csi.node.findAll().filter((c) => 'apiVersion' in c)));
    expect(csi.driverNames).toEqual({ nfs: 'nfs.manila.csi.openstack.org', cephfs: 'cephfs.manila.csi.openstack.org' });
  });
});

test('with two protocols each has containers, volumes and a CSIDriver of its own in the same pods', () => {
  const output = driver({ shares: [{ protocol: NFS }, { protocol: CEPHFS, fsGroupPolicy: FsGroupPolicy.FILE }], kubeletDir: '/data/kubelet' });
  expect(pods(output).map(({ containers, volumes }) => ({ containers: containers.map((c: any) => c.name), volumes }))).toMatchSnapshot();
  expect(output.objects.filter(({ kind }) => kind === 'CSIDriver').map(({ metadata, spec }) => [metadata.name, spec.fsGroupPolicy])).toEqual([
    ['nfs.manila.csi.openstack.org', undefined], ['cephfs.manila.csi.openstack.org', 'File'],
  ]);
  const env = container(output, 'cephfs-nodeplugin')[1].env;
  expect(Object.fromEntries(env.map(({ name, value }: any) => [name, value]))).toMatchObject({
    DRIVER_NAME: 'cephfs.manila.csi.openstack.org',
    FWD_CSI_ENDPOINT: 'unix:///data/kubelet/plugins/cephfs.csi.ceph.com/csi.sock',
    MANILA_SHARE_PROTO: 'CEPHFS',
  });
});

test('options of the driver reach the container of each protocol, and those of a sidecar its containers', () => {
  const output = driver({
    shares: [{ protocol: NFS }, { protocol: CEPHFS }],
    controller: { resources: { requests: { cpu: '10m' } }, extraEnv: [{ name: 'A', value: 'b' }], provisioner: { extraArgs: ['--worker-threads=5'] } },
    node: { registrar: { image: 'example.com/registrar:v1' }, tolerations: [{ operator: 'Exists' as any }] },
  });
  for (const prefix of ['nfs', 'cephfs']) {
    const [inController, inNode] = container(output, `${prefix}-nodeplugin`);
    expect([inController.resources, inController.env.at(-1), inNode.resources]).toEqual([{ requests: { cpu: '10m' } }, { name: 'A', value: 'b' }, undefined]);
    expect(container(output, `${prefix}-provisioner`)[0].args).toContain('--worker-threads=5');
    expect(container(output, `${prefix}-registrar`)[0].image).toBe('example.com/registrar:v1');
  }
  expect(output.get('DaemonSet').spec.template.spec.tolerations).toEqual([{ operator: 'Exists' }]);
});

describe('flags of the driver', () => {
  test('become words of the command that a shell runs', () => {
    const output = driver({ clusterId: 'team "a" $HOME', topology: true, controller: { extraArgs: ['--user-agent=x $(DRIVER_NAME)'] } });
    const [controller, node] = shellOf(output);
    expect(controller).toBe('/bin/manila-csi-plugin --with-topology --endpoint=$(CSI_ENDPOINT) --drivername=$(DRIVER_NAME) --share-protocol-selector=$(MANILA_SHARE_PROTO) '
      + '--fwdendpoint=$(FWD_CSI_ENDPOINT) --pvc-annotations --cluster-id="team \\"a\\" \\$HOME" --user-agent="x $(DRIVER_NAME)"');
    expect(node).toContain(' --with-topology ');
    expect(container(output, 'nodeplugin').map(({ args }: any) => args)).toEqual([undefined, undefined]);
    expect(container(output, 'provisioner')[0].args).toEqual(['--csi-address=$(ADDRESS)', '--extra-create-metadata', '--feature-gates=Topology=true']);
  });

  test('stay arguments where the release runs no shell', () => {
    const output = driver({ clusterId: undefined, verbosity: 3 }, { release: Release.V1_18 });
    expect(container(output, 'nodeplugin').map(({ command, args }: any) => [command, args[0]])).toEqual([[undefined, '--v=3'], [undefined, '--v=3']]);
  });

  test('name the zone of the node up to 1.31, which a shell asks the metadata service for', () => {
    const zone = '--nodeaz=$(curl http://169.254.169.254/openstack/latest/meta_data.json | jq -r .availability_zone) ';
    expect(shellOf(driver({ topology: true }, { release: Release.V1_31 })).map((text) => text.includes(` --with-topology ${zone}`))).toEqual([true, true]);
    expect(shellOf(driver({ topology: true }, { release: Release.V1_32 })).some((text) => text.includes('nodeaz'))).toBe(false);
  });

  test('for annotations of claims are those of the release unless they are set', () => {
    const flags = (release: Release, pvcAnnotations?: boolean) => shellOf(driver({ pvcAnnotations }, { release })).map((text) => text.includes('--pvc-annotations'));
    expect([flags(Release.V1_31), flags(Release.V1_32), flags(Release.V1_32, false)]).toEqual([[false, false], [true, false], [false, false]]);
  });
});

test('the runtime configuration is mounted where the flag says', () => {
  const output = driver({ matchExportLocationAddress: '10.1.0.0/16' });
  expect(output.get('ConfigMap').data).toEqual({ 'runtimeconfig.json': '{"nfs":{"matchExportLocationAddress":"10.1.0.0/16"}}' });
  for (const { containers, volumes } of pods(output)) {
    const { volumeMounts } = containers.find(({ name }: any) => name === 'nodeplugin');
    expect(volumeMounts.at(-1)).toEqual({ name: 'runtime-config-dir', mountPath: '/runtimeconfig', readOnly: true });
    expect(volumes).toContainEqual({ name: 'runtime-config-dir', configMap: { name: 'manila-csi-runtimeconf-cm' } });
  }
  expect(shellOf(output).every((text) => text.includes(' --runtime-config-file=/runtimeconfig/runtimeconfig.json '))).toBe(true);
});

test('flat ClusterRoles hold the rules themselves', () => {
  const [aggregated, flat] = [{}, { aggregatedRoles: false }].map((props) => driver(props).objects.filter(({ kind }) => kind === 'ClusterRole'));
  expect(flat.map(({ metadata, rules }) => [metadata.name, rules])).toEqual(
    aggregated.filter(({ rules }) => rules).map(({ metadata, rules }) => [metadata.name.replace(/-rules$/, ''), rules]));
  expect(flat.some(({ aggregationRule }) => aggregationRule)).toBe(false);
});

test('snapshots can be off, and are where the snapshotter of the release does not run', () => {
  const runs = (output: Output) => container(output, 'snapshotter').length;
  expect([runs(driver()), runs(driver({ snapshots: false }))]).toEqual([1, 0]);
  expect(runs(driver({}, { release: Release.V1_18, kubernetesVersion: '1.22' }))).toBe(0);
  expect(runs(driver({}, { release: Release.V1_19, kubernetesVersion: '1.22' }))).toBe(1);
});

test('the CSIDriver has the version that the cluster serves', () => {
  const version = (kubernetesVersion: string) => driver({}, { release: Release.V1_18, kubernetesVersion }).get('CSIDriver').apiVersion;
  expect([version('1.18'), version('1.22')]).toEqual(['storage.k8s.io/v1beta1', 'storage.k8s.io/v1']);
});

test('a CA bundle of an existing Secret is mounted in the driver of both plugins', () => {
  const output = driver({ shares: [{ protocol: NFS }, { protocol: CEPHFS }], caCertificate: CaCertificate.fromSecretName('cloud-ca') });
  for (const name of ['nfs-nodeplugin', 'cephfs-nodeplugin']) {
    expect(container(output, name).map(({ volumeMounts }: any) => volumeMounts.some((m: any) => m.mountPath === '/etc/openstack-ca'))).toEqual([true, true]);
  }
  expect(pods(output).every(({ volumes }) => volumes.filter((v: any) => v.secret?.secretName === 'cloud-ca').length === 1)).toBe(true);
});

describe('names', () => {
  test('can be given, and the aggregating label follows', () => {
    const output = driver({ controllerName: 'shares-controller', nodeName: 'shares-node', labels: { team: 'storage' } });
    expect(output.inventory().filter((line) => !/^CSIDriver/.test(line)).every((line) => /shares-(controller|node)(-rules)?$/.test(line))).toBe(true);
    expect(output.get('ClusterRole', 'shares-node').aggregationRule.clusterRoleSelectors[0].matchLabels).toEqual({ 'rbac.manila.csi.openstack.org/aggregate-to-shares-node': 'true' });
    expect(output.objects.filter(({ kind }) => kind !== 'CSIDriver').every(({ metadata }) => metadata.labels.team === 'storage')).toBe(true);
  });

  test.each([['manila-csi', Release.V1_36], ['manila-csi', Release.V1_23], ['my-openstack-manila-csi', Release.V1_36]])('are those of Helm release %s of %s', (release, minor) => {
    const output = driver({ naming: Naming.helmChart({ release }) }, { release: minor });
    const { metadata, aggregationRule } = output.objects.find(({ kind }) => kind === 'ClusterRole');
    expect([...output.inventory(), metadata.labels, aggregationRule, ...shellOf(output, 'nfs-nodeplugin')]).toMatchSnapshot();
  });

  test('of a chart need a release that has one', () => {
    expect(() => driver({ naming: Naming.helmChart({ release: 'manila' }) }, { release: Release.V1_18 })).toThrow('naming must be Naming.manifests(): release 1.18 has no Helm chart');
  });
});

describe('classes', () => {
  test('have the driver of their protocol and the Secret of the construct', () => {
    const output = driver({ secret: { name: 'cloud', namespace: 'manila' }, shares: [{ protocol: NFS, driverName: 'nfs.shares.example.com' }] }, {}, (csi) => {
      expect(csi.addStorageClass('shared', { protocol: NFS, shareType: 'fast' }).storageClassName).toBe('shared');
      csi.addStorageClass('other', { protocol: NFS, secret: { name: 'team', namespace: 'team' } });
    });
    expect(output.get('StorageClass', 'shared')).toMatchSnapshot();
    expect(output.get('StorageClass', 'other').parameters['csi.storage.k8s.io/provisioner-secret-name']).toBe('team');
  });

  test('of a protocol that the driver does not serve, or without a Secret, are errors', () => {
    driver({}, {}, (csi) => {
      expect(() => csi.addStorageClass('c', { protocol: CEPHFS })).toThrow('protocol is cephfs, but the driver serves nfs only. Add it to shares');
      expect(() => csi.addStorageClass('d', { protocol: NFS })).toThrow('secret is required');
    });
  });
});

test.each<[string, manila.ManilaCsiProps, Release, string]>([
  ['a release without the driver', {}, Release.V1_15, 'release is 1.15, which has no Manila CSI driver. Use Release.V1_16 or newer'],
  ['clusterId', { clusterId: 'a' }, Release.V1_20, 'clusterId needs the driver flag --cluster-id, which release 1.20 does not support. Remove it, or use release 1.21 or newer'],
  ['pvcAnnotations', { pvcAnnotations: true }, Release.V1_31, 'pvcAnnotations needs the driver flag --pvc-annotations'],
  ['matchExportLocationAddress', { matchExportLocationAddress: '10.0.0.0/8' }, Release.V1_18, 'matchExportLocationAddress needs the driver flag --runtime-config-file'],
  ['topology without a shell', { topology: true }, Release.V1_18, 'topology needs the zone of each node, which a shell asks for since release 1.19'],
  ['topology', { topology: true }, Release.V1_17, 'topology needs the driver flag --with-topology'],
  ['resizer', { controller: { resizer: {} } }, Release.V1_21, 'controller.resizer applies to a container that is disabled or missing in release 1.21. Remove it'],
  ['fsGroupPolicy', { shares: [{ protocol: NFS, fsGroupPolicy: FsGroupPolicy.NONE }] }, Release.V1_18, 'shares[0].fsGroupPolicy needs Kubernetes 1.20 or newer, but the cluster has 1.18'],
  ['snapshots', { snapshots: true, release: Release.V1_18 }, Release.V1_36, 'snapshots is not supported: the snapshotter of release 1.18 runs on Kubernetes up to 1.21'],
  ['no protocol', { shares: [] }, Release.V1_36, 'shares needs at least one protocol'],
  ['a protocol twice', { shares: [{ protocol: NFS }, { protocol: NFS, driverName: 'b.example.com' }] }, Release.V1_36, 'shares contains the duplicate protocol "nfs"'],
  ['a driver twice', { shares: [{ protocol: NFS, driverName: 'b.example.com' }, { protocol: CEPHFS, driverName: 'b.example.com' }] }, Release.V1_36, 'shares contains the duplicate driverName'],
  ['an export location of CephFS', { shares: [{ protocol: CEPHFS }], matchExportLocationAddress: '10.0.0.1' }, Release.V1_36, 'matchExportLocationAddress applies to NFS shares only'],
  ['an export location', { matchExportLocationAddress: 'here' }, Release.V1_36, 'matchExportLocationAddress must be an address or CIDR block such as "172.168.122.0/24", got "here"'],
  ['a cluster id that Kubernetes expands', { clusterId: 'a$(b)' }, Release.V1_36, 'clusterId must be 1 to 255 characters'],
  ['an image of no container', { images: { overrides: { nope: 'example.com/a:1' } } }, Release.V1_36, 'nope'],
  ['a relative kubelet directory', { kubeletDir: 'var' }, Release.V1_36, 'kubeletDir must be an absolute path'],
  ['fullnameOverride', { naming: Naming.helmChart({ release: 'm', fullnameOverride: 'x' }) }, Release.V1_36, 'naming.fullnameOverride has no effect in this chart'],
])('%s is refused', (_, props, release, message) => {
  expect(() => driver(props, { release })).toThrow(message);
});
