import { OLB005 as JUDGEMENT, conflicts } from '../../../openstack/judgements/octavia-settings';
import { rule } from '../rule';
import { judged } from '../shared/load-balancers';

export const OLB005 = rule(JUDGEMENT, (view) => judged(view, conflicts));
