import { fields, list, text } from '../../../core/fields';
import { shown } from '../../../core/words';
import { CHANGED_IN } from '../../../kubernetes/changes';
import { FEATURES } from '../../../kubernetes/features';
import { maxUnavailableIgnored, STS017 as UNAVAILABLE } from '../../../kubernetes/judgements/workloads';
import { minorNumber } from '../../../kubernetes/minor';
import { isDnsLabel } from '../../../kubernetes/names';
import { firstOrdinal } from '../../model/claim-sources';
import { about, each, rule } from '../rule';
import { immutable } from '../shared/changes';

export const STS003 = rule('STS003', (view) => immutable(view, ['StatefulSet'], (path) => path !== 'spec.volumeClaimTemplates'));

export const STS004 = rule('STS004', function* (view) {
  for (const item of view.of('StatefulSet')) {
    const last = firstOrdinal(item) + Math.max(view.mostReplicas(item), 1) - 1;
    if (item.name.length > 52) {
      yield about(item, 'metadata.name', `the name has ${item.name.length} characters, but the labels of its pods allow only 52.`);
    } else if (item.name.length + 1 + String(last).length > 63) {
      yield about(item, 'metadata.name', `the name of the pod with ordinal ${last} has more than 63 characters.`);
    }
  }
});

export const STS006 = rule('STS006', function* (view) {
  for (const item of view.of('StatefulSet')) {
    const name = text(item.spec.serviceName);
    if (!name) continue;
    const service = view.find('Service', item.namespace, name);
    const labels = view.podIn(item)?.labels ?? {};
    const selector = Object.entries(fields(service?.spec.selector));
    const problem = !service ? 'is not in the input'
      : service.spec.clusterIP !== 'None' ? 'is not headless'
        : !selector.length || selector.some(([key, value]) => labels[key] !== value) ? 'does not select the pods' : undefined;
    if (!problem) continue;
    // Controllers of drivers are such sets: nothing addresses their pods by name.
    const nameless = !list(item.spec.volumeClaimTemplates).length && service !== undefined;
    const severity = nameless || (!service && !view.closedWorld) ? 'info' : undefined;
    yield about(item, 'spec.serviceName', `Service "${name}" ${problem}.`, { severity });
  }
});

export const STS007 = rule('STS007', function* (view) {
  for (const item of view.of('StatefulSet')) {
    const name = text(item.spec.serviceName);
    if (name && !isDnsLabel(name)) yield about(item, 'spec.serviceName', `"${shown(name)}" is not a DNS label.`);
  }
}, { from: CHANGED_IN.governingServiceName });

export const STS011 = rule('STS011', function* (view) {
  for (const item of view.of('StatefulSet')) {
    const policy = fields(item.spec.persistentVolumeClaimRetentionPolicy);
    const occasions: Array<[string, string]> = [['whenScaled', view.scaler(item) ? 'an autoscaler removes its replica' : 'its replica is '
      + 'removed'], ['whenDeleted', 'the set is deleted']];
    for (const [key, occasion] of occasions) {
      if (policy[key] !== 'Delete' || !view.templatesOf(item).length) continue;
      const effect = view.kubernetes < minorNumber(FEATURES.claimsDeletedBySet.onSince) ? `Kubernetes 1.${view.kubernetes} ignores the field`
        : `the data of a replica is deleted when ${occasion}`;
      yield about(item, `spec.persistentVolumeClaimRetentionPolicy.${key}`, `${key} is Delete: ${effect}.`);
    }
  }
});

export const STS012 = rule('STS012', function* (view) {
  for (const item of view.of('StatefulSet')) {
    const service = view.find('Service', item.namespace, item.spec.serviceName);
    const probes = view.podIn(item)?.containers.some(({ value }) => value.readinessProbe);
    if (item.spec.podManagementPolicy === 'Parallel' || view.mostReplicas(item) < 3 || !probes || service?.spec.publishNotReadyAddresses === true) {
      continue;
    }
    yield about(item, 'spec.podManagementPolicy',
      'each pod is created after the previous one is Ready; if readiness needs peers, the first never becomes Ready.');
  }
});

export const STS017 = rule('STS017', each((view) => view.of('StatefulSet'), (item) => maxUnavailableIgnored(item.object)), UNAVAILABLE.minors);
