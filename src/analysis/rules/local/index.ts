import { LOC001 } from './LOC001-no-node-affinity';
import { LOC002 } from './LOC002-affinity-not-one-node';
import { LOC003 } from './LOC003-host-path-on-any-node';
import { LOC004 } from './LOC004-volumes-share-a-directory';
import { LOC005 } from './LOC005-request-not-supported';
import { LOC006 } from './LOC006-static-provisioner-map';
import { LOC007 } from './LOC007-static-provisioner-permissions';
import { LOC008 } from './LOC008-plain-directories';
import { LOC009 } from './LOC009-node-not-known';
import { LOC010 } from './LOC010-local-path-configuration';
import { LOC011 } from './LOC011-device-as-filesystem';
import { LOC012 } from './LOC012-several-provisioners';
import { LOC013 } from './LOC013-data-left-behind';
import { LOC014 } from './LOC014-local-path-parameters';
import { LOC015 } from './LOC015-expansion-not-supported';
import { LOC016 } from './LOC016-default-class-without-provisioner';
import { Rule } from '../rule';

/** Local volumes and their provisioners. */
export const LOCAL: readonly Rule[] = [
  LOC001, LOC002, LOC003, LOC004, LOC005, LOC006, LOC007, LOC008, LOC009, LOC010,
  LOC011, LOC012, LOC013, LOC014, LOC015, LOC016,
];
