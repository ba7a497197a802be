import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { ICloudConfig } from './cloud-config';
import { CloudController } from './cloud-controller';
import { CloudControllerManagerMetrics } from './cloud-controller-manager-metrics';
import { metricsService, ResolvedMetrics, resolveMetrics, serviceMonitor } from './cloud-controller-manager-monitoring';
import { helmNames, ManagerNames, manifestNames } from './cloud-controller-manager-naming';
import { DEFAULT_CLUSTER_NAME, managerPod } from './cloud-controller-manager-pod';
import { flagValue, mergeArgs } from '../../core/args';
import { invalid, refuse } from '../../core/errors';
import { requireAnnotations, requireDnsLabel, requireDnsSubdomain, requireInteger } from '../../core/names';
import { Release, ReleaseFix } from '../../releases';
import { BoundClusterRole } from '../../releases/cloud-controller-manager-profile';
import { AUTH_DELEGATOR, CONTROLLER_ACCOUNTS_NAMESPACE, leastPrivilege, managerRules } from '../../releases/least-privilege';
import { PodProfile, PolicyRule } from '../../releases/workload-profile';
import { Advice } from '../advice';
import { Cluster } from '../cluster';
import { Toleration } from '../core-v1';
import { ImageOptions } from '../images';
import { Naming } from '../naming';
import { PodOptions } from '../pod-options';
import { at } from '../private/at';
import { requireCloudConfig } from '../private/cloud-config';
import { emit, Manifest } from '../private/emit';
import { clusterRole, clusterRoleBinding, role, roleBinding, serviceAccount, ServiceAccountRef } from '../private/rbac';
import { definedOf, podTemplate } from '../private/workload';

const UNINITIALIZED = 'node.cloudprovider.kubernetes.io/uninitialized';

/** Knobs of the cloud-controller-manager. */
export interface CloudControllerManagerOptions extends PodOptions {
  /** Release of cloud-provider-openstack. @default - that of the cluster */
  readonly release?: Release;

  /** Namespace of everything that has one. @default "kube-system" */
  readonly namespace?: string;

  /** Controllers to run. @default - as the release ships it: all of them */
  readonly controllers?: CloudController[];

  /** How much it logs, `--v`: 0 to 10. @default - as the release ships it: 1 (2 with Helm naming) */
  readonly verbosity?: number;

  /** Exposes metrics. @default - the secure port listens on 127.0.0.1 alone */
  readonly metrics?: CloudControllerManagerMetrics;

  /** Names, labels and selectors. @default Naming.manifests() */
  readonly naming?: Naming;

  /** Where images come from. @default - the upstream registries */
  readonly images?: ImageOptions;

  /** Annotations of every object and of the pods. @default - none */
  readonly commonAnnotations?: { [key: string]: string };

  /** Name of the ServiceAccount of the pods. @default - as the release ships it: "cloud-controller-manager" */
  readonly serviceAccountName?: string;

  /** Name of the ClusterRole of the pods and of its binding. @default - as the release ships it: "system:cloud-controller-manager" */
  readonly clusterRoleName?: string;

  /**
   * Whether each controller has a ServiceAccount of its own, which the controller manager makes in kube-system. Its own role is then granted to
   * the account too that the provider uses in that mode; with false, the right to patch the status of Services comes with releases that lack it.
   *
   * @default - as the release ships it: true up to 1.29, false since
   * @see https://github.com/kubernetes/cloud-provider-openstack/pull/2572
   */
  readonly useServiceAccountCredentials?: boolean;

  /**
   * Grants only the rights that are used: the leader's lock and the cloud config in a Role of the namespace, no creation of nodes, nothing on
   * PersistentVolumes, no ServiceAccount tokens unless needed, and no roles for accounts that nothing uses. For releases since 1.17.
   *
   * @default false
   * @see https://github.com/kubernetes/cloud-provider-openstack/pull/3165
   */
  readonly leastPrivilege?: boolean;

  /** Whether the pods use the network of the node. New nodes have no pod network yet, so false needs another node to start on. @default true */
  readonly hostNetwork?: boolean;

  /**
   * Whether the pods see the directories of the node that the release mounts: certificates and, in old releases and the Helm chart, flex volumes.
   * Nothing in the controller manager needs them but a `ca-file` below /etc/ssl/certs. For the chart's `extraVolumes`: false, and the volumes
   * that you want as `extraVolumes` and `extraVolumeMounts`.
   *
   * @default true
   */
  readonly hostVolumes?: boolean;

  /** Whether the Secret is mounted. With false, something else puts the file at /etc/config/cloud.conf, such as an agent's injector. @default true */
  readonly mountCloudConfig?: boolean;
}

/** Properties for `CloudControllerManager`. */
export interface CloudControllerManagerProps extends CloudControllerManagerOptions {
  /** The cloud config that it reads. */
  readonly cloudConfig: ICloudConfig;

  /**
   * Name of the cluster, unique in its OpenStack project: load balancers and security groups carry it, and two clusters of one name take each
   * other's load balancers. Changing it later orphans what exists. At most 114 letters, digits, "-", "_" and ".".
   *
   * @see https://github.com/kubernetes/cloud-provider-openstack/issues/3102
   */
  readonly clusterName: string;
}

/**
 * The OpenStack cloud-controller-manager: it initialises nodes, removes those whose server is gone, and makes load balancers and routes.
 *
 * @see https://github.com/kubernetes/cloud-provider-openstack/blob/master/docs/openstack-cloud-controller-manager/using-openstack-cloud-controller-manager.md
 */
export class CloudControllerManager extends Construct {
  /** The ServiceAccount of the pods. */
  public readonly serviceAccount: ApiObject;

  /** The ClusterRoles: that of the pods first, then those that the release ships for single controllers. */
  public readonly clusterRoles: ApiObject[];

  /** The binding of each ClusterRole, in the same order. */
  public readonly clusterRoleBindings: ApiObject[];

  /** The Role in the namespace, with `leastPrivilege`. */
  public readonly role?: ApiObject;

  /** The binding of the Role, with `leastPrivilege`. */
  public readonly roleBinding?: ApiObject;

  /** Lets the pods check who asks for metrics, with `metrics`. */
  public readonly authDelegatorBinding?: ApiObject;

  /** The DaemonSet. Patch it with `daemonSet.addJsonPatch(...)`. */
  public readonly daemonSet: ApiObject;

  /** The Service of the metrics. */
  public readonly service?: ApiObject;

  /** The ServiceMonitor of the metrics. */
  public readonly serviceMonitor?: ApiObject;

  constructor(scope: Construct, id: string, props: CloudControllerManagerProps) {
    super(scope, id);
    const facts = at(this, () => resolve(props, Cluster.of(this)._releaseOr(props.release)));
    const { names, namespace, account, metrics } = facts;
    advise(this, props, facts);

    this.serviceAccount = emit(this, 'ServiceAccount', serviceAccount(account, metadata(facts, names.rbacLabels)));
    this.clusterRoles = facts.roles.map((r) => emit(this, `ClusterRole-${r.name}`, clusterRole(r.name, r.rules, metadata(facts, names.rbacLabels))));
    this.clusterRoleBindings = facts.roles.map((r) => emit(this, `ClusterRoleBinding-${r.name}`,
      clusterRoleBinding(r.name, r.name, r.subjects, metadata(facts, names.rbacLabels))));
    if (facts.namespaceRules) {
      this.role = emit(this, 'Role', role(names.workload, namespace, facts.namespaceRules, metadata(facts, names.rbacLabels)));
      this.roleBinding = emit(this, 'RoleBinding', roleBinding(names.workload, namespace, names.workload, [account], metadata(facts, names.rbacLabels)));
    }
    if (metrics) {
      this.authDelegatorBinding = emit(this, 'AuthDelegatorBinding',
        clusterRoleBinding(`system:${names.workload}:auth-delegate`, AUTH_DELEGATOR, [account], metadata(facts, names.rbacLabels)));
    }
    this.daemonSet = emit(this, 'DaemonSet', at(this, () => daemonSet(facts, props)));
    if (metrics?.service) {
      this.service = emit(this, 'Service', metricsService(metrics, { metadata: named(facts, names.serviceLabels), selector: names.selector }));
    }
    if (metrics?.serviceMonitor) {
      this.serviceMonitor = emit(this, 'ServiceMonitor', serviceMonitor(metrics,
        { metadata: named(facts, { ...names.labels, ...metrics.serviceMonitorLabels }), selector: names.selector }, names.jobLabel));
    }
  }
}

interface GrantedRole {
  readonly name: string;
  readonly rules: PolicyRule[];
  readonly subjects: ServiceAccountRef[];
}

/** What the props come to, with every default filled in and everything checked. */
interface Facts {
  readonly names: ManagerNames;
  readonly namespace: string;
  readonly account: ServiceAccountRef;
  readonly roles: GrantedRole[];
  readonly namespaceRules?: PolicyRule[];
  readonly metrics?: ResolvedMetrics;
  readonly pod: PodProfile;
  readonly updateStrategy: object;
  readonly commonAnnotations: { [key: string]: string };
  /** All images of the release: one `images` serves every component of a cluster. */
  readonly knownImages: string[];
}

function resolve(props: CloudControllerManagerProps, given: Release): Facts {
  const { cloudConfig, commonAnnotations = {}, hostVolumes = true, mountCloudConfig = true } = props;
  check(props);
  const namespace = requireDnsLabel('namespace', props.namespace ?? 'kube-system');
  const helm = props.naming?._helm;
  const release = props.useServiceAccountCredentials === false ? given.extend({ fixes: [ReleaseFix.SERVICE_STATUS_RULE] }) : given;
  const profile = release._profile.cloudControllerManager;
  const names = helm ? helmNames(profile, helm) : manifestNames(profile);
  const account = { name: requireDnsSubdomain('serviceAccountName', props.serviceAccountName ?? names.serviceAccount), namespace };
  const accountForEachController = props.useServiceAccountCredentials
    ?? flagValue(names.pod.containers[0].args ?? [], 'use-service-account-credentials') === 'true';

  const rules = managerRules(profile, helm !== undefined);
  const split = props.leastPrivilege
    ? leastPrivilege(release.minor, rules, { cloudConfigSecret: cloudConfig.secretName, accountForEachController })
      ?? refuse('leastPrivilege', `is not possible with release ${release.minor}, whose leader locks with Endpoints: it takes 1.17 or later`)
    : undefined;
  const provider = { name: profile.providerServiceAccount ?? account.name, namespace: CONTROLLER_ACCOUNTS_NAMESPACE };
  const other = profile.providerServiceAccount !== undefined && (provider.name !== account.name || provider.namespace !== namespace);
  const own: GrantedRole = {
    name: props.clusterRoleName ?? names.clusterRole,
    rules: split?.cluster ?? rules,
    subjects: accountForEachController && other ? [account, provider] : [account],
  };
  const metrics = props.metrics && resolveMetrics(props.metrics);
  return {
    names,
    namespace,
    account,
    roles: helm || split ? [own] : [own, ...profile.clusterRoles.slice(1).map(granted)],
    namespaceRules: split?.namespace,
    metrics,
    pod: managerPod(names.pod, {
      ...props,
      accountForEachController,
      metrics,
      hostVolumes,
      mountCloudConfig,
      lockNamespace: split && namespace !== CONTROLLER_ACCOUNTS_NAMESPACE ? namespace : undefined,
    }),
    updateStrategy: props.updateStrategy ?? profile.updateStrategy,
    commonAnnotations,
    knownImages: release.images(),
  };
}

function granted({ name, rules, serviceAccount: account }: BoundClusterRole): GrantedRole {
  return { name, rules, subjects: [{ name: account, namespace: CONTROLLER_ACCOUNTS_NAMESPACE }] };
}

/** 114: Octavia takes 255 characters, and names of load balancers hold "kube_service_", two "_" and two names of up to 63 besides. */
function check(props: CloudControllerManagerProps): void {
  const { clusterName, controllers, verbosity, clusterRoleName, commonAnnotations, extraArgs = [] } = props;
  requireCloudConfig(props.cloudConfig);
  if (typeof clusterName !== 'string' || clusterName.length > 114 || !/^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/.test(clusterName)) {
    invalid('clusterName', clusterName, 'at most 114 letters, digits, "-", "_" and ".", such as "prod-1"', 'Take a name that no other cluster of the project has');
  }
  const flag = flagValue(extraArgs, 'cluster-name');
  if (flag !== undefined && flag !== clusterName && flag !== '$(CLUSTER_NAME)') {
    refuse('extraArgs', `name the cluster ${JSON.stringify(flag)}, and clusterName says "${clusterName}": drop the flag`);
  }
  for (const controller of controllers ?? []) {
    if (!(controller instanceof CloudController)) invalid('controllers', controller, 'a list such as [CloudController.SERVICE] or CloudController.except(CloudController.ROUTE)');
  }
  if (controllers && !controllers.length) refuse('controllers', 'is empty: nothing would run. Leave it out for all, or use CloudController.except(...)');
  if (verbosity !== undefined) requireInteger('verbosity', verbosity, 0, 10);
  if (clusterRoleName !== undefined && (!clusterRoleName || /[/%]/.test(clusterRoleName) || /^\.\.?$/.test(clusterRoleName))) {
    invalid('clusterRoleName', clusterRoleName, 'the name of a ClusterRole, without "/" and "%", such as "system:cloud-controller-manager"');
  }
  requireAnnotations('commonAnnotations', commonAnnotations);
}

function advise(scope: Construct, props: CloudControllerManagerProps, { pod }: Facts): void {
  const { clusterName, nodeSelector, affinity, cloudConfig, extraArgs, podSpec } = props;
  if (clusterName === DEFAULT_CLUSTER_NAME) {
    Advice._give(scope, 'DEFAULT_CLUSTER_NAME', 'clusterName is "kubernetes", which every cluster without a name uses: '
      + 'two of them in one project take each other\'s load balancers.', 'Name a new cluster; acknowledge this for one that exists.');
  }
  if (!nodeSelector && !affinity && pod.nodeSelector?.['node-role.kubernetes.io/control-plane'] === 'true') {
    Advice._give(scope, 'CONTROL_PLANE_LABEL_VALUE', 'this release runs only on nodes whose control-plane label is "true", as RKE2 and k3s set it; '
      + 'on kubeadm clusters it is empty, and no pod starts.', 'Use release.extend({ fixes: [ReleaseFix.CONTROL_PLANE_AFFINITY] }).');
  }
  const tolerations: Toleration[] = podSpec?.tolerations ?? [...props.tolerations ?? pod.tolerations ?? [], ...props.extraTolerations ?? []];
  if (!tolerations.some(({ key, operator }) => key === UNINITIALIZED || (!key && operator === 'Exists'))) {
    Advice._give(scope, 'UNINITIALIZED_NOT_TOLERATED', `it does not tolerate ${UNINITIALIZED}, the taint of new nodes that only it removes: `
      + 'where all nodes are new, it never starts.', `Add { key: '${UNINITIALIZED}', operator: 'Exists' } to extraTolerations.`);
  }
  const noRoutes = cloudConfig.namesRouter ? whyNoRoutes(mergeArgs(pod.containers[0].args ?? [], extraArgs ?? []) ?? []) : undefined;
  if (noRoutes) {
    Advice._give(scope, 'ROUTER_WITHOUT_ROUTES', `the cloud config names a router, but no routes to pods are written: ${noRoutes}.`,
      'Set extraArgs to ["--cluster-cidr=<CIDR of the pods>"] and run the route controller, or take the router out of the cloud config.');
  }
}

/** What keeps the route controller from running. Source: cmd/cloud-controller-manager and k8s.io/cloud-provider/app/core.go. */
function whyNoRoutes(args: string[]): string | undefined {
  if (!flagValue(args, 'cluster-cidr')) return '--cluster-cidr is not set';
  if (flagValue(args, 'configure-cloud-routes') === 'false') return '--configure-cloud-routes is false';
  const chosen = (flagValue(args, 'controllers') ?? '*').split(',');
  const runs = chosen.includes('route') || (chosen.includes('*') && !chosen.includes('-route'));
  return runs ? undefined : 'the route controller is left out';
}

/** Metadata besides the name. */
function metadata({ commonAnnotations }: Facts, labels: { [key: string]: string }): object {
  return definedOf({
    labels: Object.keys(labels).length ? labels : undefined,
    annotations: Object.keys(commonAnnotations).length ? commonAnnotations : undefined,
  });
}

function named(facts: Facts, labels: { [key: string]: string }): Manifest['metadata'] {
  return { name: facts.names.workload, namespace: facts.namespace, ...metadata(facts, labels) };
}

function daemonSet(facts: Facts, props: CloudControllerManagerProps): Manifest {
  const { names, commonAnnotations } = facts;
  const meta = named({ ...facts, commonAnnotations: { ...commonAnnotations, ...props.annotations } }, { ...props.labels, ...names.labels });
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: meta,
    spec: {
      selector: { matchLabels: names.selector },
      updateStrategy: facts.updateStrategy,
      template: podTemplate(facts.pod, { serviceAccountName: facts.account.name }, {
        selector: names.selector,
        labels: names.podLabels,
        annotations: { [names.checksum]: props.cloudConfig.checksum, ...commonAnnotations },
        values: { clusterName: props.clusterName, cloudConfigSecret: props.cloudConfig.secretName },
        options: props,
        main: facts.pod.containers[0].name,
        images: props.images,
        knownImages: facts.knownImages,
      }),
    },
  };
}
