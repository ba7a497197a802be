import { OLB001 as JUDGEMENT, unknownAnnotations } from '../../../openstack/judgements/octavia-annotations';
import { rule } from '../rule';
import { judged } from '../shared/load-balancers';

export const OLB001 = rule(JUDGEMENT, (view) => judged(view, unknownAnnotations));
