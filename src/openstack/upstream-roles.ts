/*
 * Resources on which upstream's own manifests grant all verbs to the cloud controller manager.
 * Source: manifests/controller-manager/cloud-controller-manager-roles.yaml and charts/openstack-cloud-controller-manager/values.yaml of
 * cloud-provider-openstack, 1.15 and newer.
 */

const ROLES = /^system:((openstack-)?cloud-controller-manager|cloud-node-controller|pvl-controller)$/;
const RESOURCES: readonly string[] = ['nodes', 'persistentvolumes'];

/** Whether a ClusterRole of that name has all verbs on these resources because upstream ships it so. */
export function isUpstreamWildcard(name: string, resources: readonly string[]): boolean {
  return ROLES.test(name) && resources.every((resource) => RESOURCES.includes(resource));
}
