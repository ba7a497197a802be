import { manilaSecretVerdicts } from '../../../openstack/judgements/manila-secret';
import { each, rule } from '../rule';
import { manilaRelease } from '../shared/releases';

export const OST021 = rule('OST021', each((view) => [...view.of('Secret'), ...view.of('ExternalSecret')], (item, view) => (
  manilaSecretVerdicts(item.object, manilaRelease(view)))));
