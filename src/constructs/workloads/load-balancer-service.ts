import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { LoadBalancerOptions } from './load-balancer-options';
import { PodPort } from './pod-port';
import { octaviaAnnotations, octaviaOptions } from './private/octavia';
import { containerPorts, podPorts, servicePorts } from './private/ports';
import { StatefulApplication } from './stateful-application';
import { invalid, refuse } from '../../core/errors';
import { requireDnsLabel, requireLabels } from '../../core/names';
import { Advice } from '../advice';
import { at } from '../private/at';
import { emit, Manifest } from '../private/emit';

const CIDR = /^(\d{1,3}(\.\d{1,3}){3}\/([0-9]|[12][0-9]|3[0-2])|[0-9a-fA-F:]*:[0-9a-fA-F:.]*\/(\d|[1-9]\d|1[01]\d|12[0-8]))$/;

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

  /** Namespace of the Service. @default - the chart's namespace */
  readonly namespace?: string;

  /** The StatefulSet whose pods are behind it. @default - `selector` */
  readonly application?: StatefulApplication;

  /** Labels of the pods behind it. @default - those of `application` */
  readonly selector?: { [key: string]: string };

  /** The one port, where `ports` has nothing to add. @default - `ports` */
  readonly port?: number;

  /** Ports: `port` is that of the pods, `servicePort` that of the load balancer. @default - `port` */
  readonly ports?: PodPort[];

  /** Where traffic goes. @default - the API server's: ExternalTrafficPolicy.CLUSTER */
  readonly externalTrafficPolicy?: ExternalTrafficPolicy;

  /** Networks that may connect, as CIDRs. Octavia enforces them, not the nodes. @default - everybody */
  readonly sourceRanges?: string[];

  /** Floating IP, or virtual IP of an internal load balancer, to use. @default - a new one */
  readonly address?: string;

  /** "SingleStack", "PreferDualStack" or "RequireDualStack". @default - the API server's: "SingleStack" */
  readonly ipFamilyPolicy?: string;

  /** Labels of the Service. @default - none */
  readonly labels?: { [key: string]: string };

  /** Annotations of the Service, besides those of the options. @default - none */
  readonly annotations?: { [key: string]: string };
}

/**
 * A Service of type LoadBalancer, for which the OpenStack cloud-controller-manager makes an Octavia load balancer.
 *
 * @see https://github.com/kubernetes/cloud-provider-openstack/blob/master/docs/openstack-cloud-controller-manager/expose-applications-using-loadbalancer-type-service.md
 */
export class LoadBalancerService extends Construct {
  /** Name of the Service. */
  public readonly name: string;

  /** The emitted Service. */
  public readonly service: ApiObject;

  constructor(scope: Construct, id: string, props: LoadBalancerServiceProps) {
    super(scope, id);
    const manifest = at(this, () => service(id, props));
    this.name = manifest.metadata.name;
    this.service = emit(this, 'Service', manifest);
    advise(this, props);
  }
}

function service(id: string, props: LoadBalancerServiceProps): Manifest {
  const { application, selector = application?.selector } = props;
  if ((props.application === undefined) === (props.selector === undefined)) refuse('application', 'or selector must be given, and not both');
  requireLabels('selector', selector);
  const ports = podPorts(props);
  if (ports.length === 0) refuse('ports', 'must hold at least one port');
  containerPorts(ports);
  for (const range of props.sourceRanges ?? []) if (!CIDR.test(range)) invalid('sourceRanges', range, 'networks such as "10.0.0.0/8"');
  const octavia = octaviaAnnotations(props);
  const repeated = Object.keys(octavia).find((annotation) => props.annotations?.[annotation] !== undefined);
  if (repeated) refuse('annotations', `holds ${repeated}, which an option of its own is for`);
  const annotations = { ...octavia, ...props.annotations };
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: requireDnsLabel('name', props.name ?? id),
      namespace: props.namespace,
      labels: props.labels,
      annotations: Object.keys(annotations).length ? annotations : undefined,
    },
    spec: {
      type: 'LoadBalancer',
      selector,
      ports: servicePorts(ports),
      externalTrafficPolicy: props.externalTrafficPolicy,
      loadBalancerSourceRanges: props.sourceRanges,
      loadBalancerIP: props.address,
      ipFamilyPolicy: props.ipFamilyPolicy,
    },
  };
}

function advise(scope: LoadBalancerService, props: LoadBalancerServiceProps): void {
  if (props.externalTrafficPolicy === ExternalTrafficPolicy.LOCAL && props.healthMonitor !== true) {
    Advice._give(scope, 'LOCAL_TRAFFIC_WITHOUT_MONITOR', 'with externalTrafficPolicy Local, nodes without a pod drop what reaches them.',
      'Set healthMonitor, so that the load balancer leaves them out, or acknowledge that the cloud config has create-monitor.');
  }
  const ignored = props.loadBalancerId ? octaviaOptions(props, ['loadBalancerId', 'internal', 'hostname']) : [];
  if (ignored.length) {
    Advice._give(scope, 'SHARED_LOAD_BALANCER_OPTIONS', `it uses the load balancer ${props.loadBalancerId}, and the controller may ignore ${ignored.join(', ')}.`,
      'Set them where the load balancer is made.');
  }
}
