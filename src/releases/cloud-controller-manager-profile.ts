/** What a release ships of the OpenStack cloud-controller-manager. */
export interface CloudControllerManagerProfile {
}
