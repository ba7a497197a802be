/*
 * Flags that drivers and sidecars ignore or no longer know, by the name of their image.
 * Sources: cloud-provider-openstack cmd/cinder-csi-plugin/main.go; kubernetes/kubernetes#108953; CHANGELOG of each sidecar in
 * github.com/kubernetes-csi.
 */
interface DeadFlag {
  readonly flag: string;
  /** First release that ignores or lacks it. */
  readonly since: string;
  /** What became of it, as it continues the flag's name. */
  readonly why: string;
}

/** First csi-provisioner that asks the driver for its name; before, the name is that of --provisioner. */
export const PROVISIONER_NAME_SINCE = '1.1';

export const DEAD_FLAGS: { readonly [image: string]: readonly DeadFlag[] } = {
  'csi-provisioner': [
    { flag: 'provisioner', since: PROVISIONER_NAME_SINCE, why: 'has no effect (the name comes from the driver)' },
    { flag: 'connection-timeout', since: '2.0', why: 'was removed' },
  ],
  'csi-attacher': [{ flag: 'connection-timeout', since: '3.0', why: 'was removed' }],
  'csi-snapshotter': [{ flag: 'connection-timeout', since: '2.0', why: 'was removed' }],
  'openstack-cloud-controller-manager': [
    { flag: 'address', since: '1.24', why: 'is replaced by --bind-address' },
    { flag: 'port', since: '1.24', why: 'is replaced by --secure-port' },
  ],
  'cinder-csi-plugin': [
    { flag: 'nodeid', since: '1.22', why: 'is ignored (the driver reads the node from its metadata)' },
    { flag: 'node-service-no-os-client', since: '1.32', why: 'has no effect (the node service never uses credentials)' },
  ],
};
