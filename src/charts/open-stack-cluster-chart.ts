import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import {
  CinderCsi, CinderCsiOptions, CloudConfigProps, CloudControllerManager, CloudControllerManagerOptions, Cluster, ClusterOptions,
  ICinderCsi, ICloudConfig, ImageOptions, LocalVolumeProvisioner, LocalVolumeProvisionerProps, Naming,
} from '../constructs';
import { cinderWithVariables, proxyVariables, withVariables } from './private/proxy';
import { sharedImages } from './private/shared-images';
import { givenCloudConfig } from '../constructs/openstack/cloud-config/given-cloud-config';
import { at, propsOf } from '../constructs/private/at';
import { isGivenIn, within } from '../core/errors';
import { knownTo } from '../core/props';
import { requireLabels } from '../kubernetes/names';

/** Properties for `OpenStackClusterChart`. */
export interface OpenStackClusterChartProps extends ClusterOptions {
  /** Name of the cluster, unique in its OpenStack project: it is part of the names of load balancers and of volume metadata. */
  readonly clusterName: string;
  /**
   * The cloud config: how to reach OpenStack, and how its components behave. Its properties, from which the chart creates it, or one that exists
   * in the cluster: `CloudConfig.fromSecretName('cloud-config')`.
   */
  readonly cloudConfig: ICloudConfig | CloudConfigProps;
  /** Namespace of the OpenStack components and of their Secret. @default "kube-system" */
  readonly namespace?: string;
  /** Names, labels and selectors of the OpenStack components. @default Naming.manifests() */
  readonly naming?: Naming;
  /** Registries, tags and digests of images. @default - the upstream registries */
  readonly images?: ImageOptions;
  /**
   * Proxy that the components reach OpenStack through, such as "http://proxy.example.com:3128": variables HTTP_PROXY, HTTPS_PROXY and NO_PROXY of the
   * cloud-controller-manager and of both parts of the Cinder CSI driver. A variable in `extraEnv` wins.
   *
   * @default - no proxy
   */
  readonly proxy?: string;
  /**
   * Hosts, suffixes such as ".example.com", addresses and CIDRs that are reached without the proxy, in addition to the API server, Services, the pod itself
   * and the metadata service, which always are.
   *
   * @default - only those
   */
  readonly noProxy?: string[];
  /** Options of the cloud-controller-manager. @default - as the release ships it */
  readonly cloudControllerManager?: CloudControllerManagerOptions;
  /** Installs the cloud-controller-manager; set to false where something else does. @default true */
  readonly createCloudControllerManager?: boolean;
  /** Options of the Cinder CSI driver. @default - as the release ships it */
  readonly cinder?: CinderCsiOptions;
  /** Installs the Cinder CSI driver; set to false where something else does. @default true */
  readonly createCinder?: boolean;
  /** Local volumes on node disks: StorageClasses and options of their provisioner. @default - none */
  readonly localVolumes?: LocalVolumeProvisionerProps;
  /**
   * Hardens the components: see `hardened` of each, which wins over this one. docs/security.md has what it does and what it cannot do.
   *
   * @default false
   */
  readonly hardened?: boolean;
  /** Labels of every object. @default - none */
  readonly labels?: { [key: string]: string };
}

/**
 * A complete cluster on OpenStack: the cloud config, the cloud-controller-manager and the Cinder CSI driver share namespace, release, naming
 * and images. The chart is the boundary of one cluster (see `Cluster`), so create its workloads and StorageClasses below it.
 *
 * @example
 *
 * const cluster = new OpenStackClusterChart(app, 'prod-1', { clusterName: 'prod-1', cloudConfig: CloudConfig.fromSecretName('cloud-config') });
 * cluster.cinder.addStorageClass('ssd', { volumeType: 'ssd', isDefault: true });
 */
export class OpenStackClusterChart extends Chart {
  /** The cloud config that the components read. */
  public readonly cloudConfig: ICloudConfig;
  /** The provisioner of local volumes. Undefined unless the chart was given `localVolumes`. */
  public readonly localVolumes?: LocalVolumeProvisioner;

  /** The cloud-controller-manager. Undefined with `createCloudControllerManager: false`. */
  public readonly cloudControllerManager?: CloudControllerManager;
  /** The Cinder CSI driver, for classes and volumes; with `createCinder: false`, the one that something else installs. */
  public readonly cinder: ICinderCsi;
  /** The Cinder CSI driver with its objects. Undefined with `createCinder: false`. */
  public readonly cinderCsi?: CinderCsi;

  constructor(scope: Construct, id: string, props: OpenStackClusterChartProps) {
    props = propsOf(new.target, 'OpenStackClusterChart', scope, id, props);
    super(scope, id, { labels: props.labels, disableResourceNameHashes: true });
    at(this, () => requireLabels('labels', props.labels));
    Cluster.boundary(this, knownTo('Cluster.boundary', props));
    const { clusterName, namespace = 'kube-system', naming, hardened } = props;
    const images = at(this, () => sharedImages(props.images, Cluster.of(this).release, props.localVolumes?.release));

    const variables = proxyVariables(this, props);
    this.cloudConfig = givenCloudConfig(this, { cloudConfig: props.cloudConfig, namespace });
    if (props.createCloudControllerManager ?? true) {
      this.cloudControllerManager = given(props, 'cloudControllerManager', (options) => new CloudControllerManager(this, 'CloudControllerManager', {
        namespace, naming, hardened, images: images.manager, ...withVariables(options, variables), clusterName, cloudConfig: this.cloudConfig,
      }));
    }
    if (props.createCinder ?? true) {
      this.cinderCsi = given(props, 'cinder', (options) => new CinderCsi(this, 'Cinder', {
        clusterName, namespace, naming, hardened, images: images.cinder, ...cinderWithVariables(options, variables), cloudConfig: this.cloudConfig,
      }));
    }
    this.cinder = this.cinderCsi ?? CinderCsi.fromDriverName(this, 'Cinder');
    if (props.localVolumes) {
      this.localVolumes = given(props, 'localVolumes', (options) => (
        new LocalVolumeProvisioner(this, 'LocalVolumes', { hardened, images: images.localVolumes, ...options! })));
    }
  }
}

/** Creates a component; errors name its properties by their path in the chart's props, such as "cinder.node.labels". */
function given<K extends keyof OpenStackClusterChartProps, T>(
  props: OpenStackClusterChartProps, property: K, build: (options: OpenStackClusterChartProps[K]) => T,
): T {
  return within(property, () => build(props[property]), isGivenIn(props[property] as object | undefined));
}
