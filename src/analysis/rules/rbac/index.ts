import { RBA001 } from './RBA001-role-missing';
import { RBA002 } from './RBA002-subject-missing';
import { RBA003 } from './RBA003-cluster-subject-without-namespace';
import { RBA004 } from './RBA004-role-ref-changed';
import { RBA005 } from './RBA005-account-missing';
import { RBA006 } from './RBA006-wildcard-on-storage';
import { RBA007 } from './RBA007-empty-rule';
import { RBA008 } from './RBA008-leases-in-another-namespace';
import { RBA009 } from './RBA009-role-without-binding';
import { RBA010 } from './RBA010-fixed-namespace-of-subject';
import { Rule } from '../rule';

/** Roles, bindings and ServiceAccounts. */
export const RBAC: readonly Rule[] = [
  RBA001, RBA002, RBA003, RBA004, RBA005, RBA006, RBA007, RBA008, RBA009, RBA010,
];
