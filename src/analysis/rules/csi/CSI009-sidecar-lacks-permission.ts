import table from './sidecar-verbs.json';
import { Rule } from '../rule';
import { controllers } from '../shared/csi';
import { accountOf, grantsOf, may } from '../shared/rbac';
import { ContainerSource, flagOf } from '../view/pods';

export const CSI009: Rule = {
  id: 'CSI009',
  severity: 'error',
  title: 'A sidecar may not do what it has to',
  why: 'Each sidecar needs its own permissions: without persistentvolumeclaims/status the resizer grows volumes and cannot say so, without leases no sidecar becomes the leader. It logs "forbidden" and does nothing.',
  fix: 'Grant the verbs to the ServiceAccount of the pod, as the rbac.yaml of the sidecar does.',
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
      - {apiGroups: [""], resources: [events], verbs: [create, patch]}
      - {apiGroups: [""], resources: [secrets], verbs: [get]}
      - {apiGroups: [storage.k8s.io], resources: [storageclasses, csinodes], verbs: [get, list, watch]}
      - {apiGroups: [storage.k8s.io], resources: [volumeattachments], verbs: [get, list, watch, patch]}
      - {apiGroups: [coordination.k8s.io], resources: [leases], verbs: [get, create, update]}
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRoleBinding
    metadata: {name: cinder-controller}
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cinder-controller}
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
              args: ["--csi-address=/csi/csi.sock"]
              volumeMounts: [{name: socket, mountPath: /csi}]
            - name: csi-provisioner
              image: registry.k8s.io/sig-storage/csi-provisioner:v5.3.0
              args: ["--csi-address=/csi/csi.sock"]
              volumeMounts: [{name: socket, mountPath: /csi}]
            - name: csi-resizer
              image: registry.k8s.io/sig-storage/csi-resizer:v1.14.0
              args: ["--csi-address=/csi/csi.sock"]
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
      - {apiGroups: [coordination.k8s.io], resources: [leases], verbs: [get, create, update]}
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRoleBinding
    metadata: {name: cinder-controller}
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cinder-controller}
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
              args: ["--csi-address=/csi/csi.sock"]
              volumeMounts: [{name: socket, mountPath: /csi}]
            - name: csi-provisioner
              image: registry.k8s.io/sig-storage/csi-provisioner:v5.3.0
              args: ["--csi-address=/csi/csi.sock"]
              volumeMounts: [{name: socket, mountPath: /csi}]
            - name: csi-resizer
              image: registry.k8s.io/sig-storage/csi-resizer:v1.14.0
              args: ["--csi-address=/csi/csi.sock"]
              volumeMounts: [{name: socket, mountPath: /csi}]
            - name: cinder-csi-plugin
              image: registry.k8s.io/provider-os/cinder-csi-plugin:v1.36.0
              args: [/bin/cinder-csi-plugin, "--endpoint=unix:///csi/csi.sock"]
              volumeMounts: [{name: socket, mountPath: /csi}]
          volumes: [{name: socket, emptyDir: {}}, {name: other, emptyDir: {}}]
    ---
  `,
  expects: 'Deployment/cinder-controller spec.template.spec.containers[2]',
  * check(view) {
    for (const { pod, sidecars } of controllers(view)) {
      const granted = grantsOf(view, pod.namespace, accountOf(pod));
      if (!granted || granted.open) continue;
      for (const [name, container] of sidecars) {
        const elected = leads(container) ? NEEDS['leader-election'] : [];
        const missing = [...NEEDS[name].filter(([group, resource, verbs]) => !may(granted.grants, group, resource, verbs)),
          ...elected.filter(([group, resource, verbs]) => !may(granted.grants, group, resource, verbs, pod.namespace))];
        if (!missing.length) continue;
        const lacking = [...new Set(missing.map(([group, resource, verbs]) => `${verbs[0]} ${resource}${group ? `.${group}` : ''}`))];
        yield { on: pod.item, path: container.path, message: `${name} needs ${lacking.slice(0, 6).join(', ')}${lacking.length > 6 ? ', …' : ''}, which ServiceAccount "${accountOf(pod)}" may not.` };
      }
    }
  },
};

const NEEDS = table as unknown as { readonly [name: string]: Array<[string, string, string[]]> };

function leads(container: ContainerSource): boolean {
  const flag = flagOf(container.args, 'leader-election');
  return flag !== undefined && flag !== 'false';
}
