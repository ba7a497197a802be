import { CinderCsiProfile } from './cinder-csi-profile';
import { ReleaseProfile } from './profile';
import { PodProfile } from './workload-profile';

/** First Kubernetes minor that serves no storage.k8s.io/v1beta1 CSIDriver. */
export const CSI_DRIVER_V1_ONLY = '1.22';

/** The object that 1.16 ships. */
const FIRST_CSI_DRIVER = { apiVersion: 'storage.k8s.io/v1beta1', spec: { attachRequired: true, podInfoOnMount: false } };

/** The effect of each fix for the Cinder CSI driver on a profile without it; see `ReleaseFix`. */
export const CINDER_CSI_FIXES = {
  driverObject: (profile: ReleaseProfile) => onCsi(profile, (csi) => ({ ...csi, csiDriver: csi.csiDriver ?? FIRST_CSI_DRIVER })),
  driverV1: (profile: ReleaseProfile) => onCsi(profile,
    (csi) => ({ ...csi, csiDriver: csi.csiDriver && { ...csi.csiDriver, apiVersion: 'storage.k8s.io/v1' } })),
  provisionerName: (profile: ReleaseProfile) => onCsi(profile, (csi) => ({ ...csi, provisionerName: undefined })),
  cloudDataMount: (profile: ReleaseProfile) => onNodePods(profile, (pod) => withoutVolume(pod, 'pods-cloud-data')),
  podsMount: (profile: ReleaseProfile) => onNodePods(profile, (pod) => withoutVolume(pod, 'pods-mount-dir')),
  registrarHook: (profile: ReleaseProfile) => onNodePods(profile, (pod) => ({
    ...pod,
    containers: pod.containers.map((c) => ({ ...c, lifecycle: undefined })),
  })),
  nodeTolerations: (profile: ReleaseProfile) => onNodePods(profile, (pod) => ({ ...pod, tolerations: [{ operator: 'Exists' }] })),
};

function onCsi(profile: ReleaseProfile, change: (csi: CinderCsiProfile) => CinderCsiProfile): ReleaseProfile {
  return { ...profile, cinderCsi: change(profile.cinderCsi) };
}

/** Changes the node pod of manifests and chart. */
function onNodePods(profile: ReleaseProfile, change: (pod: PodProfile) => PodProfile): ReleaseProfile {
  return onCsi(profile, (csi) => ({
    ...csi,
    node: { ...csi.node, pod: change(csi.node.pod) },
    chart: csi.chart && { ...csi.chart, node: change(csi.chart.node) },
  }));
}

function withoutVolume(pod: PodProfile, volume: string): PodProfile {
  return {
    ...pod,
    containers: pod.containers.map((c) => ({ ...c, volumeMounts: c.volumeMounts?.filter((m) => m.name !== volume) })),
    volumes: pod.volumes?.filter((v) => v.name !== volume),
  };
}
