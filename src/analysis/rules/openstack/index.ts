import * as cinder from './cinder';
import * as components from './components';
import * as nodes from './nodes';
import { rulesIn } from '../rule';

/** OpenStack: Cinder, the cloud controller manager, security groups. */
export const OPENSTACK = rulesIn(cinder, components, nodes);
