import { OLB007 as JUDGEMENT, beyondProvider } from '../../../openstack/judgements/octavia-settings';
import { rule } from '../rule';
import { judged } from '../shared/load-balancers';

export const OLB007 = rule(JUDGEMENT, (view) => judged(view, beyondProvider));
