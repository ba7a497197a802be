import { Judgement, Verdict } from '../../core/judgement';
import { servedVersion } from '../api-versions';
import { hasAttributesClass } from '../features';
import { Minor, minorNumber } from '../minor';

export const API005: Judgement = {
  id: 'API005',
  severity: 'error',
  title: 'VolumeAttributesClass version that this Kubernetes does not serve',
  why: 'storage.k8s.io/v1alpha1 is served before 1.35, v1beta1 before 1.37 and v1 since 1.34; alpha and beta are disabled by default. '
    + 'The API server rejects other versions, and claims with the class keep their attributes.',
  fix: 'Use apiVersion: storage.k8s.io/v1, or storage.k8s.io/v1beta1 before 1.34.',
  source: 'k8s.io/api storage/*/zz_generated.prerelease-lifecycle.go; pkg/controlplane/instance.go DefaultAPIResourceConfigSource',
};

/** Whether a minor serves the version of a VolumeAttributesClass, and does so by default. */
export function* attributesClassVersion({ apiVersion }: { readonly apiVersion: string }, kubernetes: Minor): Iterable<Verdict> {
  const path = 'apiVersion';
  const unserved = servedVersion({ apiVersion, kind: 'VolumeAttributesClass' }, minorNumber(kubernetes));
  if (unserved) {
    yield { path, ...unserved };
  } else if (apiVersion !== 'storage.k8s.io/v1') {
    const isEarly = !hasAttributesClass(kubernetes);
    yield {
      path,
      severity: 'warning',
      message: `Kubernetes ${kubernetes} serves ${apiVersion} only if the API server runs with --runtime-config=${apiVersion}=true`
        + `${isEarly ? ' and the feature gate VolumeAttributesClass' : ''}.`,
      fix: isEarly ? 'Set the flag and the gate, or target Kubernetes 1.34.' : undefined,
    };
  }
}
