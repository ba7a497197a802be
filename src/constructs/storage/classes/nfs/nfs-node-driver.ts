import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { invalid } from '../../../../core/errors';
import { MANILA_FORWARDS_TO } from '../../../../drivers/manila';
import { NFS_DRIVER } from '../../../../drivers/nfs';
import { requireAbsolutePath, requireDnsLabel, requireInteger } from '../../../../kubernetes/names';
import { CSI_DRIVER_NFS } from '../../../../releases/csi-driver-nfs-profile';
import { imagesOf } from '../../../../releases/profile';
import { Cluster } from '../../../cluster';
import { ImageOptions } from '../../../images';
import { PodOptions } from '../../../pod-options';
import { at, propsOf } from '../../../private/at';
import { emit, Manifest } from '../../../private/emit';
import { adviseOnTags, isHardened } from '../../../private/hardening';
import { clusterRole, clusterRoleBinding, serviceAccount } from '../../../private/rbac';
import { podTemplate } from '../../../private/workload';

/** Name of the driver's container in both plugins. */
const MAIN = 'nfs';

/** Options of the controller of csi-driver-nfs. Those of a container are for the driver. */
export interface NfsControllerOptions extends PodOptions {
  /** Replicas; leader election keeps one active. @default 1 */
  readonly replicas?: number;
}

/** Properties for `NfsNodeDriver`. Options of a container are for the driver in the node pods. */
export interface NfsNodeDriverProps extends PodOptions {
  /** Namespace of all objects that have one. @default "kube-system" */
  readonly namespace?: string;
  /** Root directory of the kubelet on every node, an absolute path. @default "/var/lib/kubelet" */
  readonly kubeletDir?: string;
  /** Registries, tags and digests of images. @default - the upstream registries */
  readonly images?: ImageOptions;

  /**
   * Adds the controller, which provisions the volumes of `NfsStorageClass`. Manila does not need it.
   *
   * @default - no controller: the driver mounts volumes only
   */
  readonly controller?: NfsControllerOptions;

  /**
   * Runs the sidecars with read-only roots and without privilege escalation, the pods with the seccomp profile of the runtime, and mounts API tokens
   * in containers that call the API server only. The driver mounts shares and stays privileged: see docs/security.md. Kubernetes 1.21 and newer.
   *
   * @default false
   */
  readonly hardened?: boolean;
}

/**
 * The node part of csi-driver-nfs: it mounts NFS shares of the Manila CSI driver, and pre-provisioned volumes. With `controller`, the whole driver.
 *
 * @see https://github.com/kubernetes-csi/csi-driver-nfs
 */
export class NfsNodeDriver extends Construct {
  /** Version of csi-driver-nfs, such as "4.13.4". */
  public readonly version: string = CSI_DRIVER_NFS.version;
  /** The CSIDriver object. */
  public readonly driver: ApiObject;
  /** ServiceAccount of the node pods. */
  public readonly nodeServiceAccount: ApiObject;
  /** The DaemonSet of the node plugin. */
  public readonly nodePlugin: ApiObject;
  /** ServiceAccount of the controller; undefined without it. */
  public readonly controllerServiceAccount?: ApiObject;
  /** ClusterRoles of the controller: none without it. */
  public readonly roles: ApiObject[];
  /** ClusterRoleBindings of the controller, in the order of `roles`. */
  public readonly bindings: ApiObject[];
  /** The Deployment of the controller; undefined without it. */
  public readonly controller?: ApiObject;

  constructor(scope: Construct, id: string, props: NfsNodeDriverProps = {}) {
    props = propsOf(new.target, 'NfsNodeDriver', scope, id, props);
    super(scope, id);
    const namespace = at(this, () => requireDnsLabel('namespace', props.namespace ?? 'kube-system'));
    const values = at(this, () => placesOf(props.kubeletDir));
    const hardened = at(this, () => isHardened(props, Cluster.of(this).kubernetesVersion));
    const [node, controller] = at(this, () => [nodePlugin(props, namespace, values), props.controller && controllerPlugin(props, namespace, values)]);
    const account = { name: CSI_DRIVER_NFS.controller.serviceAccount, namespace };
    const roles = controller ? CSI_DRIVER_NFS.controller.roles : [];

    this.driver = emit(this, 'Driver', {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'CSIDriver',
      metadata: { name: NFS_DRIVER },
      spec: CSI_DRIVER_NFS.csiDriver,
    });
    this.nodeServiceAccount = emit(this, 'NodeServiceAccount', serviceAccount({ name: CSI_DRIVER_NFS.node.serviceAccount, namespace }));
    this.controllerServiceAccount = controller && emit(this, 'ControllerServiceAccount', serviceAccount(account));
    this.roles = roles.map(({ name, rules }) => emit(this, `Role-${name}`, clusterRole(name, rules)));
    this.bindings = roles.map(({ name, binding }) => emit(this, `Binding-${name}`, clusterRoleBinding(binding, name, [account])));
    this.controller = controller && emit(this, 'Controller', controller);
    this.nodePlugin = emit(this, 'NodePlugin', node);
    if (!hardened) return;
    adviseOnTags(this.nodePlugin, node);
    if (controller) adviseOnTags(this.controller!, controller);
  }
}

function placesOf(dir = '/var/lib/kubelet'): { [placeholder: string]: string } {
  const kubeletDir = requireAbsolutePath('kubeletDir', dir).replace(/\/+$/, '');
  if (kubeletDir === '') invalid('kubeletDir', dir, 'the root directory of the kubelet such as "/var/lib/kubelet"');
  return { kubeletDir, pluginDir: `${kubeletDir}/plugins/${MANILA_FORWARDS_TO.nfs}` };
}

function nodePlugin(props: NfsNodeDriverProps, namespace: string, values: { [placeholder: string]: string }): Manifest {
  const { name, selector, serviceAccount: account, updateStrategy, pod } = CSI_DRIVER_NFS.node;
  const { images, labels, annotations, hardened } = props;
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name, namespace, labels, annotations },
    spec: {
      updateStrategy: props.updateStrategy ?? updateStrategy,
      selector: { matchLabels: selector },
      template: podTemplate(pod, { serviceAccountName: account },
        { selector, values, options: props, main: MAIN, images, knownImages: imagesOf(CSI_DRIVER_NFS), hardened }),
    },
  };
}

function controllerPlugin({ controller = {}, images, hardened }: NfsNodeDriverProps, namespace: string,
  values: { [placeholder: string]: string }): Manifest {
  const { name, selector, serviceAccount: account, replicas, strategy, pod } = CSI_DRIVER_NFS.controller;
  const count = requireInteger('controller.replicas', controller.replicas ?? replicas, 0);
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace, labels: controller.labels, annotations: controller.annotations },
    spec: {
      replicas: count,
      strategy: controller.updateStrategy ?? strategy,
      selector: { matchLabels: selector },
      template: podTemplate(pod, { serviceAccountName: account },
        {
          selector,
          values,
          options: controller,
          main: MAIN,
          images,
          knownImages: imagesOf(CSI_DRIVER_NFS),
          hardened,
          replicas: count,
        }),
    },
  };
}
