import { OLB003 as JUDGEMENT, invalidValues } from '../../../openstack/judgements/octavia-annotations';
import { rule } from '../rule';
import { judged } from '../shared/load-balancers';

export const OLB003 = rule(JUDGEMENT, (view) => judged(view, invalidValues));
