import { CinderCsiProfile } from './cinder-csi-profile';
import { CloudControllerManagerProfile } from './cloud-controller-manager-profile';
import { Minor } from '../core/minor';

/** Everything that one minor of cloud-provider-openstack shipped: the shape of `data/<minor>.json`. */
export interface ReleaseProfile {
  /** Minor version, such as "1.36". */
  readonly minor: Minor;
  /** The OpenStack cloud-controller-manager. */
  readonly cloudControllerManager: CloudControllerManagerProfile;
  /** Oldest Kubernetes minor that its sidecars run on. */
  readonly minimumKubernetes: Minor;
  /** The Cinder CSI driver. */
  readonly cinderCsi: CinderCsiProfile;
}
