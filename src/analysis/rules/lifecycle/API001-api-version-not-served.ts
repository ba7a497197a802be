import { servedVersion } from './versions';
import { Rule } from '../rule';

export const API001: Rule = {
  id: 'API001',
  severity: 'error',
  title: 'The API version is not served by this Kubernetes',
  why: 'The API server answers "no matches for kind": the object is not made, and kubectl apply or a GitOps sync stops there. Old versions are removed three minors after they are deprecated, new ones are not there before.',
  fix: 'Write the version that this Kubernetes serves; fields may have other names there.',
  source: 'k8s.io/api zz_generated.prerelease-lifecycle.go',
  failing: `
    apiVersion: extensions/v1beta1
    kind: DaemonSet
    metadata: {name: local-volume-provisioner, namespace: storage}
    spec:
      selector: {matchLabels: {app: local-volume-provisioner}}
      template:
        metadata: {labels: {app: local-volume-provisioner}}
        spec:
          containers: [{name: provisioner, image: 'registry.k8s.io/sig-storage/local-volume-provisioner:v2.9.0'}]
  `,
  passing: `
    apiVersion: policy/v1
    kind: PodDisruptionBudget
    metadata: {name: db, namespace: shop}
    spec: {maxUnavailable: 1, selector: {matchLabels: {app: db}}}
  `,
  expects: 'DaemonSet/local-volume-provisioner apiVersion',
  * check(view) {
    for (const item of view.items) {
      if (item.kind === 'VolumeAttributesClass') continue; // API005
      const found = servedVersion(item, view.kubernetes);
      if (found) yield { on: item, path: 'apiVersion', message: found.message, fix: found.fix };
    }
  },
};
