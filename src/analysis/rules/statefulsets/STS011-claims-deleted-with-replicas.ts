import { fields } from '../../../core/fields';
import { FEATURES } from '../../../kubernetes/features';
import { minorNumber } from '../../../kubernetes/minor';
import { rule } from '../rule';

export const STS011 = rule('STS011', function* (view) {
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
});
