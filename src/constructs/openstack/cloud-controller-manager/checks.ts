import { ApiObject } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { CloudControllerManagerProps } from './props';
import { invalid, refuse } from '../../../core/errors';
import { flagValue, mergeArgs } from '../../../kubernetes/args';
import { CONTROL_PLANE } from '../../../kubernetes/labels';
import { requireAnnotations, requireInteger } from '../../../kubernetes/names';
import { whyNoRoutes } from '../../../openstack/cloud-conf/routes';
import { defaultClusterName, OST008, OST013, waitsForItself } from '../../../openstack/judgements/controllers';
import { PodProfile } from '../../../releases/workload-profile';
import { Advice } from '../../advice';
import { Cluster } from '../../cluster';
import { Manifest } from '../../private/emit';
import { checkPodOptions } from '../../private/pod-checks';
import { report } from '../../private/report';
import { WithCloudConfig } from '../cloud-config/given-cloud-config';

/** The limit of 114: names in Octavia have at most 255 characters, and that of a load balancer also contains two names of up to 63 characters. */
export function requireClusterName(clusterName: string): string {
  if (typeof clusterName === 'string' && clusterName.length <= 114
    && /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/.test(clusterName)) return clusterName;
  return invalid('clusterName', clusterName, 'at most 114 letters, digits, "-", "_" and ".", such as "prod-1"',
    'Choose a name that is unique in the project');
}

/** Rejects invalid props. */
export function checkManager(props: WithCloudConfig<CloudControllerManagerProps>): void {
  const { clusterName, controllers, verbosity, clusterRoleName, commonAnnotations, extraArgs = [] } = props;
  checkPodOptions(props);
  requireClusterName(clusterName);
  const flag = flagValue(extraArgs, 'cluster-name');
  if (flag !== undefined && flag !== clusterName && flag !== '$(CLUSTER_NAME)') {
    refuse('extraArgs', `set the cluster name ${JSON.stringify(flag)}, but clusterName is "${clusterName}". Remove the flag`);
  }
  if (controllers && !controllers.length) {
    refuse('controllers', 'is empty, so no controller would run. Remove it to run all controllers, or use CloudController.except(...)');
  }
  if (verbosity !== undefined) requireInteger('verbosity', verbosity, 0, 10);
  if (clusterRoleName !== undefined && (!clusterRoleName || /[/%]/.test(clusterRoleName) || /^\.\.?$/.test(clusterRoleName))) {
    invalid('clusterRoleName', clusterRoleName, 'the name of a ClusterRole, without "/" and "%", such as "system:cloud-controller-manager"');
  }
  requireAnnotations('commonAnnotations', commonAnnotations);
}

/** Advice on what is valid but probably wrong; `pod` is that of the release with what the props change. */
export function adviseOnManager(scope: Construct, props: WithCloudConfig<CloudControllerManagerProps>, pod: PodProfile): void {
  const { clusterName, nodeSelector, affinity, cloudConfig, extraArgs } = props;
  const namesake = otherOfTheName(scope, clusterName);
  if (namesake) {
    Advice._give(scope, 'CLUSTER_NAME_TWICE', `clusterName "${clusterName}" is also that of ${namesake.node.path} in another cluster. `
    + 'Two clusters of one name in a project take over each other\'s load balancers.',
    'Give each cluster of a project a unique name, or acknowledge this if they are in different projects.');
  }
  if (!nodeSelector && !affinity && pod.nodeSelector?.[CONTROL_PLANE] === 'true') {
    Advice._give(scope, 'CONTROL_PLANE_LABEL_VALUE', 'this release runs only on nodes whose control-plane label is "true", as on RKE2 and K3s. '
    + 'On kubeadm clusters the label is empty, so no pod is scheduled.', 'Use release.extend({ fixes: [ReleaseFix.CONTROL_PLANE_AFFINITY] }).');
  }
  const noRoutes = cloudConfig.namesRouter ? whyNoRoutes(mergeArgs(pod.containers[0].args ?? [], extraArgs ?? []) ?? []) : undefined;
  if (noRoutes) {
    Advice._give(scope, 'ROUTER_WITHOUT_ROUTES', `the cloud config names a router, but pod routes are not configured: ${noRoutes}.`,
      'Set extraArgs to ["--cluster-cidr=<CIDR of the pods>"] and run the route controller, or remove the router from the cloud config.');
  }
}

/** Reports the findings of `check` for the emitted DaemonSet. */
export function judgeManager(object: ApiObject, { spec: { template: { spec } } }: Manifest, clusterName: string): void {
  const path = 'spec.template.spec';
  report(object, OST008, waitsForItself(spec, path));
  report(object, OST013, defaultClusterName(clusterName, 'cluster-name', `${path}.containers[0].args`));
}

/** The first cloud-controller-manager of an app for each cluster name. */
const managers = new WeakMap<IConstruct, Map<string, IConstruct>>();

/** A cloud-controller-manager with the same cluster name in another cluster of the app. */
function otherOfTheName(scope: Construct, clusterName: string): IConstruct | undefined {
  const { root } = scope.node;
  const known = managers.get(root) ?? new Map<string, IConstruct>();
  managers.set(root, known);
  const first = known.get(clusterName);
  if (!first) known.set(clusterName, scope);
  return first && Cluster.of(first) !== Cluster.of(scope) ? first : undefined;
}
