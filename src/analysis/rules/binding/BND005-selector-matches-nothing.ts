import { Rule } from '../rule';
import { replaced } from '../shared/manifests';
import { nearMisses } from '../shared/near-miss';

export const BND005: Rule = {
  id: 'BND005',
  severity: 'error',
  openWorld: 'lower',
  title: 'The claim selects labels that no volume has',
  why: 'A selector restricts a claim to volumes whose labels match it. No volume of the claim\'s class does, so it stays Pending. A claim with a selector is not '
    + 'provisioned either.',
  fix: 'Label the volume, or correct the selector.',
  source: 'component-helpers/storage/volume/pv_helpers.go FindMatchingVolume',
  failing: `
    apiVersion: v1
    kind: PersistentVolume
    metadata: {name: fast-1}
    spec:
      accessModes: [ReadWriteOnce]
      capacity: {storage: 5Gi}
      nfs: {server: nfs.example.com, path: /exports/fast}
    ---
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata: {name: data, namespace: shop}
    spec:
      storageClassName: ""
      selector: {matchLabels: {tier: fast}}
      accessModes: [ReadWriteOnce]
      resources: {requests: {storage: 5Gi}}
  `,
  get passing() { return replaced(this.failing, { 'metadata: {name: fast-1}': 'metadata:\n  name: fast-1\n  labels: {tier: fast}' }); },
  expects: 'PersistentVolumeClaim/data spec.selector',
  check: (view) => nearMisses(view, 'selector', 'selector', (_, volume) =>
    `selects labels that the only volume that fits otherwise, "${volume}", does not have.`),
};
