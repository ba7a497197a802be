import * as copies from './copies';
import * as snapshots from './snapshots';
import { rulesIn } from '../rule';

/** Snapshots, and claims that start as a copy. */
export const SNAPSHOTS = rulesIn(copies, snapshots);
