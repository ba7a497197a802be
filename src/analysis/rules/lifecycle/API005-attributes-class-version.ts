import { servedVersion } from '../../../kubernetes/api-versions';
import { FEATURES } from '../../../kubernetes/features';
import { minorNumber } from '../../../kubernetes/minor';
import { Rule } from '../rule';

export const API005: Rule = {
  id: 'API005',
  severity: 'error',
  title: 'VolumeAttributesClass version that this Kubernetes does not serve',
  why: 'storage.k8s.io/v1alpha1 is served before 1.35, v1beta1 before 1.37 and v1 since 1.34; alpha and beta are disabled by default. '
    + 'The API server rejects other versions, and claims with the class keep their attributes.',
  fix: 'Use apiVersion: storage.k8s.io/v1, or storage.k8s.io/v1beta1 before 1.34.',
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
          message: `Kubernetes 1.${view.kubernetes} serves ${item.apiVersion} only if the API server runs with `
            + `--runtime-config=${item.apiVersion}=true.`,
          fix: view.kubernetes < minorNumber(FEATURES.attributesClass.onSince) ? 'Set the flag, or target Kubernetes 1.34.' : undefined,
        };
      }
    }
  },
};
