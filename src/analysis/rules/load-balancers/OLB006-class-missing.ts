import { OLB006 as JUDGEMENT, missingClass } from '../../../openstack/judgements/octavia-settings';
import { rule } from '../rule';
import { judged } from '../shared/load-balancers';

export const OLB006 = rule(JUDGEMENT, (view) => judged(view, missingClass));
