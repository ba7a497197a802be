import { MNT001 } from './MNT001-block-claim-mounted';
import { MNT002 } from './MNT002-filesystem-claim-as-device';
import { MNT003 } from './MNT003-device-is-not-a-claim';
import { MNT004 } from './MNT004-duplicate-path';
import { MNT005 } from './MNT005-undeclared-volume';
import { MNT006 } from './MNT006-bidirectional-unprivileged';
import { MNT007 } from './MNT007-node-plugin-not-bidirectional';
import { MNT008 } from './MNT008-static-provisioner-without-propagation';
import { MNT009 } from './MNT009-mount-options-not-supported';
import { MNT010 } from './MNT010-mount-options-on-block';
import { MNT011 } from './MNT011-fs-group-not-applied';
import { MNT012 } from './MNT012-non-root-without-fs-group';
import { MNT013 } from './MNT013-invalid-sub-path';
import { MNT014 } from './MNT014-recursive-read-only';
import { MNT015 } from './MNT015-missing-secret-or-config-map';
import { MNT016 } from './MNT016-sub-path-of-secret';
import { MNT017 } from './MNT017-host-path-must-exist';
import { MNT018 } from './MNT018-inline-volume-not-supported';
import { MNT019 } from './MNT019-nested-mounts';
import { MNT020 } from './MNT020-read-only-directory-or-create';
import { MNT021 } from './MNT021-block-not-supported';
import { Rule } from '../rule';

/** Volumes, mounts and devices of pods. */
export const MOUNTS: readonly Rule[] = [
  MNT001, MNT002, MNT003, MNT004, MNT005, MNT006, MNT007, MNT008, MNT009, MNT010,
  MNT011, MNT012, MNT013, MNT014, MNT015, MNT016, MNT017, MNT018, MNT019, MNT020, MNT021,
];
