import { AccessMode } from '../volumes/modes';

/** Name that the Cinder CSI driver registers under since cloud-provider-openstack 1.16. */
export const CINDER_DRIVER = 'cinder.csi.openstack.org';

/** Node label that the Cinder CSI driver sets to the zone of the server. */
export const CINDER_ZONE = 'topology.cinder.csi.openstack.org/zone';

/** Provisioner of classes whose volumes are made by hand or by the local volume provisioner. */
export const NO_PROVISIONER = 'kubernetes.io/no-provisioner';

/** Node label that ties a volume to one node. */
export const HOSTNAME = 'kubernetes.io/hostname';

/** Storage that one node reaches at a time. */
export const ONE_NODE = [AccessMode.READ_WRITE_ONCE];

/** The same behind a CSI driver, whose sidecars know ReadWriteOncePod. */
export const CSI_ONE_NODE = [AccessMode.READ_WRITE_ONCE, AccessMode.READ_WRITE_ONCE_POD];

/** Storage that all nodes reach. */
export const ALL_NODES = [AccessMode.READ_WRITE_ONCE, AccessMode.READ_ONLY_MANY, AccessMode.READ_WRITE_MANY];

/** The same behind a CSI driver, whose sidecars know ReadWriteOncePod. */
export const CSI_ALL_NODES = [...ALL_NODES, AccessMode.READ_WRITE_ONCE_POD];

/** Node label that the Manila CSI driver sets to the zone of the server. */
export const MANILA_ZONE = 'topology.manila.csi.openstack.org/zone';
