import { judgement } from './judgement';
import { Verdict } from '../../core/judgement';
import { servedVersion } from '../api-versions';
import { hasAttributesClass } from '../features';
import { Minor, minorNumber } from '../minor';
import { servedSnapshotVersion } from '../snapshot-api';

export const API001 = judgement('API001');

/** Whether a minor serves the version of an object; VolumeAttributesClasses have a judgement of their own. */
export function* unservedVersion(object: { readonly apiVersion: string; readonly kind: string }, kubernetes: Minor): Iterable<Verdict> {
  const unserved = object.kind === 'VolumeAttributesClass' ? undefined
    : servedVersion(object, minorNumber(kubernetes)) ?? servedSnapshotVersion(object, kubernetes);
  if (unserved) yield { path: 'apiVersion', ...unserved };
}

export const API005 = judgement('API005');

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
