import { OLB009 as JUDGEMENT, sharing, unshareable } from '../../../openstack/judgements/octavia-services';
import { rule } from '../rule';
import { judged, served } from '../shared/load-balancers';

export const OLB009 = rule(JUDGEMENT, function* (view) {
  yield* judged(view, unshareable);
  for (const [{ item }, verdict] of sharing(served(view))) yield { on: item, ...verdict };
});
