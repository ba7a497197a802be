import { problemsOf } from './mapped-class';
import { Rule } from '../rule';
import { staticConfigs } from '../shared/static-provisioner';
import { shown } from '../shared/words';

export const LOC006: Rule = {
  id: 'LOC006',
  severity: 'error',
  title: 'The classes of the static provisioner do not fit its mounts or themselves',
  why: 'The provisioner looks for volumes in mountDir, inside of its container, and writes hostDir into them. If the two are not the same directory, pods get a path that is not there. Anything that it cannot read stops it.',
  fix: 'Mount each hostDir at its mountDir, and write volumeMode as Filesystem or Block.',
  source: 'sig-storage-local-static-provisioner pkg/common/common.go ConfigMapDataToVolumeConfig',
  failing: `
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
          mountDir: /mnt/ssd
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
  `,
  passing: `
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
  `,
  expects: 'ConfigMap/local-provisioner-config data[storageClassMap]',
  * check(view) {
    for (const config of staticConfigs(view)) {
      const on = { on: config.item, path: 'data[storageClassMap]' };
      if (config.map.error) yield { ...on, message: `storageClassMap cannot be read: ${config.map.error}.` };
      for (const mapped of config.classes) {
        for (const problem of problemsOf(mapped, config)) yield { ...on, message: `the class "${shown(mapped.name)}": ${problem.message}`, severity: problem.severity };
        if (!view.find('StorageClass', '', mapped.name) && !view.inventory.world.knownClasses.has(mapped.name)) {
          yield {
            ...on,
            severity: view.closedWorld ? undefined : 'info',
            message: `there is no StorageClass "${shown(mapped.name)}" here, and without one the provisioner skips these disks.`,
            fix: 'Add a StorageClass with the provisioner kubernetes.io/no-provisioner.',
          };
        }
      }
    }
  },
};
