import { Rule } from '../rule';
import { replaced } from '../shared/manifests';

/** The engine makes its findings, beside those of INP006. */
export const INP007: Rule = {
  id: 'INP007',
  severity: 'warning',
  title: 'Acknowledgement without a reason',
  why: 'An acknowledgement tells the next reader why something that looks wrong is right. Without a reason it closes nothing.',
  fix: 'Write it as "RULE=reason", several separated by semicolons.',
  failing: `
    apiVersion: v1
    kind: PersistentVolume
    metadata:
      name: data
      annotations: {cdk8s-openstack/acknowledge: "BND009"}
    spec:
      accessModes: [ReadWriteOnce]
      capacity: {storage: 5Gi}
      claimRef: {name: db}
      nfs: {server: nfs.example.com, path: /exports/data}
  `,
  get passing() { return replaced(this.failing, { '"BND009"': '"BND009=restored by hand"' }); },
  expects: 'PersistentVolume/data metadata.annotations[cdk8s-openstack/acknowledge]',
  check: () => [],
};
