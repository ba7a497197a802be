import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { adviseOnManager, checkManager, judgeManager, requireClusterName } from './checks';
import { metricsService, ResolvedMetrics, resolveMetrics, serviceMonitor } from './monitoring';
import { helmNames, ManagerNames, manifestNames } from './naming';
import { managerPod } from './pod';
import { CloudControllerManagerProps, ICloudControllerManager } from './props';
import { refuse } from '../../../core/errors';
import { flagValue } from '../../../kubernetes/args';
import { requireDnsLabel, requireDnsSubdomain } from '../../../kubernetes/names';
import { Release, ReleaseFix } from '../../../releases';
import { BoundClusterRole } from '../../../releases/cloud-controller-manager-profile';
import {
  AUTH_DELEGATOR, AUTHENTICATION_READER, CONTROLLER_ACCOUNTS_NAMESPACE, leastPrivilege,
  managerRules,
} from '../../../releases/least-privilege';
import { PodProfile, PolicyRule } from '../../../releases/workload-profile';
import { Cluster } from '../../cluster';
import { at, propsOf } from '../../private/at';
import { caAnnotation } from '../../private/cloud-config';
import { emit, Manifest } from '../../private/emit';
import { adviseOnTags, isHardened, networkPolicy } from '../../private/hardening';
import { cloudConfigFacts, madeFor } from '../../private/made';
import { clusterRole, clusterRoleBinding, role, roleBinding, serviceAccount, ServiceAccountRef } from '../../private/rbac';
import { definedOf, fill, podTemplate } from '../../private/workload';
import { ICloudConfig } from '../cloud-config/cloud-config';
import { mountedCloudConfig, WithCloudConfig } from '../cloud-config/given-cloud-config';

/**
 * The OpenStack cloud-controller-manager: initialises nodes, removes nodes whose server was deleted, and creates load balancers and routes.
 *
 * @see
 * https://github.com/kubernetes/cloud-provider-openstack/blob/master/docs/openstack-cloud-controller-manager/using-openstack-cloud-controller-manager.md
 */
export class CloudControllerManager extends Construct implements ICloudControllerManager {
  /**
   * A cloud-controller-manager that exists in the cluster.
   *
   * @param clusterName Its `--cluster-name`
   */
  public static fromClusterName(clusterName: string): ICloudControllerManager {
    return { clusterName: requireClusterName(clusterName) };
  }

  /** Name of the cluster, which is part of the names of load balancers. */
  public readonly clusterName: string;
  /** The cloud config that it reads, for other components. */
  public readonly cloudConfig: ICloudConfig;
  /** The ServiceAccount of the pods. */
  public readonly serviceAccount: ApiObject;
  /** The ClusterRoles: that of the pods first, then those of the release for single controllers. */
  public readonly clusterRoles: ApiObject[];
  /** The binding of each ClusterRole, in the same order. */
  public readonly clusterRoleBindings: ApiObject[];
  /** The Role in the namespace, with `leastPrivilege`. */
  public readonly role?: ApiObject;
  /** The binding of the Role, with `leastPrivilege`. */
  public readonly roleBinding?: ApiObject;
  /** Lets the pods authenticate and authorize metrics requests, with `metrics`. */
  public readonly authDelegatorBinding?: ApiObject;
  /** The DaemonSet. Patch it with `daemonSet.addJsonPatch(...)`. */
  public readonly daemonSet: ApiObject;
  /** Allows connections to the pods for metrics only; with `hardened` and without host network. */
  public readonly networkPolicy?: ApiObject;
  /** The Service of the metrics. */
  public readonly service?: ApiObject;
  /** The ServiceMonitor of the metrics. */
  public readonly serviceMonitor?: ApiObject;

  constructor(scope: Construct, id: string, props: CloudControllerManagerProps) {
    props = propsOf(new.target, 'CloudControllerManager', scope, id, props);
    super(scope, id);
    this.cloudConfig = mountedCloudConfig(this, props);
    const hardened = at(this, () => isHardened(props, Cluster.of(this).kubernetesVersion));
    const own = { ...hardened && { leastPrivilege: true, hostVolumes: false }, ...props, cloudConfig: cloudConfigFacts(this.cloudConfig) };
    at(this, () => requireClusterName(props.clusterName));
    const made = at(this, () => manifests(own, Cluster.of(this)._releaseOr(props.release)));
    const { facts, workload } = made;
    const { names, metrics } = facts;
    this.clusterName = props.clusterName;
    adviseOnManager(this, own, facts.pod);

    this.serviceAccount = emit(this, 'ServiceAccount', made.serviceAccount);
    this.clusterRoles = made.clusterRoles.map((r) => emit(this, `ClusterRole-${r.metadata.name}`, r));
    this.clusterRoleBindings = made.clusterRoleBindings.map((r) => emit(this, `ClusterRoleBinding-${r.metadata.name}`, r));
    if (made.role) this.role = emit(this, 'Role', made.role);
    if (made.roleBinding) this.roleBinding = emit(this, 'RoleBinding', made.roleBinding);
    if (made.readerBinding) emit(this, 'AuthenticationReaderBinding', made.readerBinding);
    if (made.authDelegatorBinding) this.authDelegatorBinding = emit(this, 'AuthDelegatorBinding', made.authDelegatorBinding);
    this.daemonSet = emit(this, 'DaemonSet', workload);
    judgeManager(this.daemonSet, workload, props.clusterName);
    if (hardened) adviseOnTags(this.daemonSet, workload);
    if (hardened && !workload.spec.template.spec.hostNetwork) {
      this.networkPolicy = emit(this, 'NetworkPolicy', networkPolicy(named(facts, names.labels), names.selector, metrics && [metrics]));
    }
    if (metrics?.service) {
      this.service = emit(this, 'Service', metricsService(metrics, { metadata: named(facts, names.serviceLabels), selector: names.selector }));
    }
    if (metrics?.serviceMonitor) {
      this.serviceMonitor = emit(this, 'ServiceMonitor', serviceMonitor(metrics,
        { metadata: named(facts, { ...names.labels, ...metrics.serviceMonitorLabels }), selector: names.selector }, names.jobLabel));
    }
  }
}

type ManagerProps = WithCloudConfig<CloudControllerManagerProps>;

/** The facts and manifests, made once for clusters whose props are equal. */
function manifests(props: ManagerProps, release: Release) {
  const { clusterName, ...others } = props;
  return madeFor(clusterName, 'CloudControllerManager', [others, release], (name) => build({ ...others, clusterName: name! }, release));
}

function build(props: ManagerProps, release: Release) {
  const facts = resolve(props, release);
  const { names, namespace, account, metrics, roles, namespaceRules } = facts;
  const meta = metadata(facts, names.rbacLabels);
  return {
    facts,
    workload: daemonSet(facts, props),
    serviceAccount: serviceAccount(account, meta),
    clusterRoles: roles.map((r) => clusterRole(r.name, r.rules, meta)),
    clusterRoleBindings: roles.map((r) => clusterRoleBinding(r.name, r.name, r.subjects, meta)),
    role: namespaceRules && role(names.workload, namespace, namespaceRules, meta),
    roleBinding: namespaceRules && roleBinding(names.workload, namespace, names.workload, [account], meta),
    readerBinding: namespaceRules && roleBinding(`${names.workload}:authentication-reader`, CONTROLLER_ACCOUNTS_NAMESPACE, AUTHENTICATION_READER,
      [account], meta),
    authDelegatorBinding: metrics && clusterRoleBinding(`system:${names.workload}:auth-delegate`, AUTH_DELEGATOR, [account], meta),
  };
}

interface GrantedRole {
  readonly name: string;
  readonly rules: PolicyRule[];
  readonly subjects: ServiceAccountRef[];
}

/** Resolves the props: applies defaults and validates them. */
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

function resolve(props: ManagerProps, given: Release): Facts {
  const { commonAnnotations = {}, hostVolumes = true, mountCloudConfig = true } = props;
  checkManager(props);
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
    ? leastPrivilege(release.minor, rules, { accountForEachController })
      ?? refuse('leastPrivilege', `is not supported by release ${release.minor}, whose leader election uses Endpoints. Use release 1.17 or newer`)
    : undefined;
  const provider = { name: profile.providerServiceAccount ?? account.name, namespace: CONTROLLER_ACCOUNTS_NAMESPACE };
  const other = profile.providerServiceAccount !== undefined && (provider.name !== account.name || provider.namespace !== namespace);
  const own: GrantedRole = {
    name: props.clusterRoleName ?? names.clusterRole,
    rules: split?.cluster ?? rules,
    subjects: accountForEachController && other ? [account, provider] : [account],
  };
  const metrics = props.metrics && resolveMetrics(props.metrics);
  if (metrics?.service) requireDnsLabel('naming.nameOverride', names.workload);
  return {
    names,
    namespace,
    account,
    roles: helm || split ? [own] : [own, ...profile.clusterRoles.slice(1).map(granted)],
    namespaceRules: split?.namespace ?? (helm ? undefined : fill(profile.namespaceRules, { cloudConfigSecret: props.cloudConfig.secretName })),
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

/** Metadata without the name. */
function metadata({ commonAnnotations }: Facts, labels: { [key: string]: string }): object {
  return definedOf({
    labels: Object.keys(labels).length ? labels : undefined,
    annotations: Object.keys(commonAnnotations).length ? commonAnnotations : undefined,
  });
}

function named(facts: Facts, labels: { [key: string]: string }): Manifest['metadata'] {
  return { name: facts.names.workload, namespace: facts.namespace, ...metadata(facts, labels) };
}

function daemonSet(facts: Facts, props: ManagerProps): Manifest {
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
        annotations: { [names.checksum]: props.cloudConfig.checksum, ...caAnnotation(props.cloudConfig.caCertificate), ...commonAnnotations },
        values: { clusterName: props.clusterName, cloudConfigSecret: props.cloudConfig.secretName },
        options: props,
        main: facts.pod.containers[0].name,
        images: props.images,
        knownImages: facts.knownImages,
        hardened: props.hardened,
      }),
    },
  };
}
