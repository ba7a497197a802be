/* The local volume static provisioner. */
import { manifests } from '../shared/manifests';

/** With everything that it needs. */
export const STATIC_PROVISIONER = manifests`
  apiVersion: storage.k8s.io/v1
  kind: StorageClass
  metadata: {name: fast-disks}
  provisioner: kubernetes.io/no-provisioner
  volumeBindingMode: WaitForFirstConsumer
  ---
  apiVersion: v1
  kind: ConfigMap
  metadata: {name: local-provisioner-config, namespace: storage}
  data:
    storageClassMap: |
      fast-disks:
        hostDir: /mnt/fast-disks
        mountDir: /mnt/fast-disks
        volumeMode: Filesystem
  ---
  apiVersion: apps/v1
  kind: DaemonSet
  metadata: {name: local-provisioner, namespace: storage}
  spec:
    selector: {matchLabels: {app: local-provisioner}}
    template:
      metadata: {labels: {app: local-provisioner}}
      spec:
        serviceAccountName: local-provisioner
        containers:
          - name: provisioner
            image: registry.k8s.io/sig-storage/local-volume-provisioner:v2.9.0
            securityContext: {privileged: true}
            env: [{name: MY_NODE_NAME, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}]
            volumeMounts:
              - {name: config, mountPath: /etc/provisioner/config, readOnly: true}
              - {name: dev, mountPath: /dev}
              - {name: fast-disks, mountPath: /mnt/fast-disks, mountPropagation: HostToContainer}
        volumes:
          - {name: config, configMap: {name: local-provisioner-config}}
          - {name: dev, hostPath: {path: /dev}}
          - {name: fast-disks, hostPath: {path: /mnt/fast-disks}}

  ---
  apiVersion: v1
  kind: ServiceAccount
  metadata: {name: local-provisioner, namespace: storage}

  ---
  apiVersion: rbac.authorization.k8s.io/v1
  kind: ClusterRole
  metadata: {name: local-provisioner}
  rules:
    - {apiGroups: [""], resources: [persistentvolumes], verbs: [get, list, watch, create, delete]}
    - {apiGroups: [storage.k8s.io], resources: [storageclasses], verbs: [get, list, watch]}
    - {apiGroups: ["", events.k8s.io], resources: [events], verbs: [create, update, patch, watch]}
    - {apiGroups: [""], resources: [nodes], verbs: [get]}
  ---
  apiVersion: rbac.authorization.k8s.io/v1
  kind: ClusterRoleBinding
  metadata: {name: local-provisioner}
  roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: local-provisioner}
  subjects: [{kind: ServiceAccount, name: local-provisioner, namespace: storage}]
`;
