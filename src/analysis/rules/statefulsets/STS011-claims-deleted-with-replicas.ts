import { fields } from '../../../core/fields';
import { FEATURES } from '../../../kubernetes/features';
import { minorNumber } from '../../../kubernetes/minor';
import { Rule } from '../rule';

export const STS011: Rule = {
  id: 'STS011',
  severity: 'warning',
  title: 'Claim retention policy Delete deletes data',
  why: 'With Delete, the claims of removed replicas are deleted, and with the usual reclaim policy their data too. An autoscaler that '
    + 'scales in then destroys data. Before Kubernetes 1.27 the field is ignored.',
  fix: 'Use Retain, and delete claims manually.',
  source: 'pkg/apis/apps/validation/validation.go ValidatePersistentVolumeClaimRetentionPolicy',
  * check(view) {
    for (const item of view.of('StatefulSet')) {
      const policy = fields(item.spec.persistentVolumeClaimRetentionPolicy);
      const occasions: Array<[string, string]> = [['whenScaled', view.scaler(item) ? 'an autoscaler removes its replica' : 'its replica is '
        + 'removed'], ['whenDeleted', 'the set is deleted']];
      for (const [key, occasion] of occasions) {
        if (policy[key] !== 'Delete' || !view.templatesOf(item).length) continue;
        const effect = view.kubernetes < minorNumber(FEATURES.claimsDeletedBySet.onSince) ? `Kubernetes 1.${view.kubernetes} ignores the field` : `the data of a replica is deleted when ${occasion}`;
        yield { on: item, path: `spec.persistentVolumeClaimRetentionPolicy.${key}`, message: `${key} is Delete: ${effect}.` };
      }
    }
  },
};
