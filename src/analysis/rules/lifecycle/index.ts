import { API001 } from './API001-api-version-not-served';
import { API002 } from './API002-removed-volume-plugin';
import { API003 } from './API003-in-tree-source';
import { API004 } from './API004-kubeadm-configuration';
import { API005 } from './API005-attributes-class-version';
import { API006 } from './API006-recycle';
import { API007 } from './API007-deprecated-labels';
import { API008 } from './API008-retired-registry';
import { API009 } from './API009-removed-feature-gate';
import { API010 } from './API010-removed-flag';
import { API011 } from './API011-deprecated-annotation';
import { API012 } from './API012-account-alias';
import { API013 } from './API013-superfluous-runtime-config';
import { API014 } from './API014-cloud-arguments-missing';
import { API015 } from './API015-feature-not-available';
import { Rule } from '../rule';

/** APIs, volume plugins, flags and registries by Kubernetes version. */
export const LIFECYCLE: readonly Rule[] = [
  API001, API002, API003, API004, API005, API006, API007, API008, API009, API010,
  API011, API012, API013, API014, API015,
];
