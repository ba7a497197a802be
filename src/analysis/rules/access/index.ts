import { ACM001 } from './ACM001-single-writer-claim-shared';
import { ACM002 } from './ACM002-rolling-update-with-single-writer';
import { ACM003 } from './ACM003-rwop-shared';
import { ACM004 } from './ACM004-rwx-from-single-writer-driver';
import { ACM005 } from './ACM005-read-only-claim-mounted-for-writing';
import { ACM006 } from './ACM006-rwop-without-csi';
import { ACM007 } from './ACM007-autoscaled-single-writer';
import { ACM008 } from './ACM008-modes-beyond-the-plugin';
import { ACM009 } from './ACM009-daemon-set-with-single-writer';
import { ACM010 } from './ACM010-workloads-share-a-claim';
import { Rule } from '../rule';

/** Access modes, and how many pods or nodes can use a claim at the same time. */
export const ACCESS: readonly Rule[] = [
  ACM001, ACM002, ACM003, ACM004, ACM005, ACM006, ACM007, ACM008, ACM009, ACM010,
];
