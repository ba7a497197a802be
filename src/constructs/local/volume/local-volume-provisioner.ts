import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { LocalVolumeClass } from './local-volume-class';
import { LocalVolumeProvisionerProps } from './local-volume-provisioner-props';
import { identity } from '../private/identity';
import { adviseOnVolumes } from './private/volume-advice';
import { requireFeature, volumeClasses } from './private/volume-classes';
import { volumeConfig } from './private/volume-config';
import { linuxDaemonSet, mountsDevices, ProvisionerFacts, windowsDaemonSet } from './private/volume-pods';
import { refuse } from '../../../core/errors';
import { recall } from '../../../core/shared';
import { STATIC_VOLUMES } from '../../../drivers/no-provisioner';
import { POD_SECURITY_ENFORCE } from '../../../kubernetes/labels';
import { requireDnsLabel, requireDnsSubdomain, requireOneOf } from '../../../kubernetes/names';
import { NO_PROVISIONER } from '../../../kubernetes/volume-plugins';
import { LocalStaticRelease } from '../../../releases';
import { PolicyRule } from '../../../releases/workload-profile';
import { Cluster } from '../../cluster';
import { ImageOptions } from '../../images';
import { Naming } from '../../naming';
import { at, propsOf } from '../../private/at';
import { emit, Manifest } from '../../private/emit';
import { scrapeInterval } from '../../private/go-duration';
import { adviseOnTags, isHardened, networkPolicy } from '../../private/hardening';
import { checkImageOptions } from '../../private/images';
import { clusterRole, clusterRoleBinding, role, roleBinding, serviceAccount } from '../../private/rbac';
import { definedOf } from '../../private/workload';
import { IStorageClass, LocalStorageClass, ReclaimPolicy, StorageClass, VolumeBindingMode } from '../../storage';
import { storageCapabilities } from '../../storage/private/class-driver';

const PRIVILEGED = { [POD_SECURITY_ENFORCE]: 'privileged' };

/**
 * The local volume static provisioner: a pod on each node that creates PersistentVolumes for the disks in given directories, and cleans them
 * when they are released.
 *
 * A `nodeSelector` is added to the label of the operating system and does not replace it.
 *
 * @see https://github.com/kubernetes-sigs/sig-storage-local-static-provisioner/blob/master/docs/provisioner.md
 */
export class LocalVolumeProvisioner extends Construct {
  /**
   * A class of a provisioner that exists in the cluster. Claims are checked against what local volumes support.
   *
   * @param storageClassName Name of the class
   */
  public static fromStorageClassName(storageClassName: string): IStorageClass {
    const capabilities = storageCapabilities(STATIC_VOLUMES, { parameters: {} });
    const volumeBindingMode = VolumeBindingMode.WAIT_FOR_FIRST_CONSUMER;
    return { ...StorageClass.fromStorageClassName(storageClassName, capabilities), provisioner: NO_PROVISIONER, volumeBindingMode };
  }

  /** The Namespace, with `createNamespace`. */
  public readonly namespaceObject?: ApiObject;
  /** The ServiceAccount of the pods; undefined with `createServiceAccount: false`. */
  public readonly serviceAccount?: ApiObject;
  /** Cluster permissions of the provisioner; undefined with `createRbac: false`. */
  public readonly clusterRole?: ApiObject;
  /** Binds that role to the ServiceAccount. */
  public readonly clusterRoleBinding?: ApiObject;
  /** Gives the built-in role of volume provisioners to the account; releases before v2.5.0. */
  public readonly volumeRoleBinding?: ApiObject;
  /** Permissions of the provisioner in its namespace, for cleaning Jobs. */
  public readonly role?: ApiObject;
  /** Binds that role to the ServiceAccount. */
  public readonly roleBinding?: ApiObject;
  /** The configuration. */
  public readonly configMap: ApiObject;
  /** The StorageClasses that are emitted. */
  public readonly storageClasses: StorageClass[];
  /** The provisioner on Linux nodes. */
  public readonly daemonSet: ApiObject;
  /** The provisioner on Windows nodes, with `windows`. */
  public readonly windowsDaemonSet?: ApiObject;
  /** Allows connections to the Linux pods for metrics only with `serviceMonitor`; with `hardened`. */
  public readonly networkPolicy?: ApiObject;
  /** The Service for metrics, with `serviceMonitor`. */
  public readonly service?: ApiObject;
  /** The ServiceMonitor, with `serviceMonitor`. */
  public readonly serviceMonitor?: ApiObject;

  /** What the node cleanup controller shares. @internal */
  public readonly _shared: SharedOptions;

  private readonly classNames: string[];

  constructor(scope: Construct, id: string, props: LocalVolumeProvisionerProps) {
    props = propsOf(new.target, 'LocalVolumeProvisioner', scope, id, props);
    super(scope, id);
    const { namespace: chartNamespace } = Chart.of(this);
    const facts = at(this, () => recall('LocalVolumeProvisioner', [props, chartNamespace], () => resolve(props, chartNamespace)));
    const { names } = facts.identity;
    const [account, labels, rbac] = [{ name: facts.serviceAccountName, namespace: facts.podNamespace }, facts.labels, props.createRbac !== false];

    if (props.createNamespace) this.namespaceObject = emit(this, 'Namespace', namespace(facts));
    if (props.createServiceAccount !== false) {
      this.serviceAccount = emit(this, 'ServiceAccount', placed(facts, serviceAccount(account, { labels })));
    }
    if (rbac) {
      this.clusterRole = emit(this, 'ClusterRole', clusterRole(names.clusterRole, facts.rules, { labels }));
      this.clusterRoleBinding = emit(this, 'ClusterRoleBinding',
        clusterRoleBinding(names.clusterRoleBinding, names.clusterRole, [account], { labels }));
    }
    const { volumeRole, jobRules } = facts.release._profile;
    if (rbac && volumeRole && names.volumeRoleBinding) {
      this.volumeRoleBinding = emit(this, 'VolumeRoleBinding', clusterRoleBinding(names.volumeRoleBinding, volumeRole, [account], { labels }));
    }
    if (rbac && (props.createJobRole ?? props.useJobForCleaning)) {
      this.role = emit(this, 'Role', placed(facts, role(names.role, account.namespace, jobRules, { labels })));
      this.roleBinding = emit(this, 'RoleBinding',
        placed(facts, roleBinding(names.roleBinding, account.namespace, names.role, [account], { labels })));
    }
    this.configMap = emit(this, 'ConfigMap', configMap(facts));
    this.classNames = props.classes.map((c) => c.name);
    const { release, podNamespace } = facts;
    this._shared = {
      storageClassNames: this.classNames,
      release,
      naming: props.naming,
      namespace: podNamespace,
      images: props.images,
      hardened: props.hardened,
    };
    this.storageClasses = props.classes.filter((c) => c.createStorageClass !== false).map((c) => storageClass(this, c, labels));
    const linux = at(this, () => recall('local volumes on Linux', [facts], () => linuxDaemonSet(facts)));
    this.daemonSet = emit(this, 'DaemonSet', linux);
    if (at(this, () => isHardened(props, Cluster.of(this).kubernetesVersion))) {
      const { metricsPort: port } = release._profile;
      const ports = props.serviceMonitor && port ? [{ port }] : [];
      this.networkPolicy = emit(this, 'NetworkPolicy', networkPolicy(linux.metadata, linux.spec.selector.matchLabels, ports));
      adviseOnTags(this.daemonSet, linux);
    }
    if (props.windows) this.windowsDaemonSet = emit(this, 'WindowsDaemonSet', at(this, () => windowsDaemonSet(facts)));
    if (props.serviceMonitor) {
      this.service = emit(this, 'Service', at(this, () => service(facts)));
      this.serviceMonitor = emit(this, 'ServiceMonitor', at(this, () => serviceMonitor(facts)));
    }
    adviseOnVolumes(this, props, facts.release);
  }

  /**
   * The StorageClass of one of the classes, for claims.
   *
   * @param name Name of the class
   */
  public storageClass(name: string): IStorageClass {
    at(this, () => requireOneOf('name', name, this.classNames));
    return this.storageClasses.find((c) => c.storageClassName === name)
      ?? { ...StorageClass.fromStorageClassName(name), volumeBindingMode: VolumeBindingMode.WAIT_FOR_FIRST_CONSUMER };
  }
}

interface SharedOptions {
  readonly storageClassNames: string[];
  readonly release: LocalStaticRelease;
  readonly naming?: Naming;
  readonly namespace: string;
  readonly images?: ImageOptions;
  readonly hardened?: boolean;
}

interface Facts extends ProvisionerFacts {
  readonly labels?: { [key: string]: string };
  readonly rules: PolicyRule[];
}

function resolve(props: LocalVolumeProvisionerProps, chartNamespace: string | undefined): Facts {
  const release = props.release ?? LocalStaticRelease.latest();
  const profile = release._profile;
  const id = identity(props.naming, release.version, profile.names, profile.chart);
  const podNamespace = requireDnsLabel('namespace', props.namespace ?? chartNamespace ?? 'default');
  const devices = mountsDevices(props, profile.linux);
  const volumes = volumeClasses(props.classes, props.mounts ?? [], devices, release);
  checkImageOptions(props.images, release.images());
  if (props.windows) requireFeature('windows', release, 'windows');
  if (props.namespaceLabels && !props.createNamespace) {
    refuse('namespaceLabels', 'have no effect without createNamespace. Set that too, or remove them');
  }
  const labels = { ...id.labels, ...props.commonLabels };
  return {
    props,
    release,
    identity: id,
    podNamespace,
    namespace: props.namespace ?? chartNamespace ?? (profile.statesNamespace || props.createNamespace ? podNamespace : undefined),
    serviceAccountName: requireDnsSubdomain('serviceAccountName',
      props.serviceAccountName ?? (props.createServiceAccount === false ? 'default' : id.names.serviceAccount)),
    labels: Object.keys(labels).length ? labels : undefined,
    rules: rules(props, release),
    volumes,
    config: volumeConfig(props, volumes, release),
  };
}

function rules(props: LocalVolumeProvisionerProps, { _profile }: LocalStaticRelease): PolicyRule[] {
  for (const [i, rule] of (props.extraRules ?? []).entries()) {
    if (!Array.isArray(rule.verbs) || rule.verbs.length === 0) refuse(`extraRules[${i}]`, 'has no verbs, such as ["get"]');
  }
  const update = props.allowNodeUpdate ?? (props.removeNodeNotReadyTaint || props.naming?._helm !== undefined);
  return [..._profile.rules, ...(update ? _profile.nodeUpdateRules : []), ...(props.extraRules ?? []) as unknown as PolicyRule[]];
}

/** Takes the namespace away where neither the user nor the release states one. */
function placed(facts: Facts, manifest: Manifest): Manifest {
  return { ...manifest, metadata: definedOf({ ...manifest.metadata, namespace: facts.namespace }) };
}

function namespace({ podNamespace: name, labels, props }: Facts): Manifest {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { ...labels, ...props.namespaceLabels ?? PRIVILEGED } } };
}

function configMap(facts: Facts): Manifest {
  const metadata = { name: facts.identity.names.configMap, namespace: facts.namespace, labels: facts.labels };
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: definedOf(metadata), data: facts.config };
}

function storageClass(scope: Construct, c: LocalVolumeClass, shared?: { [key: string]: string }): StorageClass {
  const { name, isDefault, reclaimPolicy = ReclaimPolicy.DELETE, volumeBindingMode = VolumeBindingMode.WAIT_FOR_FIRST_CONSUMER, provisioner } = c;
  const { allowVolumeExpansion, mountOptions, allowedTopologies, otherTopologies, extraParameters, annotations } = c;
  const labels = shared || c.labels ? { ...shared, ...c.labels } : undefined;
  const settings = { name, isDefault, reclaimPolicy, volumeBindingMode, allowVolumeExpansion, mountOptions, allowedTopologies, otherTopologies };
  const props = { ...settings, extraParameters, labels, annotations };
  if (provisioner === undefined) return new LocalStorageClass(scope, `Class-${name}`, props);
  return new StorageClass(scope, `Class-${name}`, { ...props, provisioner });
}

function service(facts: Facts): Manifest {
  const { metricsPort: port, selector } = facts.release._profile;
  const { service: name } = facts.identity.names;
  if (port === undefined || name === undefined) {
    refuse('serviceMonitor', `needs the metrics of provisioner v2.2.0 or newer; ${facts.release.version} has none`);
  }
  const matchLabels = facts.identity.selector ?? selector;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: definedOf({
      name: requireDnsLabel('naming.fullnameOverride', name),
      namespace: facts.namespace,
      labels: { ...matchLabels, ...facts.labels },
    }),
    spec: { type: 'ClusterIP', ports: [{ name: 'metrics', port, targetPort: port }], selector: matchLabels },
  };
}

function serviceMonitor(facts: Facts): Manifest {
  const { interval, namespace: own, labels, relabelings } = facts.props.serviceMonitor!;
  const matchLabels = facts.identity.selector ?? facts.release._profile.selector;
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: definedOf({
      name: facts.identity.names.service!, // service() has checked it
      namespace: own ?? facts.namespace,
      labels: { ...matchLabels, ...facts.labels, ...labels },
    }),
    spec: {
      jobLabel: Object.keys(matchLabels)[0],
      endpoints: [definedOf({
        port: 'metrics',
        interval: interval === undefined ? '10s' : scrapeInterval('serviceMonitor.interval', interval),
        scheme: 'http',
        relabelings: relabelings?.length ? relabelings : undefined,
      })],
      namespaceSelector: { matchNames: [facts.podNamespace] },
      selector: { matchLabels },
    },
  };
}
