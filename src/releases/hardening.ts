/*
 * What the containers of the releases can do without, by container name. Read from the sources and images of each:
 *
 * - The images of the cloud-controller-manager, of Cinder CSI since 1.24, of the CSI sidecars, of the snapshot controller and of the node cleanup
 *   are distroless, that of the local-path provisioner is empty but for its program: none names a user, and none writes outside its mounts.
 *   Certificates of the cloud-controller-manager's secure port stay in memory (k8s.io/cloud-provider options.go). aws-ebs-csi-driver runs the same
 *   sidecars as user 1000 with a read-only root (deploy/kubernetes/base/controller.yaml).
 * - The controller plugin creates its socket with net.Listen and sets no mode, so only its own user may connect (pkg/csi/cinder/server.go). With one
 *   user for all containers of the pod the sidecars can, whatever the umask is. The plugin calls OpenStack only: it needs root on nodes, to mount.
 * - The plugin reads claims from the API server only with --pvc-annotations (pkg/csi/csi.go). Node plugins never do.
 * - The kubelet's folders belong to root, and a socket there to the privileged driver: sidecars of node pods run as root, without capabilities.
 * - The NFS driver has no client of the API server (csi-driver-nfs cmd/nfsplugin/main.go). It mounts shares below /tmp to provision, too.
 * - The static provisioner deletes files of any owner (DAC_OVERRIDE, and FOWNER for sticky directories). Only devices need a privileged container.
 * - Helper pods of local-path do so too. The provisioner refuses templates that add capabilities (util.go, v0.0.36), so the others are dropped by
 * name.
 *
 * Requests are those of aws-ebs-csi-driver for the sidecars, and the same order of magnitude for the others. None has a limit: a container that is
 * killed in the middle of a call leaves volumes behind.
 */
import data from './data/hardening.json';
import { ContainerProfile, PodProfile } from './workload-profile';
import { flagName } from '../kubernetes/args';
import { HOSTNAME } from '../kubernetes/labels';

interface Needs {
  /** Calls the API server, always or with a flag. */
  readonly api?: boolean;
  readonly apiWith?: string;
  /** Works on files of the node that belong to root. */
  readonly root?: boolean;
  /** Capabilities that it needs; all others are dropped. */
  readonly capabilities?: string[];
  /** Capabilities to drop, where none can be added to a clean list. */
  readonly drops?: string[];
  readonly requests?: { readonly [resource: string]: string };
}

const NEEDS: { readonly [container: string]: Needs } = data;
/** Of containers that this release does not know. */
const UNKNOWN: Needs = { api: true };

/** The profile of the container runtime; privileged containers run without. */
export const SECCOMP = { seccompProfile: { type: 'RuntimeDefault' } };

/** User and group of pods that do not need root: "nonroot" of the distroless images. */
const NON_ROOT = 65532;
const TOKEN_VOLUME = 'api-access';
const TOKEN_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';

/** The first minor in which every namespace has the ConfigMap with the CA of the API server, which a projected token needs. */
export const HARDENED_SINCE = '1.21';

/** A pod with the least that its containers need. Privileged containers stay as they are. */
export function hardenedPod(pod: PodProfile,
  { replicas = 1, selector }: { readonly replicas?: number; readonly selector: { [key: string]: string } }): PodProfile {
  const needs = ({ name }: ContainerProfile): Needs => NEEDS[name] ?? UNKNOWN;
  const isRoot = pod.containers.some((c) => isPrivileged(c) || needs(c).root);
  const callers = pod.containers.filter((c) => calls(c, needs(c)));
  const mixed = callers.length > 0 && callers.length < pod.containers.length;
  return {
    ...pod,
    ...callers.length < pod.containers.length && { automountServiceAccountToken: false },
    ...mixed && { volumes: [...pod.volumes ?? [], TOKEN] },
    ...replicas > 1 && { affinity: { podAntiAffinity: apart(selector), ...pod.affinity } },
    securityContext: {
      ...pod.securityContext,
      ...!isRoot && { runAsNonRoot: true, runAsUser: NON_ROOT, runAsGroup: NON_ROOT, fsGroup: NON_ROOT },
      ...SECCOMP,
    },
    containers: pod.containers.map((c) => ({
      ...c,
      ...mixed && callers.includes(c) && { volumeMounts: [...c.volumeMounts ?? [], { name: TOKEN_VOLUME, mountPath: TOKEN_PATH, readOnly: true }] },
      ...needs(c).requests && { resources: { ...c.resources, requests: { ...needs(c).requests, ...(c.resources as any)?.requests } } },
      securityContext: isPrivileged(c) ? c.securityContext : { ...c.securityContext, ...confined(needs(c)) },
    })),
  };
}

/** The security context of a container without privileges. */
export function confined({ capabilities, drops = ['ALL'] }: Pick<Needs, 'capabilities' | 'drops'> = {}): object {
  return { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: drops, ...capabilities && { add: capabilities } } };
}

function isPrivileged({ securityContext }: ContainerProfile): boolean {
  return (securityContext as { privileged?: boolean } | undefined)?.privileged === true;
}

function calls({ args = [] }: ContainerProfile, { api = false, apiWith }: Needs): boolean {
  return api || (apiWith !== undefined && args.some((arg) => flagName(arg) === apiWith && !arg.endsWith('=false')));
}

/** Replicas on nodes of their own where there are enough. */
function apart(matchLabels: { [key: string]: string }): object {
  const podAffinityTerm = { labelSelector: { matchLabels }, topologyKey: HOSTNAME };
  return { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm }] };
}

/** What the kubelet mounts in every container of other pods. */
const TOKEN = {
  name: TOKEN_VOLUME,
  projected: {
    defaultMode: 0o444,
    sources: [
      { serviceAccountToken: { path: 'token', expirationSeconds: 3607 } },
      { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
      { downwardAPI: { items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }] } },
    ],
  },
};
