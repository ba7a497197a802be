import { OLB004 as JUDGEMENT, ofLaterReleases } from '../../../openstack/judgements/octavia-annotations';
import { rule } from '../rule';
import { judged } from '../shared/load-balancers';

export const OLB004 = rule(JUDGEMENT, (view) => judged(view, ofLaterReleases));
