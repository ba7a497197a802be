import { servedVersion } from '../../../kubernetes/api-versions';
import { Rule } from '../rule';

export const API001: Rule = {
  id: 'API001',
  severity: 'error',
  title: 'API version that this Kubernetes does not serve',
  why: 'The API server answers "no matches for kind": the object is not created, and kubectl apply or a GitOps sync stops there. An API '
    + 'version exists only between its introduction and its removal.',
  fix: 'Use the version that this Kubernetes serves; field names can differ.',
  source: 'k8s.io/api zz_generated.prerelease-lifecycle.go',
  * check(view) {
    for (const item of view.items) {
      if (item.kind === 'VolumeAttributesClass') continue; // API005
      const found = servedVersion(item, view.kubernetes);
      if (found) yield { on: item, path: 'apiVersion', message: found.message, fix: found.fix };
    }
  },
};
