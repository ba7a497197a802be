import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { controllerPlugin, nodePlugin, runtimeConfig } from './pods';
import { ManilaCsiProps, ManilaSnapshotOptions } from './props';
import { pluginRbac } from './rbac';
import { ManilaCsiFacts, resolveManilaCsi, Share } from './resolve';
import { secretObject, secretReference } from './secret';
import { refuse } from '../../../core/errors';
import { takeProps } from '../../../core/props';
import { isAtLeast } from '../../../kubernetes/minor';
import { manilaSecretVerdicts, OST021 } from '../../../openstack/judgements/manila-secret';
import { CSI_DRIVER_V1_ONLY } from '../../../releases/cinder-csi-fixes';
import { Advice } from '../../advice';
import { Cluster } from '../../cluster';
import { NamespacedName } from '../../namespaced-name';
import { requireSound } from '../../private/accepted';
import { at, propsOf } from '../../private/at';
import { reportCredentials } from '../../private/cloud-config';
import { emit, Manifest } from '../../private/emit';
import { refersTo } from '../../private/existing';
import { checkImageOptions } from '../../private/images';
import { report } from '../../private/report';
import { withoutTopology } from '../../private/topology';
import { definedOf } from '../../private/workload';
import { IVolumeSnapshotClass, ManilaProtocol } from '../../storage';
import { ManilaStorageClass, ManilaStorageClassProps } from '../../storage/classes/manila/manila-storage-class';
import { ManilaSnapshotClass } from '../../storage/snapshots/driver-snapshot-classes';

/**
 * The Manila CSI driver, for shares that many nodes mount: CSIDriver objects, RBAC, controller plugin and node plugin, for one or several protocols.
 *
 * The node plugin passes mounts on to the driver of the protocol, such as `nfs.NfsNodeDriver`, which must run on the same nodes.
 *
 * @see https://github.com/kubernetes/cloud-provider-openstack/tree/master/docs/manila-csi-plugin
 */
export class ManilaCsi extends Construct {
  /** Name of the CSI driver of each protocol, such as "nfs". */
  public readonly driverNames: { [protocol: string]: string };
  /** The CSIDriver objects, in the order of the protocols. */
  public readonly drivers: ApiObject[];
  /** The Secret with the credentials that the classes name; undefined if each class names its own. */
  public readonly secret?: NamespacedName;
  /** The Secret or ExternalSecret that `global` became. */
  public readonly secretObject?: ApiObject;
  /** The ConfigMap with the runtime configuration; undefined if there is none. */
  public readonly runtimeConfigMap?: ApiObject;
  /** ServiceAccount of the controller plugin. */
  public readonly controllerServiceAccount: ApiObject;
  /** ServiceAccount of the node plugin. */
  public readonly nodeServiceAccount: ApiObject;
  /** ClusterRoles and the Role: those of the controller plugin first. */
  public readonly roles: ApiObject[];
  /** ClusterRoleBindings and the RoleBinding: those of the controller plugin first. */
  public readonly bindings: ApiObject[];
  /** The Service of the controller plugin. */
  public readonly controllerService: ApiObject;
  /** The StatefulSet of the controller plugin. */
  public readonly controllerPlugin: ApiObject;
  /** The DaemonSet of the node plugin. */
  public readonly nodePlugin: ApiObject;

  private readonly facts: ManilaCsiFacts;

  constructor(scope: Construct, id: string, props: ManilaCsiProps = {}) {
    props = propsOf(new.target, 'ManilaCsi', scope, id, props);
    super(scope, id);
    const facts = this.facts = at(this, () => resolve(this, props));
    const [controller, node] = at(this, () => [controllerPlugin(facts), nodePlugin(facts)]);
    this.secret = at(this, () => secretReference(facts));
    const secret = at(this, () => props.global && secretObject(facts, this.secret!));
    advise(this, facts);
    for (const { driverName } of facts.shares) if (!props.topology) withoutTopology(Cluster.of(this), driverName);

    this.driverNames = Object.fromEntries(facts.shares.map(({ options, driverName }) => [options.protocol, driverName]));
    this.drivers = facts.shares.map((share) => emit(this, `Driver-${share.options.protocol}`, csiDriver(facts, share)));
    const plugins = (['controller', 'node'] as const).map((which) => ({ which, ...pluginRbac(facts, which) }));
    const emitted = plugins.map(({ which, ...rbac }) => ({
      account: emit(this, `ServiceAccount-${which}`, rbac.serviceAccount),
      roles: rbac.roles.map((role, i) => emit(this, `Role-${which}-${i}`, role)),
      bindings: rbac.bindings.map((binding, i) => emit(this, `Binding-${which}-${i}`, binding)),
    }));
    this.controllerServiceAccount = emitted[0].account;
    this.nodeServiceAccount = emitted[1].account;
    this.roles = emitted.flatMap(({ roles }) => roles);
    this.bindings = emitted.flatMap(({ bindings }) => bindings);
    this.secretObject = secret && emit(this, 'Secret', secret);
    if (this.secretObject) {
      reportCredentials(this.secretObject);
      const verdicts = [...manilaSecretVerdicts(this.secretObject.toJson(), facts.release.minor)];
      at(this, () => requireSound(OST021, verdicts, { '': 'global' }, facts.kubernetesVersion));
      report(this.secretObject, OST021, verdicts);
    }
    if (props.secret) refersTo(this, 'Secret', props.secret, props.secret.name, props.secret.namespace);
    const config = runtimeConfig(facts);
    this.runtimeConfigMap = config && emit(this, 'RuntimeConfig', config);
    this.controllerService = emit(this, 'ControllerService', controllerService(facts));
    this.controllerPlugin = emit(this, 'ControllerPlugin', controller);
    this.nodePlugin = emit(this, 'NodePlugin', node);
  }

  /**
   * Adds a StorageClass for shares of a protocol, with the Secret of this driver.
   *
   * @param className Name of the class
   * @param options Options of the class
   */
  public addStorageClass(className: string, options: ManilaStorageClassProps): ManilaStorageClass {
    options = takeProps('ManilaCsi.addStorageClass', options, [this]);
    const { driverName } = at(this, () => this.share(options.protocol));
    return new ManilaStorageClass(this, `StorageClass-${className}`, definedOf({ driverName, secret: this.secret, ...options, name: className }));
  }

  /**
   * Adds a VolumeSnapshotClass for shares of a protocol, with the Secret of this driver.
   *
   * @param className Name of the class
   * @param options Options of the class
   */
  public addSnapshotClass(className: string, options: ManilaSnapshotOptions): IVolumeSnapshotClass {
    options = takeProps('ManilaCsi.addSnapshotClass', options, [this]);
    const { driverName } = at(this, () => this.share(options.protocol));
    if (!this.facts.snapshots) {
      at(this, () => refuse('snapshots', 'is off, so no snapshotter would serve the class. Set it to true, or remove '
      + 'the class'));
    }
    const given = definedOf({ driverName, snapshotterSecret: this.secret, ...options, name: className });
    return new ManilaSnapshotClass(this, `SnapshotClass-${className}`, given);
  }

  private share(protocol: ManilaProtocol): Share {
    const { shares } = this.facts;
    return shares.find(({ options }) => options.protocol === protocol)
      ?? refuse('protocol', `is ${protocol}, but the driver serves ${shares.map(({ options }) => options.protocol).join(', ')} only. Add it `
        + 'to shares');
  }
}

function resolve(scope: ManilaCsi, props: ManilaCsiProps): ManilaCsiFacts {
  const facts = resolveManilaCsi(props, Cluster.of(scope));
  const { profile, names } = facts;
  const pods = (names.helm ? profile.chart : undefined) ?? { controller: profile.controller.pod, node: profile.node.pod };
  checkImageOptions(props.images, [...pods.controller.containers, ...pods.node.containers].map(({ image }) => image));
  return facts;
}

function advise(scope: ManilaCsi, { props, snapshots, release, kubernetesVersion }: ManilaCsiFacts): void {
  if (snapshots || props.snapshots !== undefined) return;
  Advice._give(scope, 'MANILA_SNAPSHOTS_OFF',
    `The snapshotter of release ${release.minor} does not run on Kubernetes ${kubernetesVersion}, so snapshots are disabled.`,
    'Set snapshots: false, or use release 1.19 or newer.');
}

function csiDriver({ profile, names, kubernetesVersion }: ManilaCsiFacts, { driverName, options }: Share): Manifest {
  const shipped = (names.helm ? profile.chart?.csiDriver : undefined) ?? profile.csiDriver;
  return {
    apiVersion: isAtLeast(kubernetesVersion, CSI_DRIVER_V1_ONLY) ? 'storage.k8s.io/v1' : shipped.apiVersion,
    kind: 'CSIDriver',
    metadata: { name: driverName },
    spec: definedOf({ ...shipped.spec, ...options.fsGroupPolicy && { fsGroupPolicy: options.fsGroupPolicy } }),
  };
}

function controllerService({ profile, names: { controller }, namespace }: ManilaCsiFacts): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: controller.name, namespace, labels: controller.labels },
    spec: { selector: controller.selector, ports: profile.controller.servicePorts },
  };
}
