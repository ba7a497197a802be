import { nfs } from '../../../../src';
import { Output } from '../../../support/synth';

const driver = (props: nfs.NfsNodeDriverProps = {}, more: (one: nfs.NfsNodeDriver) => void = () => {}) => Output.of((chart) => more(new nfs.NfsNodeDriver(chart, 'Nfs', props)));

test('the node part alone is emitted by default', () => {
  const output = driver();
  expect(output.inventory()).toEqual(['CSIDriver/nfs.csi.k8s.io', 'ServiceAccount/kube-system/csi-nfs-node-sa', 'DaemonSet/kube-system/csi-nfs-node']);
  expect(output.get('DaemonSet')).toMatchSnapshot();
});

test('with a controller it is the whole driver', () => {
  const output = driver({ controller: { replicas: 2 }, namespace: 'storage' });
  expect(output.inventory()).toMatchSnapshot();
  expect(output.get('Deployment').spec.replicas).toBe(2);
  expect(output.objects.filter(({ roleRef }) => roleRef).every(({ subjects: [{ namespace, name }] }) => namespace === 'storage' && name === 'csi-nfs-controller-sa')).toBe(true);
});

test('every object is reachable from the construct', () => {
  driver({ controller: {} }, (one) => {
    const reached = [one.driver, one.nodeServiceAccount, one.nodePlugin, one.controllerServiceAccount, ...one.roles, ...one.bindings, one.controller];
    expect(new Set(reached)).toEqual(new Set(one.node.findAll().filter((c) => 'apiVersion' in c)));
  });
});

test('options reach the driver of each part, and the directory of the kubelet all mounts', () => {
  const output = driver({ kubeletDir: '/data/kubelet/', resources: { requests: { cpu: '5m' } }, images: { registryMirror: 'mirror.example.com' }, controller: { extraArgs: ['--enable-snapshot-compression=false'] } });
  const main = (kind: string) => output.get(kind).spec.template.spec.containers.find(({ name }: any) => name === 'nfs');
  expect([main('DaemonSet').resources, main('DaemonSet').image]).toEqual([{ requests: { cpu: '5m' } }, 'mirror.example.com/sig-storage/nfsplugin:v4.13.4']);
  expect(main('Deployment').args).toContain('--enable-snapshot-compression=false');
  expect(main('DaemonSet').args).not.toContain('--enable-snapshot-compression=false');
  const paths = output.get('DaemonSet').spec.template.spec.volumes.map(({ hostPath }: any) => hostPath.path);
  expect(paths).toEqual(['/data/kubelet/plugins/csi-nfsplugin', '/data/kubelet/pods', '/data/kubelet/plugins_registry']);
});

test.each<[string, nfs.NfsNodeDriverProps, string]>([
  ['a relative directory', { kubeletDir: 'var' }, 'kubeletDir must be an absolute path'],
  ['the root', { kubeletDir: '/' }, 'kubeletDir must be the root directory of the kubelet'],
  ['half a replica', { controller: { replicas: 0.5 } }, 'controller.replicas must be a whole number'],
  ['an image of no container', { images: { overrides: { nope: 'example.com/a:1' } } }, 'nope'],
])('%s is refused', (_, props, message) => expect(() => driver(props)).toThrow(message));
