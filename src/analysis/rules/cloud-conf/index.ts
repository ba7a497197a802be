import { CFG001 } from './CFG001-credentials-missing';
import { CFG002 } from './CFG002-credentials-mixed';
import { CFG003 } from './CFG003-credential-name-without-user';
import { CFG004 } from './CFG004-ca-file-not-mounted';
import { CFG005 } from './CFG005-auth-url-without-tls';
import { CFG006 } from './CFG006-unknown-key';
import { CFG007 } from './CFG007-syntax-or-quoting';
import { CFG008 } from './CFG008-file-not-mounted';
import { CFG009 } from './CFG009-tls-not-verified';
import { CFG010 } from './CFG010-key-not-in-release';
import { CFG011 } from './CFG011-wrong-encoding-or-placeholder';
import { CFG012 } from './CFG012-not-an-id';
import { CFG013 } from './CFG013-invalid-value';
import { CFG014 } from './CFG014-load-balancer-settings';
import { CFG015 } from './CFG015-named-global';
import { CFG016 } from './CFG016-user-project-domain';
import { CFG017 } from './CFG017-setting-without-effect';
import { CFG018 } from './CFG018-no-certificate';
import { Rule } from '../rule';

/** cloud.conf in Secrets, ConfigMaps and ExternalSecrets. */
export const CLOUD_CONF: readonly Rule[] = [
  CFG001, CFG002, CFG003, CFG004, CFG005, CFG006, CFG007, CFG008, CFG009,
  CFG010, CFG011, CFG012, CFG013, CFG014, CFG015, CFG016, CFG017, CFG018,
];
