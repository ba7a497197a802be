import { OLB010 as JUDGEMENT, unfitPorts } from '../../../openstack/judgements/octavia-settings';
import { rule } from '../rule';
import { judged } from '../shared/load-balancers';

export const OLB010 = rule(JUDGEMENT, (view) => judged(view, unfitPorts));
