/* Flags that components of Kubernetes no longer know, or whose value they no longer know. Source: the flags of the 1.36.3 and 1.37.2 binaries and the changelogs. */
import { Minor } from './minor';

interface Flag {
  readonly component: string;
  readonly name: string;
  /** First minor without the flag, or without the value that it names. */
  readonly gone: Minor;
  /** The affected values; default: all. */
  readonly value?: RegExp;
  readonly because: string;
}

/** Flags of cAdvisor, with which a kubelet of 1.37 does not start. */
const CADVISOR = ('application-metrics-count-limit boot-id-file container-hints containerd containerd-namespace enable-load-reader event-storage-age-limit '
  + 'event-storage-event-limit global-housekeeping-interval log-cadvisor-usage machine-id-file storage-driver-user storage-driver-password storage-driver-host '
  + 'storage-driver-db storage-driver-table storage-driver-secure storage-driver-buffer-duration').split(' ');

export const REMOVED_FLAGS: readonly Flag[] = [
  {
    component: 'kube-controller-manager',
    name: 'external-cloud-volume-plugin',
    gone: '1.26',
    because: 'names the in-tree plugin, which 1.26 removed',
  },
  {
    component: 'kube-controller-manager',
    name: 'cloud-provider',
    gone: '1.26',
    value: /^openstack$/,
    because: 'names the in-tree provider, which 1.26 removed',
  },
  {
    component: 'kube-apiserver',
    name: 'cloud-provider',
    gone: '1.26',
    value: /^openstack$/,
    because: 'names the in-tree provider, which 1.26 removed',
  },
  { component: 'kubelet', name: 'cloud-provider', gone: '1.26', value: /^openstack$/, because: 'names the in-tree provider, which 1.26 removed' },
  { component: 'kubelet', name: 'network-plugin', gone: '1.24', because: 'was removed in 1.24 with dockershim' },
  { component: 'kubelet', name: 'cni-bin-dir', gone: '1.24', because: 'was removed in 1.24 with dockershim' },
  { component: 'kubelet', name: 'cni-conf-dir', gone: '1.24', because: 'was removed in 1.24 with dockershim' },
  { component: 'kubelet', name: 'container-runtime', gone: '1.27', because: 'was removed in 1.27' },
  { component: 'kube-controller-manager', name: 'concurrent-service-syncs', gone: '1.37', because: 'was removed in 1.37' },
  ...CADVISOR.map((name) => ({ component: 'kubelet', name, gone: '1.37', because: 'was removed in 1.37 with other flags of cAdvisor' })),
];
