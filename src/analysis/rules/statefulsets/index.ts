import { STS001 } from './STS001-claim-template-incomplete';
import { STS002 } from './STS002-claim-templates-changed';
import { STS003 } from './STS003-immutable-field-changed';
import { STS004 } from './STS004-name-too-long';
import { STS005 } from './STS005-claim-name-invalid';
import { STS006 } from './STS006-governing-service';
import { STS007 } from './STS007-invalid-service-name';
import { STS008 } from './STS008-volume-shadowed-by-template';
import { STS009 } from './STS009-too-few-volumes';
import { STS010 } from './STS010-autoscaled-beyond-nodes';
import { STS011 } from './STS011-claims-deleted-with-replicas';
import { STS012 } from './STS012-ordered-start-of-peers';
import { STS013 } from './STS013-no-evictions';
import { STS014 } from './STS014-replicas-and-autoscaler';
import { STS015 } from './STS015-autoscaler-without-target';
import { STS016 } from './STS016-spread-against-volumes';
import { STS017 } from './STS017-max-unavailable-ignored';
import { Rule } from '../rule';

/** StatefulSets, their claims, budgets and autoscalers. */
export const STATEFUL_SETS: readonly Rule[] = [
  STS001, STS002, STS003, STS004, STS005, STS006, STS007, STS008, STS009, STS010,
  STS011, STS012, STS013, STS014, STS015, STS016, STS017,
];
