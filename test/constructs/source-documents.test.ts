/*
 * What the source documents state of the components, one test a statement, on the cluster of the kubeadm document: Kubernetes 1.15.
 * docs/source-coverage.md points here where no other test asserts just this.
 */
import { App, Size } from 'cdk8s';
import {
  Arrival, Auth, CaCertificate, ControllerKind, OpenStackClusterChart, PersistentVolumeClaim, Release, SecretText, StoragePlan, VolumeBindingMode,
} from '../../src';
import { stderrOf } from '../support/synth';

const CA_PATH = '/etc/kubernetes/ca.pem';

function clusterOf(snapshots = true): any[] {
  const app = new App();
  const chart = new OpenStackClusterChart(app, 'openstack', {
    release: Release.V1_15,
    clusterName: 'kubernetes',
    cloudConfig: {
      global: {
        authUrl: 'https://openstack.cloud:5000/v3',
        region: 'RegionOne',
        auth: Auth.password({ username: 'u', password: SecretText.unsafe('p'), tenantId: '14ba698c0aec4fd6b7dc8c310f664009', domainId: 'default' }),
      },
      caCertificate: CaCertificate.fromSecretName('openstack-ca-cert', undefined, CA_PATH),
    },
    cinder: { controllerKind: ControllerKind.UPSTREAM, snapshots },
  });
  const storageClass = chart.cinder.addStorageClass('csi-sc-cinderplugin', { volumeBindingMode: VolumeBindingMode.IMMEDIATE });
  new PersistentVolumeClaim(chart, 'myvol', { size: Size.gibibytes(1), storageClass });
  return chart.toJson();
}

let objects: any[];
stderrOf(() => { objects = clusterOf(); });
const get = (kind: string, name: string) => objects.find((o) => o.kind === kind && o.metadata.name === name);
const podOf = (kind: string, name: string) => get(kind, name).spec.template.spec;
const ccm = podOf('DaemonSet', 'openstack-cloud-controller-manager');
const controller = podOf('StatefulSet', 'csi-cinder-controllerplugin');
const node = podOf('DaemonSet', 'csi-cinder-nodeplugin');
const named = (pod: any, name: string) => pod.containers.find((c: any) => c.name === name);
const mountOf = (container: any, volume: string) => container.volumeMounts.find((m: any) => m.name === volume);

test('S000-14: every consumer mounts the CA bundle where ca-file says', () => {
  const text = Buffer.from(get('Secret', 'cloud-config').data?.['cloud.conf'] ?? '', 'base64').toString() || get('Secret', 'cloud-config').stringData['cloud.conf'];
  expect(text).toMatch(new RegExp(`^ca-file *= *"?${CA_PATH}"?$`, 'm'));
  for (const container of [ccm.containers[0], named(controller, 'cinder-csi-plugin'), named(node, 'cinder-csi-plugin')]) {
    expect(container.volumeMounts.some((m: any) => CA_PATH.startsWith(m.mountPath) && m.readOnly)).toBe(true);
  }
});

test('S000-16: the controller manager tolerates the taint of nodes that wait for it', () => {
  expect(ccm.tolerations).toContainEqual({ key: 'node.cloudprovider.kubernetes.io/uninitialized', value: 'true', effect: 'NoSchedule' });
});

test('S000-19: it runs on control-plane nodes alone', () => {
  expect(ccm.nodeSelector).toEqual({ 'node-role.kubernetes.io/master': '' });
  expect(ccm.tolerations).toContainEqual({ key: 'node-role.kubernetes.io/master', effect: 'NoSchedule' });
});

test('S000-20: several of its pods elect a leader', () => {
  expect(get('DaemonSet', 'openstack-cloud-controller-manager').kind).toBe('DaemonSet');
  expect(ccm.containers[0].args.join(' ')).not.toContain('--leader-elect=false');
});

test('S000-21: its pod is on the host network, of user 1001, sees the certificates of the node and asks for 200m', () => {
  expect([ccm.hostNetwork, ccm.securityContext, ccm.containers[0].resources]).toEqual([true, { runAsUser: 1001 }, { requests: { cpu: '200m' } }]);
  expect(ccm.containers[0].volumeMounts.map((m: any) => m.mountPath)).toEqual(expect.arrayContaining([
    '/etc/kubernetes/pki', '/etc/ssl/certs', '/etc/config', '/usr/libexec/kubernetes/kubelet-plugins/volume/exec',
  ]));
});

test('S000-31: the controller has a sidecar for each thing it does to volumes', () => {
  expect(controller.containers.map((c: any) => c.name)).toEqual(['csi-attacher', 'csi-provisioner', 'csi-snapshotter', 'cinder-csi-plugin']);
});

test('S000-32: the node plugin is on every node, and no selector keeps it from one', () => {
  expect(get('DaemonSet', 'csi-cinder-nodeplugin').spec.selector.matchLabels).toEqual({ app: 'csi-cinder-nodeplugin' });
  expect(node.nodeSelector).toBeUndefined();
});

test('S000-33: the controller is a StatefulSet of one, and its Service exists', () => {
  const { replicas, serviceName } = get('StatefulSet', 'csi-cinder-controllerplugin').spec;
  expect(replicas).toBe(1);
  expect(get('Service', serviceName).spec.selector).toEqual({ app: 'csi-cinder-controllerplugin' });
});

test('S000-34: the containers of the controller share one socket directory', () => {
  const folder = (container: any) => mountOf(container, 'socket-dir').mountPath.replace(/\/$/, '');
  const socket = (container: any) => container.env.find((e: any) => e.name === 'ADDRESS' || e.name === 'CSI_ENDPOINT').value.replace(/^(unix:\/\/)?\/?/, '/');
  expect(controller.containers.map(socket)).toEqual(controller.containers.map((c: any) => `${folder(c)}/csi.sock`));
});

test('S000-35: the snapshotter is there, and can be left out', () => {
  expect(named(controller, 'csi-snapshotter')).toBeDefined();
  let without: any[] = [];
  stderrOf(() => { without = clusterOf(false); });
  expect(without.filter((o) => JSON.stringify(o).includes('csi-snapshotter'))).toEqual([]);
});

test('S000-36: the registrar names the socket to the kubelet, and removes it when it stops', () => {
  const registrar = named(node, 'node-driver-registrar');
  expect(registrar.args.join(' ')).toContain('--kubelet-registration-path=$(DRIVER_REG_SOCK_PATH)');
  expect(registrar.lifecycle.preStop.exec.command.join(' ')).toContain('rm -rf /registration/');
  expect(mountOf(registrar, 'registration-dir').mountPath).toBe('/registration');
});

test('S000-37: the driver on nodes is privileged and mounts in both directions', () => {
  const driver = named(node, 'cinder-csi-plugin');
  expect(driver.securityContext).toEqual({ privileged: true, capabilities: { add: ['SYS_ADMIN'] }, allowPrivilegeEscalation: true });
  expect(driver.volumeMounts.filter((m: any) => m.mountPropagation).map((m: any) => m.mountPropagation).sort()).toEqual(['Bidirectional', 'Bidirectional', 'HostToContainer']);
});

test('S000-38: volumes carry the name of the cluster', () => {
  const driver = named(controller, 'cinder-csi-plugin');
  expect(driver.args).toContain('--cluster=$(CLUSTER_NAME)');
  expect(driver.env).toContainEqual({ name: 'CLUSTER_NAME', value: 'kubernetes' });
});

test('S000-39: the class names the provisioner that the sidecar answers for', () => {
  expect(named(controller, 'csi-provisioner').args).toContain(`--provisioner=${get('StorageClass', 'csi-sc-cinderplugin').provisioner}`);
});

test('S000-40: the class of the document binds at once', () => {
  expect(get('StorageClass', 'csi-sc-cinderplugin').volumeBindingMode).toBe('Immediate');
  expect(get('PersistentVolumeClaim', 'myvol').spec.storageClassName).toBe('csi-sc-cinderplugin');
});

describe('volumes and claims', () => {
  const volume = (name: string, spec: object = {}) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name },
    spec: { capacity: { storage: '5Gi' }, accessModes: ['ReadWriteOnce'], nfs: { server: '172.17.0.2', path: '/tmp' }, ...spec },
  });
  const claim = (name: string, size = '1Gi', spec: object = {}) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace: 'default' },
    spec: { storageClassName: '', accessModes: ['ReadWriteOnce'], resources: { requests: { storage: size } }, ...spec },
  });
  const capacity = (storage: string) => ({ capacity: { storage } });
  const planOf = (...manifests: object[]) => StoragePlan.ofManifests(manifests, { closedWorld: true }).toJson().claims;
  const answer = (...manifests: object[]) => planOf(...manifests).map(({ outcome, volume: bound }: any) => [outcome, bound]);

  test('S001-09: the smallest volume that fits is taken', () => {
    expect(answer(volume('large', capacity('20Gi')), volume('small', capacity('2Gi')), volume('tiny', capacity('1Mi')), claim('c'))).toEqual([['bound', 'small']]);
  });

  test('S001-10: a claim that nothing fits waits', () => {
    expect(answer(volume('v', capacity('512Mi')), claim('c'))).toEqual([['pending', null]]);
  });

  test('S001-26: a volume may offer more modes than a claim wants, and never fewer', () => {
    const all = { accessModes: ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany'] };
    expect(answer(volume('v', all), claim('c'))).toEqual([['bound', 'v']]);
    expect(answer(volume('v'), claim('c', '1Gi', all))).toEqual([['pending', null]]);
  });

  test('S001-27, S001-29: volumes of just the wanted modes come first, and of those the smallest', () => {
    const more = volume('more', { ...capacity('2Gi'), accessModes: ['ReadWriteOnce', 'ReadWriteMany'] });
    expect(answer(volume('large', capacity('4Gi')), volume('exact', capacity('3Gi')), more, claim('c'))).toEqual([['bound', 'exact']]);
    expect(answer(more, volume('small', capacity('1Mi')), claim('c'))).toEqual([['bound', 'more']]);
  });

  test('S001-28: nothing orders volumes that fit equally well', () => {
    const csi = { nfs: undefined, csi: { driver: 'csi.example.com', volumeHandle: 'v' } };
    expect(planOf(volume('a'), volume('b', csi), claim('c')).map((c: any) => [c.outcome, c.volumes])).toEqual([['oneOf', ['a', 'b']]]);
  });

  test('S001-49: five of the nine pairs of volume modes bind', () => {
    const modes = [{}, { volumeMode: 'Filesystem' }, { volumeMode: 'Block' }];
    const pairs = modes.flatMap((ofVolume) => modes.map((ofClaim) => answer(volume('v', ofVolume), claim('c', '1Gi', ofClaim))[0][0]));
    expect(pairs).toEqual(['bound', 'bound', 'pending', 'bound', 'bound', 'pending', 'pending', 'pending', 'bound']);
  });

  test('S002-17: the sample pair binds, and the claim has the whole volume', () => {
    const slow = { storageClassName: 'slow' };
    expect(answer(volume('pv0003', slow), claim('myclaim', '1Gi', slow))).toEqual([['bound', 'pv0003']]);
  });

  test('S002-24: one claim has the volume, however large: a second one waits', () => {
    expect(answer(volume('v', capacity('100Gi')), claim('a'), claim('b')).map(([outcome]: any) => outcome).sort()).toEqual(['oneOf', 'oneOf']);
    expect(StoragePlan.ofManifests([volume('v', capacity('100Gi')), claim('a'), claim('b')], { closedWorld: true, arrival: Arrival.DOCUMENT_ORDER })
      .toJson().claims.map(({ outcome }: any) => outcome)).toEqual(['bound', 'pending']);
  });

  test('S002-26: labels narrow the choice', () => {
    const labelled = { ...volume('b'), metadata: { name: 'b', labels: { tier: 'gold' } } };
    expect(answer(volume('a'), labelled, claim('c', '1Gi', { selector: { matchLabels: { tier: 'gold' } } }))).toEqual([['bound', 'b']]);
  });
});
