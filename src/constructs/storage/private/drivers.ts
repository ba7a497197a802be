/** Name that the Cinder CSI driver registers under since cloud-provider-openstack 1.16. */
export const CINDER_DRIVER = 'cinder.csi.openstack.org';

/** Node label that the Cinder CSI driver sets to the zone of the server. */
export const CINDER_ZONE = 'topology.cinder.csi.openstack.org/zone';

/** Provisioner of classes whose volumes are made by hand or by the local volume provisioner. */
export const NO_PROVISIONER = 'kubernetes.io/no-provisioner';

/** Node label that ties a volume to one node. */
export const HOSTNAME = 'kubernetes.io/hostname';
