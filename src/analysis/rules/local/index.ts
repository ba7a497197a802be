import * as localPath from './local-path';
import * as staticProvisioner from './static-provisioner';
import * as volumes from './volumes';
import { rulesIn } from '../rule';

/** Local volumes and their provisioners. */
export const LOCAL = rulesIn(volumes, staticProvisioner, localPath);
