import { OLB008 as JUDGEMENT, sourceRanges } from '../../../openstack/judgements/octavia-settings';
import { rule } from '../rule';
import { judged } from '../shared/load-balancers';

export const OLB008 = rule(JUDGEMENT, (view) => judged(view, sourceRanges));
