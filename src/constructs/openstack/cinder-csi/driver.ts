import { CinderCsiFacts } from './resolve';
import { refuse } from '../../../core/errors';
import { FEATURES } from '../../../kubernetes/features';
import { isAtLeast } from '../../../kubernetes/minor';
import { Manifest } from '../../private/emit';
import { definedOf } from '../../private/workload';

/** The CSIDriver object; undefined where the release has none. */
export function csiDriver(facts: CinderCsiFacts): Manifest | undefined {
  const { profile } = facts;
  const shipped = profile.csiDriver;
  const extra = driverSpec(facts);
  if (!shipped) {
    const property = Object.keys(extra)[0]?.replace('volumeLifecycleModes', 'inlineVolumes');
    if (property) {
      refuse(property, `needs the CSIDriver object, which release ${facts.release.minor} lacks. Use release.extend({ fixes: `
      + '[ReleaseFix.CSI_DRIVER_OBJECT] })');
    }
    return undefined;
  }
  return { apiVersion: shipped.apiVersion, kind: 'CSIDriver', metadata: { name: profile.driverName }, spec: { ...shipped.spec, ...extra } };
}

function driverSpec({ props, kubernetesVersion }: CinderCsiFacts): { [field: string]: unknown } {
  const { fsGroupPolicy, seLinuxMount, inlineVolumes } = props;
  const needs = (property: string, minor: string) => {
    if (!isAtLeast(kubernetesVersion, minor)) {
      refuse(property, `needs Kubernetes ${minor} or newer, but the cluster has ${kubernetesVersion}. Remove it`);
    }
  };
  if (fsGroupPolicy !== undefined) needs('fsGroupPolicy', FEATURES.fsGroupPolicy.onSince);
  if (seLinuxMount !== undefined) needs('seLinuxMount', FEATURES.seLinuxMount.since);
  const volumeLifecycleModes = inlineVolumes === undefined ? undefined : inlineVolumes ? ['Persistent', 'Ephemeral'] : ['Persistent'];
  return definedOf({ fsGroupPolicy, seLinuxMount, volumeLifecycleModes });
}
