import { sameAddress } from '../../../openstack/judgements/octavia-services';
import { OLB011 as JUDGEMENT, unusableAddress } from '../../../openstack/judgements/octavia-settings';
import { rule } from '../rule';
import { judged, served } from '../shared/load-balancers';

export const OLB011 = rule(JUDGEMENT, function* (view) {
  yield* judged(view, unusableAddress);
  for (const [{ item }, verdict] of sameAddress(served(view))) yield { on: item, ...verdict };
});
