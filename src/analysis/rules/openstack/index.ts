import * as cinder from './cinder';
import * as components from './components';
import * as manila from './manila';
import * as nodes from './nodes';
import { rulesIn } from '../rule';

/** OpenStack: Cinder, Manila, the cloud controller manager, security groups. */
export const OPENSTACK = rulesIn(cinder, components, manila, nodes);
