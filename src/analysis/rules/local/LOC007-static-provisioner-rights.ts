import { Rule } from '../rule';
import { accountOf, grantsOf, may } from '../shared/rbac';
import { staticConfigs, staticProvisioners } from '../shared/static-provisioner';

interface Need {
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
}

const NEEDS: readonly Need[] = [
  ...['get', 'list', 'watch', 'create', 'delete'].map((verb) => ({ group: '', resource: 'persistentvolumes', verb })),
  ...['get', 'list', 'watch'].map((verb) => ({ group: 'storage.k8s.io', resource: 'storageclasses', verb })),
  { group: '', resource: 'nodes', verb: 'get' },
  { group: '', resource: 'events', verb: 'create' },
];
const JOBS: readonly Need[] = ['get', 'list', 'watch', 'create', 'delete'].map((verb) => ({ group: 'batch', resource: 'jobs', verb }));

export const LOC007: Rule = {
  id: 'LOC007',
  severity: 'error',
  title: 'The static provisioner may not do what it has to',
  why: 'Without rights on volumes it finds disks and publishes none of them, or never frees one. The log says "forbidden".',
  fix: 'Use the roles of its chart.',
  source: 'sig-storage-local-static-provisioner helm/provisioner/templates/rbac.yaml',
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
      - {apiGroups: [""], resources: [persistentvolumes], verbs: [get, list, watch]}
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
  expects: 'DaemonSet/local-provisioner spec.template.spec.serviceAccountName',
  * check(view) {
    const configs = staticConfigs(view);
    for (const { pod, config } of staticProvisioners(view)) {
      const account = accountOf(pod);
      const { grants, open } = grantsOf(view, pod.namespace, account) ?? { grants: [], open: true };
      if (open) continue;
      const jobs = configs.some((c) => c.item.name === config && c.item.namespace === pod.namespace && c.usesJobs);
      const needs = [...NEEDS, ...jobs ? JOBS : []];
      const missing = needs.filter(({ group, resource, verb }) => !may(grants, group, resource, [verb], group === 'batch' ? pod.namespace : undefined));
      if (!missing.length) continue;
      yield {
        on: pod.item,
        path: `${pod.path}.serviceAccountName`,
        message: `the ServiceAccount "${account}" may not ${missing.slice(0, 3).map(({ verb, resource }) => `${verb} ${resource}`).join(', ')}${missing.length > 3 ? ' and more' : ''}.`,
      };
    }
  },
};
