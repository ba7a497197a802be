/** Kinds of volumes that the local-path-provisioner makes. */
export enum LocalPathVolumeType {
  /** hostPath. */
  HOST_PATH = 'hostPath',
  /** local. */
  LOCAL = 'local',
}
