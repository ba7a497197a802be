import { kubeadm } from '../../../src';

test.each([
  ['1.13', 'v1beta1'], ['1.14', 'v1beta1'], ['1.15', 'v1beta2'], ['1.21', 'v1beta2'], ['1.22', 'v1beta3'], ['1.30', 'v1beta3'],
  ['1.31', 'v1beta4'], ['v1.36.3', 'v1beta4'],
])('kubeadm %s gets the newest format that it reads, %s', (version, format) => {
  expect(kubeadm.KubeadmApi.ofKubernetes(version).apiVersion).toBe(`kubeadm.k8s.io/${format}`);
});

test('each format is read by the minors that upstream names', () => {
  const minors = Array.from({ length: 27 }, (_, i) => i + 12);
  const read = (api: kubeadm.KubeadmApi) => minors.filter((minor) => api.reads(`1.${minor}`));
  expect([read(kubeadm.KubeadmApi.V1BETA1)[0], read(kubeadm.KubeadmApi.V1BETA1).pop()]).toEqual([13, 21]);
  expect([read(kubeadm.KubeadmApi.V1BETA2)[0], read(kubeadm.KubeadmApi.V1BETA2).pop()]).toEqual([15, 26]);
  expect([read(kubeadm.KubeadmApi.V1BETA3)[0], read(kubeadm.KubeadmApi.V1BETA3).pop()]).toEqual([22, 36]);
  expect([read(kubeadm.KubeadmApi.V1BETA4)[0], read(kubeadm.KubeadmApi.V1BETA4).pop()]).toEqual([31, 38]);
});

test('older kubeadms read none of the known formats', () => {
  expect(() => kubeadm.KubeadmApi.ofKubernetes('1.12')).toThrow('kubernetesVersion is 1.12, whose kubeadm reads none of the known formats. Use Kubernetes 1.13 or newer');
});
