import snapshotController from './data/snapshot-controller/v8.6.0.json';
import { PodProfile, PolicyRule } from './workload-profile';

/** The controller of a release of the external-snapshotter. */
interface SnapshotControllerProfile {
  /** Version of the external-snapshotter. */
  readonly version: string;
  /** First minor of Kubernetes that it works on, as its release notes say. */
  readonly minimumKubernetes: string;
  /** Installs the CRDs of that version. */
  readonly crdCommand: string;
  readonly deployment: { readonly replicas: number; readonly minReadySeconds: number; readonly strategy: object; readonly pod: PodProfile };
  readonly clusterRole: PolicyRule[];
  readonly leaderElectionRole: PolicyRule[];
  /** What the option of the same name adds. */
  readonly distributedSnapshotting: { readonly args: string[]; readonly rules: PolicyRule[] };
}

/** @see https://github.com/kubernetes-csi/external-snapshotter/tree/v8.6.0/deploy/kubernetes/snapshot-controller */
export const SNAPSHOT_CONTROLLER: SnapshotControllerProfile = snapshotController;
