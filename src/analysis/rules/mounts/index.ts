import * as dataDirectories from './data-directories';
import * as mountPaths from './mount-paths';
import * as ownership from './ownership';
import * as propagation from './propagation';
import * as sources from './sources';
import * as volumeModes from './volume-modes';
import { rulesIn } from '../rule';

/** Volumes, mounts and devices of pods. */
export const MOUNTS = rulesIn(dataDirectories, volumeModes, mountPaths, propagation, ownership, sources);
