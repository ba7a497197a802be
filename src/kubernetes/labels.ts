/* Labels with a meaning. Source: https://kubernetes.io/docs/reference/labels-annotations-taints/. */

/** Node label that ties a volume to one node. */
export const HOSTNAME = 'kubernetes.io/hostname';

/** Node label for the zone of a node. */
export const ZONE = 'topology.kubernetes.io/zone';

/** Node label for the region of a node. */
export const REGION = 'topology.kubernetes.io/region';

export const BETA_ZONE = 'failure-domain.beta.kubernetes.io/zone';
export const BETA_REGION = 'failure-domain.beta.kubernetes.io/region';

/** Node label for the operating system. */
export const OS = 'kubernetes.io/os';

/** Labels of nodes that are deprecated, and those that took over. Source: pkg/api/node/util.go. */
export const DEPRECATED_NODE_LABELS: { readonly [label: string]: string } = {
  [BETA_ZONE]: ZONE,
  [BETA_REGION]: REGION,
  'beta.kubernetes.io/os': OS,
  'beta.kubernetes.io/arch': 'kubernetes.io/arch',
  'beta.kubernetes.io/instance-type': 'node.kubernetes.io/instance-type',
};

/** Label and taint of control plane nodes. */
export const CONTROL_PLANE = 'node-role.kubernetes.io/control-plane';

/** Its name before: the label was removed in 1.24, the taint in 1.25. */
export const MASTER = 'node-role.kubernetes.io/master';

/** Taint of nodes that are cordoned. */
export const UNSCHEDULABLE = 'node.kubernetes.io/unschedulable';

/**
 * Taints that the admission plugin DefaultTolerationSeconds lets every pod tolerate with the effect NoExecute, unless it has a toleration of its own.
 * Source: plugin/pkg/admission/defaulttolerationseconds.
 */
export const EVICTION_TAINTS: readonly string[] = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'];

/** Taints with the effect NoSchedule that every pod of a DaemonSet tolerates. Source: pkg/controller/daemon/util/daemonset_util.go. */
export const DAEMON_SET_TAINTS: readonly string[] =
  ['disk-pressure', 'memory-pressure', 'pid-pressure', 'unschedulable'].map((name) => `node.kubernetes.io/${name}`);

/** One more that it tolerates on the host network. */
export const NETWORK_UNAVAILABLE = 'node.kubernetes.io/network-unavailable';

/** Label of a StatefulSet's pods: the name of the pod. */
export const POD_NAME = 'statefulset.kubernetes.io/pod-name';

/** Label of a StatefulSet's pods: the ordinal of the pod. */
export const POD_INDEX = 'apps.kubernetes.io/pod-index';

/** Label of a namespace: the Pod Security Standard that its pods must meet. */
export const POD_SECURITY_ENFORCE = 'pod-security.kubernetes.io/enforce';

/** Recommended labels. */
export const APP_NAME = 'app.kubernetes.io/name';
export const APP_INSTANCE = 'app.kubernetes.io/instance';
export const APP_VERSION = 'app.kubernetes.io/version';
export const MANAGED_BY = 'app.kubernetes.io/managed-by';

/** Label of objects of a Helm chart: its name and version. */
export const HELM_CHART = 'helm.sh/chart';

/** Labels of Kubernetes' own prefixes that a kubelet may give to its node. Source: k8s.io/kubelet pkg/apis/well_known_labels.go. */
export const KUBELET_LABELS = new RegExp('^(([a-z0-9.-]+\\.)?(kubelet|node)\\.kubernetes\\.io/.+'
  + '|kubernetes\\.io/(hostname|os|arch)|beta\\.kubernetes\\.io/(os|arch|instance-type)|topology\\.kubernetes\\.io/(zone|region)'
  + '|failure-domain\\.beta\\.kubernetes\\.io/(zone|region))$');

/** Labels that the controller of Jobs puts on their templates. */
export const JOB_LABELS: readonly string[] = ['batch.kubernetes.io/controller-uid', 'batch.kubernetes.io/job-name', 'controller-uid', 'job-name'];
