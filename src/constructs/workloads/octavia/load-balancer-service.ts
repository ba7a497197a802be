import { isIP } from 'net';
import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { IpFamily, IpFamilyPolicy, LoadBalancerOptions, SessionAffinity } from './load-balancer-options';
import { invalid, refuse } from '../../../core/errors';
import { requireCidr } from '../../../kubernetes/cidr';
import { FEATURES } from '../../../kubernetes/features';
import { isAtLeast } from '../../../kubernetes/minor';
import { requireLabels, requireServiceName } from '../../../kubernetes/names';
import { loadBalancerName } from '../../../openstack/load-balancer/names';
import { Cluster, ICluster } from '../../cluster';
import { ICloudControllerManager } from '../../openstack/cloud-controller-manager/props';
import { requireSound } from '../../private/accepted';
import { emit, Manifest } from '../../private/emit';
import { report } from '../../private/report';
import { PodPort } from '../pod-port';
import { namespaceBeside } from '../private/namespace';
import { judged, octaviaAnnotations, originsOf } from './private/octavia';
import { at, propsOf } from '../../private/at';
import { containerPorts, podPorts, servicePorts } from '../private/ports';
import { IStatefulApplication } from '../stateful-application-base';


/** Where traffic from outside goes. */
export enum ExternalTrafficPolicy {
  /** To pods on any node; they see the address of a node. */
  CLUSTER = 'Cluster',
  /** To pods on the node that it reached; they see the address of the client. */
  LOCAL = 'Local',
}

/** Properties for `LoadBalancerService`. */
export interface LoadBalancerServiceProps extends LoadBalancerOptions {
  /** Name of the Service; a DNS label. @default - the construct's id */
  readonly name?: string;
  /** Namespace of the Service; it must be that of the pods. @default - that of `application`, else the chart's namespace */
  readonly namespace?: string;
  /** The StatefulSet whose pods are behind it. @default - `selector` */
  readonly application?: IStatefulApplication;
  /** Labels of the pods behind it. @default - those of `application` */
  readonly selector?: { [key: string]: string };
  /** The port; shorthand for `ports` with one entry. @default - `ports` */
  readonly port?: number;
  /** Ports: `port` is that of the pods, `servicePort` that of the load balancer. @default - `port` */
  readonly ports?: PodPort[];
  /** Where traffic goes. @default - the API server's: ExternalTrafficPolicy.CLUSTER */
  readonly externalTrafficPolicy?: ExternalTrafficPolicy;
  /** Networks that may connect, as CIDRs. Octavia enforces them, not the nodes. @default - everybody */
  readonly sourceRanges?: string[];
  /** Floating IP, or virtual IP of an internal load balancer, to use. @default - a new one */
  readonly address?: string;
  /** How many IP families the Service has. @default - the API server's: IpFamilyPolicy.SINGLE_STACK */
  readonly ipFamilyPolicy?: IpFamilyPolicy;
  /** "IPv4", "IPv6" or both; the load balancer is of the first. @default - the cluster's */
  readonly ipFamilies?: IpFamily[];
  /** "ClientIP" sends a client to the same pod each time. @default - the API server's: "None" */
  readonly sessionAffinity?: SessionAffinity;
  /** The controller that creates the load balancer; gives `loadBalancerName`. @default - its cluster name is unknown */
  readonly cloudControllerManager?: ICloudControllerManager;
  /** Labels of the Service. @default - none */
  readonly labels?: { [key: string]: string };
  /** Annotations of the Service, in addition to those of the options. @default - none */
  readonly annotations?: { [key: string]: string };
}

/**
 * A Service of type LoadBalancer, for which the OpenStack cloud-controller-manager makes an Octavia load balancer.
 *
 * @see
 * https://github.com/kubernetes/cloud-provider-openstack/blob/master/docs/openstack-cloud-controller-manager/expose-applications-using-loadbalancer-type-service.md
 */
export class LoadBalancerService extends Construct {
  /** Name of the Service. */
  public readonly name: string;
  /** The emitted Service. */
  public readonly service: ApiObject;
  /** Name of the load balancer in Octavia, as `openstack loadbalancer list` shows it. Undefined without `cloudControllerManager`. */
  public readonly loadBalancerName?: string;

  constructor(scope: Construct, id: string, props: LoadBalancerServiceProps) {
    props = propsOf(new.target, 'LoadBalancerService', scope, id, props);
    super(scope, id);
    const manifest = at(this, () => service(id, props, Cluster.of(this)));
    this.name = manifest.metadata.name;
    this.service = emit(this, 'Service', manifest);
    const { cloudControllerManager: manager } = props;
    if (manager) this.loadBalancerName = loadBalancerName(manager.clusterName, this.service.metadata.namespace ?? 'default', this.name);
    for (const [judgement, verdicts] of judged(manifest, Cluster.of(this).release.minor)) report(this.service, judgement, verdicts);
  }
}

function service(id: string, props: LoadBalancerServiceProps, { kubernetesVersion, release }: ICluster): Manifest {
  const { application, selector = application?.selector } = props;
  if ((props.application === undefined) === (props.selector === undefined)) refuse('application', 'or selector is required, but not both');
  requireLabels('selector', selector);
  if (Object.keys(selector!).length === 0) refuse('selector', 'must contain at least one label: a Service without one leads nowhere');
  const ports = podPorts(props);
  requirePorts(ports, kubernetesVersion);
  requireAddresses(props);
  const octavia = octaviaAnnotations(props, release.minor);
  const repeated = Object.keys(octavia).find((annotation) => props.annotations?.[annotation] !== undefined);
  if (repeated) refuse('annotations', `holds ${repeated}, which an option of its own is for`);
  const annotations = { ...octavia, ...props.annotations };
  const manifest = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: requireServiceName('name', props.name ?? id, kubernetesVersion),
      namespace: namespaceBeside(application, props.namespace),
      labels: props.labels,
      annotations: Object.keys(annotations).length ? annotations : undefined,
    },
    spec: {
      type: 'LoadBalancer',
      selector,
      ports: servicePorts(ports, false),
      externalTrafficPolicy: props.externalTrafficPolicy,
      loadBalancerSourceRanges: props.sourceRanges,
      loadBalancerIP: props.address,
      ipFamilyPolicy: props.ipFamilyPolicy,
      ipFamilies: props.ipFamilies,
      sessionAffinity: props.sessionAffinity,
    },
  };
  for (const [judgement, verdicts] of judged(manifest, release.minor)) requireSound(judgement, verdicts, originsOf(props), kubernetesVersion);
  return manifest;
}

function requirePorts(ports: PodPort[], kubernetesVersion: string): void {
  if (ports.length === 0) refuse('ports', 'must contain at least one port');
  containerPorts(ports);
  const protocols = new Set(ports.map(({ protocol = 'TCP' }) => protocol));
  if (protocols.size > 1 && !isAtLeast(kubernetesVersion, FEATURES.mixedProtocols.onSince)) {
    refuse('ports', `mix ${[...protocols].join(' and ')}, which Kubernetes accepts since ${FEATURES.mixedProtocols.onSince}. Use a Service for `
      + 'each protocol');
  }
}

function requireAddresses({ sourceRanges = [], address }: LoadBalancerServiceProps): void {
  sourceRanges.forEach((range) => requireCidr('sourceRanges', range));
  if (address !== undefined && !isIP(address)) invalid('address', address, 'an IP address such as "203.0.113.10"');
}
