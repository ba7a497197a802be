/** What a release ships of the Cinder CSI driver. */
export interface CinderCsiProfile {
}
