import csiDriverNfs from './data/csi-driver-nfs/v4.13.4.json';
import { PodProfile, PolicyRule } from './workload-profile';

interface NfsPluginProfile {
  readonly name: string;
  readonly selector: { [label: string]: string };
  readonly serviceAccount: string;
  readonly pod: PodProfile;
}

/** csi-driver-nfs. Placeholders: `{kubeletDir}`, `{pluginDir}`. */
interface CsiDriverNfsProfile {
  readonly version: string;
  /** Spec of the CSIDriver object. */
  readonly csiDriver: { readonly [field: string]: unknown };
  readonly node: NfsPluginProfile & { readonly updateStrategy: object };
  readonly controller: NfsPluginProfile & {
    readonly replicas: number;
    readonly strategy: object;
    readonly roles: Array<{ readonly name: string; readonly binding: string; readonly rules: PolicyRule[] }>;
  };
}

/** @see https://github.com/kubernetes-csi/csi-driver-nfs/tree/v4.13.4/deploy/v4.13.4 */
export const CSI_DRIVER_NFS: CsiDriverNfsProfile = csiDriverNfs as CsiDriverNfsProfile;
