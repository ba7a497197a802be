/*
 * Faults in the pods of OpenStack's components.
 */
import { Fields, fields, list } from '../../core/fields';
import { Judgement, Verdict } from '../../core/judgement';
import { shown } from '../../core/words';
import { flagOf } from '../../kubernetes/args';
import { imageName, imageTag, isOlder } from '../../kubernetes/images';

export const OST008: Judgement = {
  id: 'OST008',
  severity: 'error',
  title: 'Cloud controller manager cannot run on a new node',
  why: 'Until it runs, each node has the taint uninitialized and often no pod network. It must tolerate the taint and use the host network; otherwise it waits for itself.',
  fix: 'Add the toleration for node.cloudprovider.kubernetes.io/uninitialized and hostNetwork: true.',
  source: 'cloud-provider-openstack manifests/controller-manager/openstack-cloud-controller-manager-ds.yaml',
};

const UNINITIALIZED = 'node.cloudprovider.kubernetes.io/uninitialized';

/** Whether a pod of the cloud controller manager can run before any node is initialized. `path` is the path of its spec. */
export function* waitsForItself(pod: Fields, path: string): Iterable<Verdict> {
  if (!list(pod.tolerations).some((toleration) => toleratesUninitialized(fields(toleration)))) {
    yield {
      path: `${path}.tolerations`,
      message: `the pods do not tolerate ${UNINITIALIZED}, the taint of new nodes, which only they remove: if all nodes are new, they are never scheduled.`,
      fix: `Add the toleration { key: '${UNINITIALIZED}', operator: 'Exists' }.`,
    };
  }
  if (pod.hostNetwork !== true) {
    yield {
      path: `${path}.hostNetwork`,
      severity: 'warning',
      message: 'the pods need the pod network, which often starts only after the nodes are initialized.',
      fix: 'Set hostNetwork: true.',
    };
  }
}

/** Whether a toleration matches the taint uninitialized=true:NoSchedule. */
function toleratesUninitialized({ key, operator = 'Equal', value = '', effect }: Fields): boolean {
  if (effect && effect !== 'NoSchedule') return false;
  if (!key) return operator === 'Exists';
  return key === UNINITIALIZED && (operator === 'Exists' || value === 'true');
}

export const OST013: Judgement = {
  id: 'OST013',
  severity: 'info',
  preset: 'strict',
  title: 'Cluster name is left at its default, "kubernetes"',
  why: 'The cloud controller manager and the driver identify their OpenStack resources by the cluster name. If two clusters in one project have the same name, each changes or deletes '
    + 'load balancers of the other.',
  fix: 'Give a new cluster a unique name. For an existing cluster, acknowledge this: its load balancers contain the name.',
  source: 'kubernetes/cloud-provider-openstack issues 2241, 2571',
};

/** The default name of every cluster. */
export const DEFAULT_CLUSTER_NAME = 'kubernetes';

/** Judges the cluster name at `path`, which the flag `flag` sets. */
export function* defaultClusterName(name: string, flag: string, path: string): Iterable<Verdict> {
  if (name === DEFAULT_CLUSTER_NAME) yield { path, message: `--${flag} is "${DEFAULT_CLUSTER_NAME}", the default.` };
}

export const OST015: Judgement = {
  id: 'OST015',
  severity: 'error',
  title: 'Components of the Cinder CSI driver disagree about topology',
  why: 'The node plugin reports zones only with topology enabled; the controller plugin and csi-provisioner use them only with topology enabled. If they disagree, '
    + 'provisioning fails with "no topology key found", or volumes are provisioned in any zone.',
  fix: 'Set --with-topology and the feature gate Topology of csi-provisioner to the same value.',
  source: 'cloud-provider-openstack docs/cinder-csi-plugin/using-cinder-csi-plugin.md',
};

/** A container, with command and arguments in one list. */
export interface RunningContainer {
  readonly image: string;
  readonly args: readonly string[];
  readonly path: string;
}

/** A pod of the Cinder CSI driver. */
export interface DriverPod {
  /** Name of its workload, such as `Deployment "csi-cinder-controllerplugin"`. */
  readonly name: string;
  readonly driver: RunningContainer;
  /** Whether the driver runs as controller. */
  readonly controls: boolean;
  /** All its containers. */
  readonly containers: readonly RunningContainer[];
}

/** First release of the driver with the flag --with-topology. */
const WITH_TOPOLOGY = '1.31';

/** The contradictions between the pods of one driver, each with its pod. */
export function* topologyDisagreements<P extends DriverPod>(pods: readonly P[]): Iterable<readonly [P, Verdict]> {
  const controllers = pods.filter(({ controls }) => controls);
  const wanted = new Set(controllers.map(({ driver }) => hasTopology(driver)));
  for (const pod of pods) {
    const has = hasTopology(pod.driver);
    if (has === undefined) continue;
    if (wanted.size === 1 && !wanted.has(undefined) && !wanted.has(has)) {
      yield [pod, { path: `${pod.driver.path}.args`, message: `--with-topology differs from that of ${controllers[0].name}.` }];
    }
    for (const { image, args, path } of pod.containers) {
      const gates = imageName(image) === 'csi-provisioner' ? flagOf(args, 'feature-gates') : undefined;
      const gate = /(?:^|,)Topology=(\w+)/.exec(gates ?? '')?.[1];
      if (gate === undefined || (gate.toLowerCase() === 'true') === has) continue;
      const message = `the feature gate Topology of csi-provisioner is ${shown(gate)}, but --with-topology of the driver is ${has}.`;
      yield [pod, { path: `${path}.args`, severity: 'warning', message }];
    }
  }
}

/** Undefined for a driver that has no such flag. */
function hasTopology({ image, args }: RunningContainer): boolean | undefined {
  const said = flagOf(args, 'with-topology');
  if (said === undefined && isOlder(imageTag(image), WITH_TOPOLOGY)) return undefined;
  return (said ?? 'true') !== 'false';
}
