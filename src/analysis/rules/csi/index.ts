import { CSI001 } from './CSI001-unregistered-driver-name';
import { CSI002 } from './CSI002-driver-object-missing';
import { CSI003 } from './CSI003-driver-object-changed';
import { CSI004 } from './CSI004-registration-path';
import { CSI005 } from './CSI005-socket-paths-differ';
import { CSI006 } from './CSI006-registration-directory';
import { CSI007 } from './CSI007-node-plugin-not-privileged';
import { CSI008 } from './CSI008-kubelet-roots-differ';
import { CSI009 } from './CSI009-sidecar-lacks-permission';
import { CSI010 } from './CSI010-no-leader-election';
import { CSI011 } from './CSI011-expansion-without-resizer';
import { CSI012 } from './CSI012-snapshots-without-crds';
import { CSI013 } from './CSI013-capacity-not-published';
import { CSI014 } from './CSI014-removed-flag';
import { CSI015 } from './CSI015-secret-parameter-incomplete';
import { CSI016 } from './CSI016-secret-without-cloud';
import { CSI017 } from './CSI017-attach-without-attacher';
import { CSI018 } from './CSI018-versions-differ';
import { CSI019 } from './CSI019-node-plugin-not-everywhere';
import { CSI020 } from './CSI020-liveness-without-sidecar';
import { CSI021 } from './CSI021-duplicate-host-port';
import { Rule } from '../rule';

/** CSI drivers, their sidecars, sockets and permissions. */
export const CSI: readonly Rule[] = [
  CSI001, CSI002, CSI003, CSI004, CSI005, CSI006, CSI007, CSI008, CSI009, CSI010,
  CSI011, CSI012, CSI013, CSI014, CSI015, CSI016, CSI017, CSI018, CSI019, CSI020, CSI021,
];
