/** Volume types of the local-path-provisioner. */
export enum LocalPathVolumeType {
  /** hostPath. */
  HOST_PATH = 'hostPath',
  /** local. */
  LOCAL = 'local',
}
