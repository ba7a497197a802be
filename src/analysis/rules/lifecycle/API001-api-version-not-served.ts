import { servedVersion } from '../../../kubernetes/api-versions';
import { Rule } from '../rule';

export const API001: Rule = {
  id: 'API001',
  severity: 'error',
  title: 'The API version is not served by this Kubernetes',
  why: 'The API server answers "no matches for kind": the object is not made, and kubectl apply or a GitOps sync stops there. Old versions are removed three minors after they are deprecated, new ones are not there before.',
  fix: 'Write the version that this Kubernetes serves; fields may have other names there.',
  source: 'k8s.io/api zz_generated.prerelease-lifecycle.go',
  * check(view) {
    for (const item of view.items) {
      if (item.kind === 'VolumeAttributesClass') continue; // API005
      const found = servedVersion(item, view.kubernetes);
      if (found) yield { on: item, path: 'apiVersion', message: found.message, fix: found.fix };
    }
  },
};
