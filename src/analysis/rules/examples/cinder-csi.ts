/* The Cinder CSI driver. */
import { added, manifests } from '../shared/manifests';

export const CINDER_DRIVER = manifests`
  apiVersion: storage.k8s.io/v1
  kind: CSIDriver
  metadata: {name: cinder.csi.openstack.org}
  spec: {attachRequired: true, podInfoOnMount: true, volumeLifecycleModes: [Persistent]}
`;

/** Enough for rules that are not about the driver. */
export const SHORT_CINDER_DRIVER = manifests`
  apiVersion: storage.k8s.io/v1
  kind: CSIDriver
  metadata: {name: cinder.csi.openstack.org}
  spec: {attachRequired: true}
`;

/** What controllers of the examples differ in. */
export interface CinderController {
  /** A sidecar that is left out. */
  readonly without?: Sidecar;
  /** Flags beside --csi-address, as they stand in YAML. */
  readonly flags?: { readonly [sidecar in Sidecar]?: string };
  /** The volume in which the sidecars look for the socket; the driver puts it into "socket". */
  readonly socket?: string;
}

type Sidecar = keyof typeof SIDECARS;

const SIDECARS = { 'csi-attacher': 'v4.10.0', 'csi-provisioner': 'v5.3.0', 'csi-resizer': 'v1.14.0' };

/** The Deployment with driver and sidecars. */
export function cinderController({ without, flags = {}, socket = 'socket' }: CinderController = {}): string {
  const sidecars = (Object.keys(SIDECARS) as Sidecar[]).filter((name) => name !== without).map((name) => manifests`
    - name: ${name}
      image: registry.k8s.io/sig-storage/${name}:${SIDECARS[name]}
      args: [${['"--csi-address=/csi/csi.sock"', flags[name]].filter(Boolean).join(', ')}]
      volumeMounts: [{name: ${socket}, mountPath: /csi}]
  `).join('');
  return manifests`
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: cinder-controller, namespace: kube-system}
    spec:
      replicas: 1
      selector: {matchLabels: {app: cinder-controller}}
      template:
        metadata: {labels: {app: cinder-controller}}
        spec:
          containers:
            ${sidecars}
            - name: cinder-csi-plugin
              image: registry.k8s.io/provider-os/cinder-csi-plugin:v1.36.0
              args: [/bin/cinder-csi-plugin, "--endpoint=unix:///csi/csi.sock"]
              volumeMounts: [{name: socket, mountPath: /csi}]
          volumes: [{name: socket, emptyDir: {}}, {name: other, emptyDir: {}}]
  `;
}

/** Flags of sidecars that elect a leader. */
export const ELECTION = {
  'csi-attacher': '"--leader-election=true"',
  'csi-provisioner': '"--leader-election=true"',
  'csi-resizer': '"--leader-election=true"',
};

export const CINDER_NODE = manifests`
  apiVersion: apps/v1
  kind: DaemonSet
  metadata: {name: cinder-node, namespace: kube-system}
  spec:
    selector: {matchLabels: {app: cinder-node}}
    template:
      metadata: {labels: {app: cinder-node}}
      spec:
        tolerations: [{operator: Exists}]
        containers:
          - name: registrar
            image: registry.k8s.io/sig-storage/csi-node-driver-registrar:v2.15.0
            args: [--csi-address=/csi/csi.sock, --kubelet-registration-path=/var/lib/kubelet/plugins/cinder.csi.openstack.org/csi.sock]
            volumeMounts: [{name: socket, mountPath: /csi}, {name: registration, mountPath: /registration}]
          - name: cinder-csi-plugin
            image: registry.k8s.io/provider-os/cinder-csi-plugin:v1.36.0
            args: [/bin/cinder-csi-plugin, "--endpoint=unix:///csi/csi.sock"]
            securityContext: {privileged: true}
            volumeMounts: [{name: socket, mountPath: /csi}, {name: kubelet, mountPath: /var/lib/kubelet, mountPropagation: Bidirectional}]
        volumes:
          - {name: socket, hostPath: {path: /var/lib/kubelet/plugins/cinder.csi.openstack.org, type: DirectoryOrCreate}}
          - {name: registration, hostPath: {path: /var/lib/kubelet/plugins_registry, type: Directory}}
          - {name: kubelet, hostPath: {path: /var/lib/kubelet, type: Directory}}
`;

/** The node plugin, with the object of the driver. */
export const NODE_PART = manifests`
  ${CINDER_DRIVER}
  ---
  ${CINDER_NODE}
  ---
`;

/** The controller, with the object of the driver. */
export function controllerPart(controller: CinderController = {}): string {
  return manifests`
    ${CINDER_DRIVER}
    ---
    ${cinderController(controller)}
    ---
  `;
}

export const CONTROLLER_ACCOUNT = manifests`
  apiVersion: v1
  kind: ServiceAccount
  metadata: {name: cinder-controller, namespace: kube-system}
`;

export const CONTROLLER_ROLE = manifests`
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
`;

export const CONTROLLER_BINDING = manifests`
  apiVersion: rbac.authorization.k8s.io/v1
  kind: ClusterRoleBinding
  metadata: {name: cinder-controller}
  roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cinder-controller}
  subjects: [{kind: ServiceAccount, name: cinder-controller, namespace: kube-system}]
`;

/** A controller that acts as CONTROLLER_ACCOUNT. */
export function withAccount(controller: string): string {
  return added(controller, 'serviceAccountName: cinder-controller', { above: 'containers:' });
}
