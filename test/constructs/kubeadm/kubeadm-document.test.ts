import { readFileSync } from 'fs';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';
import { Advice, CloudConfig, HostPathType, kubeadm, SecretText } from '../../../src';
import { scope, stderrOf } from '../../support/synth';

/*
 * The files of "Deploying External OpenStack Cloud Provider with Kubeadm" (Kubernetes 1.15), and what typed code makes of them.
 */
const documents = (text: string): any[] => parseAllDocuments(text).map((d) => d.toJS());
const fixture = (name: string) => documents(readFileSync(join(__dirname, '../../evidence/source-documents/files', name), 'utf8'));

const [init, cluster] = fixture('kubeadm-1.15-init.yaml');
const [join115] = fixture('kubeadm-1.15-join.yaml');

const asWritten: kubeadm.KubeadmConfigProps = {
  kubernetesVersion: 'v1.15.1',
  apiServer: { extraArgs: { 'enable-admission-plugins': 'NodeRestriction', 'runtime-config': 'storage.k8s.io/v1=true' } },
  controllerManager: {
    extraArgs: { 'external-cloud-volume-plugin': 'openstack' },
    extraVolumes: [{ name: 'cloud-config', hostPath: '/etc/kubernetes/cloud-config', pathType: HostPathType.FILE }],
  },
  serviceSubnet: '10.96.0.0/12',
  podSubnet: '10.224.0.0/16',
  dnsDomain: 'cluster.local',
};

test('kubeadm init: 0 differences but the version of the first document, and the cgroup driver that the document gives to Docker only', () => {
  const made = documents(new kubeadm.KubeadmConfig(scope(), 'kubeadm', asWritten).initFile.content);
  expect(made).toEqual([
    { ...init, apiVersion: 'kubeadm.k8s.io/v1beta2' }, // the document mixes v1beta1 and v1beta2 in one file
    cluster,
    { apiVersion: 'kubelet.config.k8s.io/v1beta1', kind: 'KubeletConfiguration', cgroupDriver: 'systemd' },
  ]);
});

test('kubeadm init, with the volume plugin wired: the flags and the CA bundle that the document forgot', () => {
  const caCertificate = { secretName: 'openstack-ca-cert', secretKey: 'ca.pem', path: '/etc/kubernetes/ca.pem' };
  const cloudConfig = CloudConfig.fromSecretName('cloud-config', { caCertificate });
  const { controllerManager, ...rest } = asWritten;
  const [, made] = documents(new kubeadm.KubeadmConfig(scope(), 'kubeadm', { ...rest, inTreeVolumePlugin: cloudConfig }).initFile.content);
  expect(made).toEqual({
    ...cluster,
    controllerManager: {
      extraArgs: { ...cluster.controllerManager.extraArgs, 'cloud-provider': 'external', 'cloud-config': '/etc/kubernetes/cloud-config' },
      extraVolumes: [
        ...cluster.controllerManager.extraVolumes,
        { name: 'openstack-ca', hostPath: '/etc/kubernetes/ca.pem', mountPath: '/etc/kubernetes/ca.pem', readOnly: true, pathType: 'File' },
      ],
    },
  });
});

test('kubeadm join: 0 differences', () => {
  const bootstrap = new kubeadm.KubeadmConfig(scope(), 'kubeadm', { kubernetesVersion: 'v1.15.1' });
  const { apiServerEndpoint, token, caCertHashes } = join115.discovery.bootstrapToken;
  stderrOf(() => expect(documents(bootstrap.addJoin('workers', {
    discovery: kubeadm.JoinDiscovery.bootstrapToken({ apiServerEndpoint, token: SecretText.unsafe(token), caCertHashes }),
  }).content)).toEqual([join115]));
});

test('says what of the document is superfluous, and what does not work', () => {
  const bootstrap = new kubeadm.KubeadmConfig(scope(), 'kubeadm', asWritten);
  expect(Advice.of(bootstrap).open.map(({ id }) => id)).toEqual(['API013', 'API014', 'API014']);
  const wired = new kubeadm.KubeadmConfig(scope(), 'kubeadm', {
    kubernetesVersion: '1.15',
    controllerManager: { extraArgs: { 'external-cloud-volume-plugin': 'openstack', 'cloud-provider': 'external', 'cloud-config': '/c' } },
  });
  expect(Advice.of(wired).open).toEqual([]);
});
