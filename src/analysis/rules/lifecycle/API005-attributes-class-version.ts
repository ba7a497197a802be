import { servedVersion } from '../../../kubernetes/api-versions';
import { Rule } from '../rule';

export const API005: Rule = {
  id: 'API005',
  severity: 'error',
  title: 'The version of a VolumeAttributesClass is not served',
  why: 'storage.k8s.io/v1alpha1 went with 1.35 and v1beta1 with 1.37; v1 came with 1.34, and the two before it are off unless the API server is told to serve them. Kubernetes that does not serve the version refuses the object, and claims that name it keep their old attributes.',
  fix: 'Write apiVersion: storage.k8s.io/v1, or storage.k8s.io/v1beta1 before 1.34.',
  source: 'k8s.io/api storage/*/zz_generated.prerelease-lifecycle.go; pkg/controlplane/instance.go DefaultAPIResourceConfigSource',
  * check(view) {
    for (const item of view.of('VolumeAttributesClass')) {
      const found = servedVersion(item, view.kubernetes);
      if (found) {
        yield { on: item, path: 'apiVersion', message: found.message, fix: found.fix };
      } else if (item.apiVersion !== 'storage.k8s.io/v1') {
        yield {
          on: item,
          path: 'apiVersion',
          severity: 'warning',
          message: `Kubernetes 1.${view.kubernetes} serves ${item.apiVersion} only where the API server runs with --runtime-config=${item.apiVersion}=true.`,
          fix: view.kubernetes < 34 ? 'Set the flag, or target Kubernetes 1.34.' : undefined,
        };
      }
    }
  },
};
