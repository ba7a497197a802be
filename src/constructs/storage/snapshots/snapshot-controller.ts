import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { APP_NAME } from '../../../kubernetes/labels';
import { isAtLeast } from '../../../kubernetes/minor';
import { requireDnsLabel, requireInteger } from '../../../kubernetes/names';
import { SNAPSHOT_CONTROLLER } from '../../../releases/snapshot-controller-profile';
import { Advice } from '../../advice';
import { Cluster } from '../../cluster';
import { ImageOptions } from '../../images';
import { PodOptions } from '../../pod-options';
import { at, propsOf } from '../../private/at';
import { emit, Manifest } from '../../private/emit';
import { adviseOnTags, isHardened, networkPolicy } from '../../private/hardening';
import { clusterRole, clusterRoleBinding, role, roleBinding, serviceAccount } from '../../private/rbac';
import { podTemplate } from '../../private/workload';

const NAME = 'snapshot-controller';
const RUNNER = 'snapshot-controller-runner';
const LEADER_ELECTION = 'snapshot-controller-leaderelection';
const SELECTOR = { [APP_NAME]: NAME };

/** Properties for `SnapshotController`. */
export interface SnapshotControllerProps extends PodOptions {
  /** Namespace of the controller. @default "kube-system" */
  readonly namespace?: string;
  /** Replicas; leader election keeps one active. @default 2 */
  readonly replicas?: number;
  /** Registries, tags and digests of images. @default - the upstream registries */
  readonly images?: ImageOptions;
  /** Supports csi-snapshotter sidecars on each node (`--node-deployment`), as for node-local storage. @default false */
  readonly distributedSnapshotting?: boolean;

  /**
   * Runs the pods with the least that they need: without root, privilege escalation and capabilities where nothing needs them, with a read-only root,
   * the seccomp profile of the runtime, API tokens only in containers that call the API server, memory requests, replicas on
   * nodes of their own and a NetworkPolicy. Other options
   * win over it. docs/security.md lists what stays privileged and why. Kubernetes 1.21 and newer.
   *
   * @default false
   */
  readonly hardened?: boolean;
}

/**
 * The snapshot controller of the external-snapshotter, one per cluster: it serves all CSI drivers. Many distributions include it.
 *
 * Its CRDs must be installed before: see `prerequisite`. It needs no webhook: since release 8 the CRDs contain the validation rules.
 *
 * @see https://github.com/kubernetes-csi/external-snapshotter
 */
export class SnapshotController extends Construct {
  /** Version of the external-snapshotter, such as "8.6.0". */
  public readonly version: string = SNAPSHOT_CONTROLLER.version;
  /** The command that installs the CRDs which the controller, VolumeSnapshot and VolumeSnapshotClass need. */
  public readonly prerequisite: string = SNAPSHOT_CONTROLLER.crdCommand;
  /** The emitted Deployment. */
  public readonly deployment: ApiObject;
  /** The emitted ServiceAccount. */
  public readonly serviceAccount: ApiObject;
  /** The emitted ClusterRole. */
  public readonly clusterRole: ApiObject;
  /** The emitted ClusterRoleBinding. */
  public readonly clusterRoleBinding: ApiObject;
  /** Denies connections to the pods, with `hardened`. */
  public readonly networkPolicy?: ApiObject;
  /** The emitted Role, for leader election. */
  public readonly leaderElectionRole: ApiObject;
  /** The emitted RoleBinding, for leader election. */
  public readonly leaderElectionRoleBinding: ApiObject;

  constructor(scope: Construct, id: string, props: SnapshotControllerProps = {}) {
    props = propsOf(new.target, 'SnapshotController', scope, id, props);
    super(scope, id);
    const namespace = at(this, () => requireDnsLabel('namespace', props.namespace ?? 'kube-system'));
    const account = { name: NAME, namespace };
    const { clusterRole: rules, leaderElectionRole, distributedSnapshotting } = SNAPSHOT_CONTROLLER;

    this.serviceAccount = emit(this, 'ServiceAccount', serviceAccount(account));
    this.clusterRole = emit(this, 'ClusterRole',
      clusterRole(RUNNER, props.distributedSnapshotting ? [...rules, ...distributedSnapshotting.rules] : rules));
    this.clusterRoleBinding = emit(this, 'ClusterRoleBinding', clusterRoleBinding('snapshot-controller-role', RUNNER, [account]));
    this.leaderElectionRole = emit(this, 'Role', role(LEADER_ELECTION, namespace, leaderElectionRole));
    this.leaderElectionRoleBinding = emit(this, 'RoleBinding', roleBinding(LEADER_ELECTION, namespace, LEADER_ELECTION, [account]));
    const manifest = at(this, () => deployment(namespace, props, isHardened(props, Cluster.of(this).kubernetesVersion)));
    this.deployment = emit(this, 'Deployment', manifest);
    if (props.hardened) {
      this.networkPolicy = emit(this, 'NetworkPolicy', networkPolicy(manifest.metadata, SELECTOR));
      adviseOnTags(this.deployment, manifest);
    }
    advise(this);
  }
}

function advise(scope: SnapshotController): void {
  const { version, minimumKubernetes } = SNAPSHOT_CONTROLLER;
  const { kubernetesVersion } = Cluster.of(scope);
  if (isAtLeast(kubernetesVersion, minimumKubernetes)) return;
  Advice._give(scope, 'SNAPSHOT_CONTROLLER_TOO_NEW', `external-snapshotter ${version} needs Kubernetes ${minimumKubernetes}, but the `
    + `cluster has ${kubernetesVersion}.`,
  'Install the release of the external-snapshotter that supports that Kubernetes version, including its CRDs.');
}

function deployment(namespace: string, props: SnapshotControllerProps, hardened: boolean): Manifest {
  const { replicas: shipped, minReadySeconds, strategy, pod } = SNAPSHOT_CONTROLLER.deployment;
  const replicas = requireInteger('replicas', props.replicas ?? shipped, 0);
  const added = props.distributedSnapshotting ? SNAPSHOT_CONTROLLER.distributedSnapshotting.args : [];
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: NAME, namespace, labels: props.labels, annotations: props.annotations },
    spec: {
      replicas,
      selector: { matchLabels: SELECTOR },
      minReadySeconds,
      strategy: props.updateStrategy ?? strategy,
      template: podTemplate(pod, { serviceAccountName: NAME }, {
        selector: SELECTOR,
        values: {},
        options: { ...props, extraArgs: [...added, ...props.extraArgs ?? []] },
        main: NAME,
        images: props.images,
        hardened,
        replicas,
      }),
    },
  };
}
