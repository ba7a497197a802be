import * as driverObjects from './driver-objects';
import * as nodePlugins from './node-plugins';
import * as registration from './registration';
import * as secrets from './secrets';
import * as sidecars from './sidecars';
import { rulesIn } from '../rule';

/** CSI drivers, their sidecars, sockets and permissions. */
export const CSI = rulesIn(registration, nodePlugins, sidecars, driverObjects, secrets);
