/* StorageClasses. */
import { added, manifests } from '../shared/manifests';

/** Made by Cinder where the pod runs. */
export const FAST_CLASS = manifests`
  apiVersion: storage.k8s.io/v1
  kind: StorageClass
  metadata: {name: fast}
  provisioner: cinder.csi.openstack.org
  volumeBindingMode: WaitForFirstConsumer
`;

export const EXPANDABLE_CLASS = added(FAST_CLASS, 'allowVolumeExpansion: true', { below: 'volumeBindingMode: WaitForFirstConsumer' });

export const SSD_CLASS = added(EXPANDABLE_CLASS, 'parameters: {type: ssd}', { below: 'allowVolumeExpansion: true' });

/** Of one zone. */
export const ZONAL_CLASS = added(FAST_CLASS, `
  allowedTopologies:
    - matchLabelExpressions:
        - {key: topology.cinder.csi.openstack.org/zone, values: [az1]}
`, { below: 'volumeBindingMode: WaitForFirstConsumer' });

/** With the account of the driver in a Secret. */
export const CLASS_WITH_SECRET = added(FAST_CLASS, `
  parameters:
    csi.storage.k8s.io/provisioner-secret-name: cloud
    csi.storage.k8s.io/provisioner-secret-namespace: kube-system
`, { below: 'volumeBindingMode: WaitForFirstConsumer' });

export const DEFAULT_CLASS = manifests`
  apiVersion: storage.k8s.io/v1
  kind: StorageClass
  metadata:
    name: fast
    annotations: {storageclass.kubernetes.io/is-default-class: "true"}
  provisioner: cinder.csi.openstack.org
`;

/** Of volumes that an administrator makes. */
export const LOCAL_CLASS = manifests`
  apiVersion: storage.k8s.io/v1
  kind: StorageClass
  metadata: {name: local}
  provisioner: kubernetes.io/no-provisioner
  volumeBindingMode: WaitForFirstConsumer
`;

export const LOCAL_PATH_CLASS = manifests`
  apiVersion: storage.k8s.io/v1
  kind: StorageClass
  metadata: {name: local-path}
  provisioner: rancher.io/local-path
  volumeBindingMode: WaitForFirstConsumer
`;
