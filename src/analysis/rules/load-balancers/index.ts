import { OLB001 } from './OLB001-unknown-annotation';
import { OLB002 } from './OLB002-annotation-in-the-wrong-place';
import { OLB003 } from './OLB003-invalid-value';
import { OLB004 } from './OLB004-annotation-of-later-release';
import { OLB005 } from './OLB005-conflicting-settings';
import { OLB006 } from './OLB006-class-missing';
import { OLB007 } from './OLB007-beyond-the-provider';
import { OLB008 } from './OLB008-source-ranges-ignored';
import { OLB009 } from './OLB009-shared-load-balancer';
import { OLB010 } from './OLB010-port-does-not-fit';
import { OLB011 } from './OLB011-unusable-address';
import { OLB012 } from './OLB012-local-without-monitor';
import { OLB013 } from './OLB013-kept-settings';
import { OLB014 } from './OLB014-no-load-balancer';
import { Rule } from '../rule';

/** Services of type LoadBalancer on OpenStack. */
export const LOAD_BALANCERS: readonly Rule[] = [
  OLB001, OLB002, OLB003, OLB004, OLB005, OLB006, OLB007, OLB008, OLB009,
  OLB010, OLB011, OLB012, OLB013, OLB014,
];
