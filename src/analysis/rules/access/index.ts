import * as modes from './modes';
import * as sharing from './sharing';
import { rulesIn } from '../rule';

/** Access modes, and how many pods or nodes can use a claim at the same time. */
export const ACCESS = rulesIn(modes, sharing);
