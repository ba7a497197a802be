import { OLB012 as JUDGEMENT, localWithoutMonitor } from '../../../openstack/judgements/octavia-settings';
import { rule } from '../rule';
import { judged } from '../shared/load-balancers';

export const OLB012 = rule(JUDGEMENT, (view) => judged(view, localWithoutMonitor));
