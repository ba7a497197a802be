import * as clones from './clones';
import * as rejections from './rejections';
import * as scratchSpace from './scratch-space';
import { rulesIn } from '../rule';

/** DataVolumes of CDI, alone and in virtual machines. */
export const CDI = rulesIn(clones, rejections, scratchSpace);
