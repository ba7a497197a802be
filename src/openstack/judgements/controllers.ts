/*
 * Faults in the pods of OpenStack's components.
 */
import { judgement } from './judgement';
import { Fields, fields, list } from '../../core/fields';
import { Verdict } from '../../core/judgement';
import { shown } from '../../core/words';
import { flagOf } from '../../kubernetes/args';
import { imageName, imageTag, isOlder } from '../../kubernetes/images';

export const OST008 = judgement('OST008');

const UNINITIALIZED = 'node.cloudprovider.kubernetes.io/uninitialized';

/** Whether a pod of the cloud controller manager can run before any node is initialized. `path` is the path of its spec. */
export function* waitsForItself(pod: Fields, path: string): Iterable<Verdict> {
  if (!list(pod.tolerations).some((toleration) => toleratesUninitialized(fields(toleration)))) {
    yield {
      path: `${path}.tolerations`,
      message: `the pods do not tolerate ${UNINITIALIZED}, the taint of new nodes, which only they remove: if all nodes are new, they are never `
        + 'scheduled.',
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
  } else if (pod.dnsPolicy === 'ClusterFirstWithHostNet') {
    yield {
      path: `${path}.dnsPolicy`,
      severity: 'warning',
      message: 'dnsPolicy ClusterFirstWithHostNet resolves every name with the cluster DNS, which cannot be scheduled until the cloud controller '
        + 'manager has initialized a node.',
      fix: 'Set dnsPolicy: ClusterFirst, which with hostNetwork uses the resolver of the node, or Default.',
    };
  }
}

/** Whether a toleration matches the taint uninitialized=true:NoSchedule. */
function toleratesUninitialized({ key, operator = 'Equal', value = '', effect }: Fields): boolean {
  if (effect && effect !== 'NoSchedule') return false;
  if (!key) return operator === 'Exists';
  return key === UNINITIALIZED && (operator === 'Exists' || value === 'true');
}

export const OST013 = judgement('OST013');

/** The default name of every cluster. */
export const DEFAULT_CLUSTER_NAME = 'kubernetes';

/** Judges the cluster name at `path`, which the flag `flag` sets. */
export function* defaultClusterName(name: string, flag: string, path: string): Iterable<Verdict> {
  if (name === DEFAULT_CLUSTER_NAME) yield { path, message: `--${flag} is "${DEFAULT_CLUSTER_NAME}", the default.` };
}

export const OST015 = judgement('OST015');

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

/**
 * The lock with which a release of the cloud controller manager elects its leader by default. Source:
 * k8s.io/component-base/config/v1alpha1/defaults.go.
 */
export function defaultLock(minor: number): string {
  return minor < 17 ? 'endpoints' : minor < 20 ? 'endpointsleases' : 'leases';
}

/** What the cloud controller manager does with the API: group, resource, verbs. Leases are in its own namespace. */
export const CONTROLLER_NEEDS: ReadonlyArray<readonly [group: string, resource: string, verbs: readonly string[], controller?: 'service']> = [
  ['', 'nodes', ['get', 'list', 'watch', 'patch', 'update', 'delete']],
  ['', 'nodes/status', ['patch']],
  ['', 'services', ['list', 'watch', 'patch'], 'service'],
  ['', 'services/status', ['patch'], 'service'],
  ['', 'events', ['create', 'patch']],
];

export const LEASE_NEEDS: readonly string[] = ['get', 'create', 'update'];

/** Whether --controllers runs the service controller, by its name or its alias. */
export function runsServices(chosen = '*'): boolean {
  const chosenNames = chosen.split(',').map((name) => name.trim());
  const includes = (sign: string) => ['service', 'service-lb-controller'].some((name) => chosenNames.includes(`${sign}${name}`));
  return includes('') || (chosenNames.includes('*') && !includes('-'));
}
