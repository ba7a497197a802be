import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { LocalPathClass } from './local-path-class';
import { LocalPathProvisionerProps } from './local-path-provisioner-props';
import { LocalPathStorage } from './local-path-storage';
import { helperPodYaml } from './private/helper-pod';
import { identity } from '../private/identity';
import { adviseOnClass, pathClass } from './private/path-class';
import { pathConfig, scripts } from './private/path-config';
import { deployment, DeploymentFacts } from './private/path-deployment';
import { checkRegistryCredentials, emitRegistrySecret } from './private/registry-secret';
import { invalid, refuse } from '../../../core/errors';
import { ignoredPaths, LOC010 } from '../../../drivers/judgements/local-path-config';
import { folded, LOCAL_PATH, LOCAL_PATH_PROVISIONER } from '../../../drivers/local-path';
import { newestVersion } from '../../../kubernetes/api-versions';
import { allowsNoEviction, STS013 } from '../../../kubernetes/judgements/workloads';
import { isQualifiedName, requireDnsLabel, requireDnsSubdomain } from '../../../kubernetes/names';
import { LocalPathRelease } from '../../../releases';
import { Cluster } from '../../cluster';
import { at, propsOf } from '../../private/at';
import { emit, Manifest } from '../../private/emit';
import { adviseOnTags, isHardened, networkPolicy } from '../../private/hardening';
import { checkImageOptions } from '../../private/images';
import { clusterRole, clusterRoleBinding, role, roleBinding, serviceAccount } from '../../private/rbac';
import { report } from '../../private/report';
import { definedOf, fill } from '../../private/workload';
import { AccessMode, IStorageClass, StorageClass, StorageClassProps, VolumeBindingMode } from '../../storage';
import { storageCapabilities } from '../../storage/private/class-driver';
import { disruptionBudgetSpec } from '../../workloads/private/placement';

/**
 * The local-path-provisioner: provisions a directory on a node's disk, or in a filesystem that all nodes share, for each claim.
 *
 * It does not enforce sizes, and a volume on a node's disk is lost with the node.
 *
 * @see https://github.com/rancher/local-path-provisioner
 */
export class LocalPathProvisioner extends Construct {
  /**
   * A class of a provisioner that exists in the cluster. Claims are checked against what the provisioner supports.
   *
   * @param storageClassName Name of the class
   * @param sharedFileSystem Whether its volumes are in a filesystem that all nodes share; defaults to false
   */
  public static fromStorageClassName(storageClassName: string, sharedFileSystem: boolean = false): IStorageClass {
    const shared = sharedFileSystem ? { filesystemModes: Object.values(AccessMode), topologyKeys: [] } : {};
    const capabilities = { ...storageCapabilities(LOCAL_PATH, { parameters: {} }), ...shared };
    const volumeBindingMode = VolumeBindingMode.WAIT_FOR_FIRST_CONSUMER;
    return { ...StorageClass.fromStorageClassName(storageClassName, capabilities), provisioner: LOCAL_PATH_PROVISIONER, volumeBindingMode };
  }

  /** The Namespace, if it is emitted. */
  public readonly namespaceObject?: ApiObject;
  /** The ServiceAccount of the provisioner and its helper pods; undefined with `createServiceAccount: false`. */
  public readonly serviceAccount?: ApiObject;
  /** The Secret or ExternalSecret with registry credentials; undefined without `registryCredentials`. */
  public readonly registrySecret?: ApiObject;
  /** Cluster permissions of the provisioner; undefined with `createRbac: false`. */
  public readonly clusterRole?: ApiObject;
  /** Binds that role to the ServiceAccount. */
  public readonly clusterRoleBinding?: ApiObject;
  /** Permissions of the provisioner in its namespace; undefined before v0.0.25. */
  public readonly role?: ApiObject;
  /** Binds that role to the ServiceAccount. */
  public readonly roleBinding?: ApiObject;
  /** Configuration, scripts and the template of the helper pods. */
  public readonly configMap: ApiObject;
  /** The StorageClasses that are emitted. */
  public readonly storageClasses: StorageClass[];
  /** The provisioner. */
  public readonly deployment: ApiObject;
  /** Denies connections to the pod, with `hardened`. */
  public readonly networkPolicy?: ApiObject;
  /** The PodDisruptionBudget, with `disruptionBudget`. */
  public readonly podDisruptionBudget?: ApiObject;

  private readonly classes: StorageClassProps[];

  constructor(scope: Construct, id: string, props: LocalPathProvisionerProps = {}) {
    props = propsOf(new.target, 'LocalPathProvisioner', scope, id, props);
    super(scope, id);
    const facts = at(this, () => resolve(props, Chart.of(this).namespace, isHardened(props, Cluster.of(this).kubernetesVersion)));
    const { names } = facts.identity;
    const { labels, namespace, release: { _profile: profile } } = facts;
    const account = { name: facts.serviceAccountName, namespace };

    if (facts.createsNamespace) this.namespaceObject = emit(this, 'Namespace', namespaceManifest(facts));
    if (props.registryCredentials) this.registrySecret = emitRegistrySecret(this, props.registryCredentials, namespace);
    if (props.createServiceAccount !== false) this.serviceAccount = emit(this, 'ServiceAccount', accountManifest(facts));
    if (props.createRbac !== false) {
      const { clusterRules } = facts.chart ?? profile;
      this.clusterRole = emit(this, 'ClusterRole', clusterRole(names.clusterRole, clusterRules, { labels }));
      this.clusterRoleBinding = emit(this, 'ClusterRoleBinding',
        clusterRoleBinding(names.clusterRoleBinding, names.clusterRole, [account], { labels }));
    }
    if (props.createRbac !== false && names.role && names.roleBinding) {
      this.role = emit(this, 'Role', role(names.role, namespace, profile.rules, { labels }));
      this.roleBinding = emit(this, 'RoleBinding', roleBinding(names.roleBinding, namespace, names.role, [account], { labels }));
    }
    this.configMap = emit(this, 'ConfigMap', configMap(facts));
    this.classes = at(this, () => classProps(facts));
    this.storageClasses = this.classes.filter((_, i) => facts.classes[i].createStorageClass !== false)
      .map((c) => new StorageClass(this, `Class-${c.name}`, c));
    const manifest = at(this, () => deployment(facts));
    this.deployment = emit(this, 'Deployment', manifest);
    if (props.hardened) {
      this.networkPolicy = emit(this, 'NetworkPolicy', networkPolicy(manifest.metadata, manifest.spec.selector.matchLabels));
      adviseOnTags(this.deployment, manifest);
    }
    if (props.disruptionBudget) {
      const budget = at(this, () => podDisruptionBudget(facts, Cluster.of(this).kubernetesVersion));
      this.podDisruptionBudget = emit(this, 'PodDisruptionBudget', budget);
      report(this.podDisruptionBudget, STS013, allowsNoEviction(budget, { kind: 'Deployment', name: this.deployment.name, replicas: 1 }));
    }
    advise(this, facts);
  }

  /**
   * The StorageClass of one of the classes, for claims.
   *
   * @param name Name of the class
   */
  public storageClass(name: string): IStorageClass {
    const { capabilities = {}, provisioner, volumeBindingMode } = this.classes.find((c) => c.name === name)
      ?? at(this, () => invalid('name', name, `one of ${this.classes.map((c) => c.name).join(', ')}`));
    return this.storageClasses.find((c) => c.storageClassName === name) ?? { storageClassName: name, capabilities, provisioner, volumeBindingMode };
  }
}

interface Facts extends DeploymentFacts {
  readonly labels?: { [key: string]: string };
  readonly createsNamespace: boolean;
  readonly storage: LocalPathStorage;
  readonly classes: LocalPathClass[];
}

function resolve(props: LocalPathProvisionerProps, chartNamespace: string | undefined, hardened: boolean): Facts {
  const release = props.release ?? LocalPathRelease.latest();
  const profile = release._profile;
  const id = identity(props.naming, release.version, profile.names, profile.chart);
  const chart = props.naming?._helm ? profile.chart : undefined;
  const own = props.namespace ?? chartNamespace;
  const namespace = requireDnsLabel('namespace', own ?? profile.namespace);
  const createsNamespace = props.createNamespace ?? (own === undefined && chart === undefined);
  if (props.namespaceLabels && !createsNamespace) refuse('namespaceLabels', 'have no effect without createNamespace. Set that too, or remove them');
  checkImageOptions(props.images, release.images());
  checkRegistryCredentials(props.registryCredentials);
  const storage = props.storage ?? LocalPathStorage.nodePaths(profile.defaultPaths);
  const merged = { ...id.labels, ...props.commonLabels };
  const labels = Object.keys(merged).length ? merged : undefined;
  const helperPod = {
    release,
    labels,
    given: props.helperPod ?? {},
    name: props.helperPodName,
    image: chart?.helperPod.image ?? profile.helperPod.spec.containers[0].image,
    images: props.images,
    namespace: props.helperPodNamespace ?? (chart ? namespace : undefined),
    unsafe: props.allowUnsafeHelperPod ?? false,
    hardened,
  };
  return {
    props,
    release,
    identity: id,
    chart,
    namespace,
    createsNamespace,
    labels,
    storage,
    classes: classesOf(props, storage, profile.className),
    helperPod,
    serviceAccountName: requireDnsSubdomain('serviceAccountName',
      props.serviceAccountName ?? (props.createServiceAccount === false ? 'default' : id.names.serviceAccount)),
    configMapName: requireDnsSubdomain('configMapName', props.configMapName ?? id.names.configMap),
    provisionerName: provisionerName(props.provisionerName ?? fill((chart ?? profile).provisionerName, { fullname: id.names.deployment })),
    data: {
      'config.json': pathConfig(props, storage, release),
      ...scripts(props, release),
      'helperPod.yaml': helperPodYaml(helperPod),
    },
  };
}

function provisionerName(name: string): string {
  return isQualifiedName(name.toLowerCase()) ? name : invalid('provisionerName', name, 'a name such as "rancher.io/local-path"');
}

/** The classes, each once; with a storage for each class just those, as the provisioner fails for any other. */
function classesOf({ classes }: LocalPathProvisionerProps, storage: LocalPathStorage, defaultName: string): LocalPathClass[] {
  const list = classes ?? (storage._classNames ?? [defaultName]).map((name) => ({ name }));
  if (list.length === 0) refuse('classes', 'needs at least one class. Omit it to get the default class');
  const names = list.map(({ name }) => name);
  list.forEach(({ name }, i) => {
    requireDnsSubdomain(`classes[${i}].name`, name);
    if (names.indexOf(name) !== i) refuse(`classes[${i}].name`, `"${name}" occurs twice`);
    if (!storage._of(name)) {
      invalid(`classes[${i}].name`, name, `one of those with a storage: ${storage._classNames!.join(', ')}`, 'Add it to LocalPathStorage.perClass');
    }
  });
  const unused = (storage._classNames ?? []).filter((name) => !names.includes(name));
  if (unused.length) refuse('storage', `has the classes ${unused.join(', ')}, which classes lacks: add them, or remove classes`);
  return list;
}

function namespaceManifest({ namespace: name, labels, props }: Facts): Manifest {
  const all = { ...labels, ...props.namespaceLabels };
  return { apiVersion: 'v1', kind: 'Namespace', metadata: definedOf({ name, labels: Object.keys(all).length ? all : undefined }) };
}

/** Helper pods run under the account, so that the Secrets for pulling images are here. */
function accountManifest({ serviceAccountName: name, namespace, labels, props }: Facts): Manifest {
  const secrets = [
    ...props.imagePullSecrets ?? props.images?.imagePullSecrets ?? [],
    ...(props.registryCredentials ? [props.registryCredentials.secretName] : []),
  ];
  const manifest = serviceAccount({ name, namespace }, { labels });
  return secrets.length ? { ...manifest, imagePullSecrets: secrets.map((secret) => ({ name: secret })) } : manifest;
}

function configMap({ configMapName: name, namespace, labels, data }: Facts): Manifest {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: definedOf({ name, namespace, labels }), data };
}

function classProps({ classes, release, labels, chart, storage, provisionerName: provisioner }: Facts): StorageClassProps[] {
  return classes.map((c, i) => pathClass(`classes[${i}]`, c, storage._of(c.name)!, { release, labels, chart, provisioner }));
}

function podDisruptionBudget({ identity: { names, selector }, namespace, labels, props, release }: Facts, kubernetesVersion: string): Manifest {
  return {
    apiVersion: newestVersion('PodDisruptionBudget', kubernetesVersion),
    kind: 'PodDisruptionBudget',
    metadata: definedOf({ name: names.podDisruptionBudget, namespace, labels }),
    spec: definedOf(disruptionBudgetSpec(props.disruptionBudget!, selector ?? release._profile.selector)),
  };
}

function advise(scope: LocalPathProvisioner, { props, classes, data }: Facts): void {
  for (const c of classes) adviseOnClass(scope, c, props.setupScript === undefined && props.setupCommand === undefined);
  report(scope.configMap, LOC010, ignoredPaths(folded(JSON.parse(data['config.json']))));
}
