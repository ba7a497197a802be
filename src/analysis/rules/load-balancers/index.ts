import * as services from './services';
import { rulesIn } from '../rule';

/** Services of type LoadBalancer on OpenStack. */
export const LOAD_BALANCERS = rulesIn(services);
