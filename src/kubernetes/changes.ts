/* Minors that changed what becomes of the same objects and settings. features.ts has what a feature gate switches. */
import { Minor } from './minor';

export const CHANGED_IN = {
  /** kubeadm no longer sets the label "master" on control plane nodes (CHANGELOG-1.24). */
  masterLabel: '1.24',
  /** Nor the taint of that name (CHANGELOG-1.25). */
  masterTaint: '1.25',
  /** The kubelet lost dockershim (CHANGELOG-1.24). */
  dockershim: '1.24',
  /** The in-tree cloud provider and volume plugin of OpenStack were removed (CHANGELOG-1.26). */
  inTreeOpenStack: '1.26',
  /** kube-apiserver lost --cloud-provider and --cloud-config (CHANGELOG-1.33). */
  cloudFlagsOfApiServer: '1.33',
  /** Of several default classes the newest counts; the API server refused claims without class before (plugin/pkg/admission/storage/storageclass). */
  severalDefaultClasses: '1.26',
  /** The API server wants serviceName of a StatefulSet to be a DNS label (ValidateStatefulSetSpec). */
  governingServiceName: '1.33',
  /** The API server validates the claim templates of a StatefulSet (validateVolumeClaimTemplates). */
  claimTemplates: '1.34',
  /** The scheduler words differently why a bound volume cannot be reached (ErrReasonNodeConflict). */
  nodeConflictReason: '1.33',
  /** The first minor that pkgs.k8s.io has packages of (https://kubernetes.io/blog/2023/08/15/pkgs-k8s-io-introduction/). */
  packageRepository: '1.24',
  /** Snapshots are restored into volumes of their volume mode only (--prevent-volume-mode-conversion of external-provisioner 4.0). */
  restoredMode: '1.29',
} satisfies { [change: string]: Minor };
