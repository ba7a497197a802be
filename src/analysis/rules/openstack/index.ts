import { OST001 } from './OST001-size-not-whole';
import { OST002 } from './OST002-unknown-class-parameter';
import { OST003 } from './OST003-availability-overrides-topology';
import { OST004 } from './OST004-too-many-volumes';
import { OST005 } from './OST005-handle-is-not-an-id';
import { OST006 } from './OST006-external-provider-without-controller';
import { OST007 } from './OST007-master-label';
import { OST008 } from './OST008-controller-cannot-start-first';
import { OST009 } from './OST009-inline-volume';
import { OST010 } from './OST010-secret-after-its-consumer';
import { OST011 } from './OST011-open-port';
import { OST012 } from './OST012-snapshot-class-parameter';
import { OST013 } from './OST013-default-cluster-name';
import { OST014 } from './OST014-attributes-class-for-cinder';
import { OST015 } from './OST015-topology-on-one-side';
import { OST016 } from './OST016-delete-without-provisioned-by';
import { OST017 } from './OST017-annotations-not-passed-on';
import { OST018 } from './OST018-cloud-init-data-needed';
import { Rule } from '../rule';

/** OpenStack: Cinder, the cloud controller manager, security groups. */
export const OPENSTACK: readonly Rule[] = [
  OST001, OST002, OST003, OST004, OST005, OST006, OST007, OST008, OST009, OST010,
  OST011, OST012, OST013, OST014, OST015, OST016, OST017, OST018,
];
