import { Rule } from '../rule';

/** The engine makes its findings: only it knows which acknowledgements closed something. */
export const INP006: Rule = {
  id: 'INP006',
  severity: 'warning',
  title: 'Acknowledgement that nothing needs',
  why: 'The finding that it was written for is gone, or its id is mistyped. Left in place it would hide the next one without anybody having thought about it.',
  fix: 'Remove it, or correct its id.',
  failing: `
    apiVersion: v1
    kind: ConfigMap
    metadata:
      name: settings
      annotations: {cdk8s-openstack/acknowledge: "BND009=restored by hand"}
  `,
  passing: `
    apiVersion: v1
    kind: PersistentVolume
    metadata:
      name: data
      annotations: {cdk8s-openstack/acknowledge: "BND009=restored by hand"}
    spec:
      accessModes: [ReadWriteOnce]
      capacity: {storage: 5Gi}
      claimRef: {name: db}
      nfs: {server: nfs.example.com, path: /exports/data}
  `,
  expects: 'ConfigMap/settings metadata.annotations[cdk8s-openstack/acknowledge]',
  check: () => [],
};
