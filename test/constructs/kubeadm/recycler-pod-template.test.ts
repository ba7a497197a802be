import { parse } from 'yaml';
import { inTree, kubeadm, VolumeSource } from '../../../src';
import { scope } from '../../support/synth';

const template = (props: Partial<kubeadm.RecyclerPodTemplateProps> = {}, parent = scope()) => new kubeadm.RecyclerPodTemplate(parent, 'r', { image: 'busybox', ...props });

test('is a file for the control-plane nodes, and no object', () => {
  const { file, flag, hostPath } = template({ namespace: 'openshift-infra', serviceAccountName: 'pv-recycler-controller' });
  expect([file.path, flag, hostPath]).toEqual(['kubeadm/pv-recycler-nfs.yaml', 'pv-recycler-pod-template-filepath-nfs', '/etc/kubernetes/pv-recycler-nfs.yaml']);
  expect(parse(file.content)).toMatchSnapshot();
});

test('for hostPath volumes', () => {
  const { file, flag, hostPath } = template({ source: VolumeSource.hostPath('/any'), command: ['true'] });
  expect([file.path, flag, hostPath]).toEqual(['kubeadm/pv-recycler-hostpath.yaml', 'pv-recycler-pod-template-filepath-hostpath', '/etc/kubernetes/pv-recycler-hostpath.yaml']);
  expect(parse(file.content).spec).toMatchObject({ volumes: [{ name: 'vol', hostPath: { path: '/any' } }], containers: [{ command: ['true'] }] });
});

test('kubeadm mounts the files into the controller manager and names them', () => {
  const parent = scope();
  const templates = [template({}, parent), new kubeadm.RecyclerPodTemplate(parent, 'h', { image: 'a', source: VolumeSource.hostPath('/any'), hostPath: '/srv/h.yaml' })];
  const { initFile } = new kubeadm.KubeadmConfig(parent, 'k', { kubernetesVersion: '1.30', recyclerPodTemplates: templates, controllerManager: { extraArgs: { v: '2' } } });
  const cluster = initFile.content.split('---\n').map((text) => parse(text)).find(({ kind }) => kind === 'ClusterConfiguration');
  expect(cluster.controllerManager).toEqual({
    extraArgs: {
      'pv-recycler-pod-template-filepath-nfs': '/etc/kubernetes/pv-recycler-nfs.yaml', 'pv-recycler-pod-template-filepath-hostpath': '/srv/h.yaml', 'v': '2',
    },
    extraVolumes: [
      { name: 'pv-recycler-nfs', hostPath: '/etc/kubernetes/pv-recycler-nfs.yaml', mountPath: '/etc/kubernetes/pv-recycler-nfs.yaml', readOnly: true, pathType: 'File' },
      { name: 'pv-recycler-hostpath', hostPath: '/srv/h.yaml', mountPath: '/srv/h.yaml', readOnly: true, pathType: 'File' },
    ],
  });
  expect(() => new kubeadm.KubeadmConfig(parent, 'twice', { recyclerPodTemplates: [templates[0], templates[0]] }))
    .toThrow('test/twice: recyclerPodTemplates has two templates for --pv-recycler-pod-template-filepath-nfs. Remove one');
});

test.each<[string, Partial<kubeadm.RecyclerPodTemplateProps>]>([
  ['source cannot be iscsi: only nfs and hostPath', { source: inTree.InTreeVolumeSource.iscsi({ targetPortal: 'a', iqn: 'iqn.2001-04.com.example:a', lun: 0 }) }],
  ['image must be an image with a shell', { image: '' }],
  ['namespace must be a DNS label', { namespace: 'A' }],
  ['hostPath must be an absolute path', { hostPath: 'a' }],
])('%s', (message, props) => expect(() => template(props)).toThrow(`test/r: ${message}`));
