import * as claimTemplates from './claim-templates';
import * as scaling from './scaling';
import * as sets from './sets';
import * as spread from './spread';
import { rulesIn } from '../rule';

/** StatefulSets, their claims, budgets and autoscalers. */
export const STATEFUL_SETS = rulesIn(claimTemplates, sets, scaling, spread);
