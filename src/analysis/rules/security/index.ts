import { SEC001 } from './SEC001-host-path-not-needed';
import { SEC002 } from './SEC002-privileged-controller';
import { SEC003 } from './SEC003-plaintext-credentials';
import { SEC004 } from './SEC004-rejected-by-pod-security';
import { SEC005 } from './SEC005-world-writable-directories';
import { SEC006 } from './SEC006-selinux-contexts-differ';
import { SEC007 } from './SEC007-token-not-needed';
import { SEC008 } from './SEC008-plain-secret';
import { SEC009 } from './SEC009-image-without-version';
import { SEC010 } from './SEC010-bootstrap-token';
import { SEC011 } from './SEC011-host-port';
import { Rule } from '../rule';

/** Exposed credentials and excessive privileges. */
export const SECURITY: readonly Rule[] = [
  SEC001, SEC002, SEC003, SEC004, SEC005, SEC006, SEC007, SEC008, SEC009, SEC010,
  SEC011,
];
