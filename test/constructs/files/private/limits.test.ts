import { kubeadm, network, nodes } from '../../../../src';
import { requireFilePath } from '../../../../src/constructs/files/private/file-path';
import { requireNetworking } from '../../../../src/constructs/kubeadm/private/kubeadm-checks';
import { requireFirewallPort } from '../../../../src/constructs/network/private/firewall';

const DONE = 'accepted';
const outcome = (run: () => unknown): string => {
  try {
    run();
    return DONE;
  } catch (error) {
    return (error as Error).message;
  }
};

test.each([[1024, true], [1025, false]])('a path of %i characters: %s', (length, fine) => {
  expect(outcome(() => requireFilePath('path', 'a'.repeat(length))) === DONE).toBe(fine);
});

describe('ports', () => {
  const rule = { protocol: network.IpProtocol.ICMP, description: 'ping' };
  test.each([[-1, false], [0, true], [255, true], [256, false], [1.5, false]])('ICMP type %d: %s', (fromPort, fine) => {
    expect(outcome(() => requireFirewallPort('rule', { ...rule, fromPort })) === DONE).toBe(fine);
  });

  test.each([[0, false], [1, true], [255, true], [256, false]])('a description of %i characters: %s', (length, fine) => {
    expect(outcome(() => requireFirewallPort('rule', { ...rule, description: 'd'.repeat(length) })) === DONE).toBe(fine);
  });
});

test.each([
  [{ serviceSubnet: '10.0.0.0/12' }, true], // 20 host bits
  [{ serviceSubnet: '10.0.0.0/11' }, false],
  [{ serviceSubnet: '10.0.0.0/28' }, true], // 4 host bits
  [{ serviceSubnet: '10.0.0.0/29' }, false],
  [{ podSubnet: '10.0.0.0/24' }, true], // one block
  [{ podSubnet: '10.0.0.0/25' }, false],
  [{ podSubnet: '10.0.0.0/8', serviceSubnet: '172.16.0.0/12' }, true], // 16 bits of blocks
  [{ podSubnet: '8.0.0.0/7' }, false],
  [{ podSubnet: 'fd00::/48' }, true],
  [{ podSubnet: 'fd00::/47' }, false],
])('kubeadm takes %j: %s', (networking, fine) => {
  expect(outcome(() => requireNetworking(networking)) === DONE).toBe(fine);
});

test('a format of kubeadm that is not read says from when, or until when', () => {
  expect(outcome(() => kubeadm.KubeadmApi.V1BETA4._requireReadBy('1.30'))).toContain('first read by 1.31');
  expect(outcome(() => kubeadm.KubeadmApi.V1BETA4._requireReadBy('1.31'))).toBe(DONE);
  expect(outcome(() => kubeadm.KubeadmApi.V1BETA2._requireReadBy('1.26'))).toBe(DONE);
  expect(outcome(() => kubeadm.KubeadmApi.V1BETA2._requireReadBy('1.27'))).toContain('last read by 1.26');
});

test('packages of pkgs.k8s.io start at 1.24', () => {
  expect(nodes.PackageRepository.kubernetes()._resolve('1.24', false).baseUrl).toBe('https://pkgs.k8s.io/core:/stable:/v1.24/deb/');
  expect(outcome(() => nodes.PackageRepository.kubernetes()._resolve('1.23', false))).toContain('contains Kubernetes 1.24 and newer');
});
