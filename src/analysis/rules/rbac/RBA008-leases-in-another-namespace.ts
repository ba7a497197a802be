import { Rule } from '../rule';
import { controllers } from '../shared/csi';
import { accountOf, grantsOf, may } from '../shared/rbac';
import { names } from '../shared/words';
import { flagOf } from '../view/pods';

export const RBA008: Rule = {
  id: 'RBA008',
  severity: 'error',
  title: 'Leases are granted in another namespace than they are used in',
  why: 'A sidecar holds its lease in its own namespace, unless --leader-election-namespace says otherwise. A Role works in the namespace where it is. If the two differ no replica becomes the leader, and nothing happens.',
  fix: 'Put Role and RoleBinding for leases into the namespace of the pods.',
  source: 'deploy/kubernetes/rbac.yaml of each sidecar in github.com/kubernetes-csi',
  failing: `
    apiVersion: storage.k8s.io/v1
    kind: CSIDriver
    metadata: {name: cinder.csi.openstack.org}
    spec: {attachRequired: true, podInfoOnMount: true, volumeLifecycleModes: [Persistent]}
    ---
    apiVersion: v1
    kind: ServiceAccount
    metadata: {name: cinder-controller, namespace: kube-system}
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRole
    metadata: {name: cinder-controller}
    rules:
      - {apiGroups: [""], resources: [persistentvolumes], verbs: [get, list, watch, create, delete, patch]}
      - {apiGroups: [""], resources: [persistentvolumeclaims], verbs: [get, list, watch, update]}
      - {apiGroups: [""], resources: [persistentvolumeclaims/status], verbs: [patch]}
      - {apiGroups: [""], resources: [events], verbs: [create, patch]}
      - {apiGroups: [""], resources: [secrets], verbs: [get]}
      - {apiGroups: [storage.k8s.io], resources: [storageclasses, csinodes], verbs: [get, list, watch]}
      - {apiGroups: [storage.k8s.io], resources: [volumeattachments], verbs: [get, list, watch, patch]}
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRoleBinding
    metadata: {name: cinder-controller}
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cinder-controller}
    subjects: [{kind: ServiceAccount, name: cinder-controller, namespace: kube-system}]
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: Role
    metadata: {name: leases, namespace: default}
    rules: [{apiGroups: [coordination.k8s.io], resources: [leases], verbs: [get, create, update]}]
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: RoleBinding
    metadata: {name: leases, namespace: default}
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: leases}
    subjects: [{kind: ServiceAccount, name: cinder-controller, namespace: kube-system}]
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: cinder-controller, namespace: kube-system}
    spec:
      replicas: 1
      selector: {matchLabels: {app: cinder-controller}}
      template:
        metadata: {labels: {app: cinder-controller}}
        spec:
          serviceAccountName: cinder-controller
          containers:
            - name: csi-attacher
              image: registry.k8s.io/sig-storage/csi-attacher:v4.10.0
              args: ["--csi-address=/csi/csi.sock", "--leader-election=true"]
              volumeMounts: [{name: socket, mountPath: /csi}]
            - name: csi-provisioner
              image: registry.k8s.io/sig-storage/csi-provisioner:v5.3.0
              args: ["--csi-address=/csi/csi.sock", "--leader-election=true"]
              volumeMounts: [{name: socket, mountPath: /csi}]
            - name: csi-resizer
              image: registry.k8s.io/sig-storage/csi-resizer:v1.14.0
              args: ["--csi-address=/csi/csi.sock", "--leader-election=true"]
              volumeMounts: [{name: socket, mountPath: /csi}]
            - name: cinder-csi-plugin
              image: registry.k8s.io/provider-os/cinder-csi-plugin:v1.36.0
              args: [/bin/cinder-csi-plugin, "--endpoint=unix:///csi/csi.sock"]
              volumeMounts: [{name: socket, mountPath: /csi}]
          volumes: [{name: socket, emptyDir: {}}, {name: other, emptyDir: {}}]
    ---
  `,
  passing: `
    apiVersion: storage.k8s.io/v1
    kind: CSIDriver
    metadata: {name: cinder.csi.openstack.org}
    spec: {attachRequired: true, podInfoOnMount: true, volumeLifecycleModes: [Persistent]}
    ---
    apiVersion: v1
    kind: ServiceAccount
    metadata: {name: cinder-controller, namespace: kube-system}
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRole
    metadata: {name: cinder-controller}
    rules:
      - {apiGroups: [""], resources: [persistentvolumes], verbs: [get, list, watch, create, delete, patch]}
      - {apiGroups: [""], resources: [persistentvolumeclaims], verbs: [get, list, watch, update]}
      - {apiGroups: [""], resources: [persistentvolumeclaims/status], verbs: [patch]}
      - {apiGroups: [""], resources: [events], verbs: [create, patch]}
      - {apiGroups: [""], resources: [secrets], verbs: [get]}
      - {apiGroups: [storage.k8s.io], resources: [storageclasses, csinodes], verbs: [get, list, watch]}
      - {apiGroups: [storage.k8s.io], resources: [volumeattachments], verbs: [get, list, watch, patch]}
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRoleBinding
    metadata: {name: cinder-controller}
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cinder-controller}
    subjects: [{kind: ServiceAccount, name: cinder-controller, namespace: kube-system}]
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: Role
    metadata: {name: leases, namespace: kube-system}
    rules: [{apiGroups: [coordination.k8s.io], resources: [leases], verbs: [get, create, update]}]
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: RoleBinding
    metadata: {name: leases, namespace: kube-system}
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: leases}
    subjects: [{kind: ServiceAccount, name: cinder-controller, namespace: kube-system}]
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: cinder-controller, namespace: kube-system}
    spec:
      replicas: 1
      selector: {matchLabels: {app: cinder-controller}}
      template:
        metadata: {labels: {app: cinder-controller}}
        spec:
          serviceAccountName: cinder-controller
          containers:
            - name: csi-attacher
              image: registry.k8s.io/sig-storage/csi-attacher:v4.10.0
              args: ["--csi-address=/csi/csi.sock", "--leader-election=true"]
              volumeMounts: [{name: socket, mountPath: /csi}]
            - name: csi-provisioner
              image: registry.k8s.io/sig-storage/csi-provisioner:v5.3.0
              args: ["--csi-address=/csi/csi.sock", "--leader-election=true"]
              volumeMounts: [{name: socket, mountPath: /csi}]
            - name: csi-resizer
              image: registry.k8s.io/sig-storage/csi-resizer:v1.14.0
              args: ["--csi-address=/csi/csi.sock", "--leader-election=true"]
              volumeMounts: [{name: socket, mountPath: /csi}]
            - name: cinder-csi-plugin
              image: registry.k8s.io/provider-os/cinder-csi-plugin:v1.36.0
              args: [/bin/cinder-csi-plugin, "--endpoint=unix:///csi/csi.sock"]
              volumeMounts: [{name: socket, mountPath: /csi}]
          volumes: [{name: socket, emptyDir: {}}, {name: other, emptyDir: {}}]
    ---
  `,
  expects: 'Deployment/cinder-controller spec.template.spec.containers[0].args',
  * check(view) {
    for (const { pod, sidecars } of controllers(view)) {
      const granted = grantsOf(view, pod.namespace, accountOf(pod));
      if (!granted || granted.open) continue;
      const leases = granted.grants.filter((grant) => may([{ rule: grant.rule }], 'coordination.k8s.io', 'leases', ['create', 'update']));
      for (const [name, container] of sidecars) {
        const flag = flagOf(container.args, 'leader-election');
        const namespace = flagOf(container.args, 'leader-election-namespace') || pod.namespace;
        if (flag === undefined || flag === 'false' || !leases.length || leases.some((grant) => [undefined, namespace].includes(grant.namespace))) continue;
        yield { on: pod.item, path: `${container.path}.args`, message: `${name} holds its lease in "${namespace}", and may do so only in ${names([...new Set(leases.map((grant) => grant.namespace!))])}.` };
      }
    }
  },
};
