import { GIT001 } from './GIT001-immutable-field-changed';
import { GIT002 } from './GIT002-claim-request-reduced';
import { GIT003 } from './GIT003-expansion-not-allowed';
import { GIT004 } from './GIT004-wave-before-dependency';
import { GIT005 } from './GIT005-waiting-claim-in-earlier-wave';
import { GIT006 } from './GIT006-fields-set-by-the-cluster';
import { GIT007 } from './GIT007-pruning-deletes-data';
import { GIT008 } from './GIT008-duplicate-list-key';
import { GIT009 } from './GIT009-generated-name';
import { GIT010 } from './GIT010-no-definition';
import { GIT011 } from './GIT011-replaced-or-hooked';
import { GIT012 } from './GIT012-namespace-missing-on-some';
import { Rule } from '../rule';

/** Problems of GitOps tools and of repeated applies. */
export const GITOPS: readonly Rule[] = [
  GIT001, GIT002, GIT003, GIT004, GIT005, GIT006, GIT007, GIT008, GIT009, GIT010,
  GIT011, GIT012,
];
