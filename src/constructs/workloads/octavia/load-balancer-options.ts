import { Duration } from 'cdk8s';
import { LoadBalancerMethod } from '../../../openstack/cloud-conf';

/** Families of IP addresses. */
export enum IpFamily {
  /** IPv4. */
  IPV4 = 'IPv4',
  /** IPv6. */
  IPV6 = 'IPv6',
}

/** How many families of IP addresses a Service has. */
export enum IpFamilyPolicy {
  /** One. */
  SINGLE_STACK = 'SingleStack',
  /** Two, where the cluster has both. */
  PREFER_DUAL_STACK = 'PreferDualStack',
  /** Two, or the Service is rejected. */
  REQUIRE_DUAL_STACK = 'RequireDualStack',
}

/** Whether connections of a client go to the same pod. */
export enum SessionAffinity {
  /** No. */
  NONE = 'None',
  /** Yes: the address of the client decides. */
  CLIENT_IP = 'ClientIP',
}

/** Versions of the PROXY protocol. */
export enum ProxyProtocol {
  /** Version 1, text. */
  V1 = 'v1',
  /** Version 2, binary. */
  V2 = 'v2',
}

/**
 * What the OpenStack cloud-controller-manager reads from the annotations of a Service. Defaults are in the [LoadBalancer] section of its
 * cloud config. The Octavia provider `ovn` knows no flavors, zones, TLS, timeouts, PROXY protocol or X-Forwarded-For.
 *
 * @see
 * https://github.com/kubernetes/cloud-provider-openstack/blob/master/docs/openstack-cloud-controller-manager/expose-applications-using-loadbalancer-type-service.md
 */
export interface LoadBalancerOptions {
  /** No floating IP: reachable inside only. Ignored where the cloud config says `internal-lb`. @default - the cloud config's: false */
  readonly internal?: boolean;
  /** A [LoadBalancerClass] of the cloud config; its networks win over those given here. @default - none */
  readonly configClass?: string;
  /** External network of the floating IP, a UUID. @default - the cloud config's */
  readonly floatingNetworkId?: string;
  /** Subnet of that network, a UUID; wins over the next two. @default - the cloud config's */
  readonly floatingSubnetId?: string;
  /** Name of a subnet of that network, or a pattern: "~…" is a regular expression, "!…" excludes. @default - the cloud config's */
  readonly floatingSubnet?: string;
  /** Tags of a subnet of that network: "&…" wants all of them, "!…" excludes. @default - the cloud config's */
  readonly floatingSubnetTags?: string;
  /** Keeps the floating IP when the Service is deleted. @default false */
  readonly keepFloatingIp?: boolean;
  /** Network of the virtual IP, a UUID. @default - the cloud config's */
  readonly networkId?: string;
  /** Subnet of the virtual IP, a UUID. @default - the cloud config's */
  readonly subnetId?: string;
  /** Subnet of the members, a UUID. @default - the cloud config's */
  readonly memberSubnetId?: string;
  /** Port to use for the virtual IP, a UUID. @default - a new port */
  readonly portId?: string;
  /** An existing load balancer to share, a UUID. Most other options are then ignored. @default - a new load balancer */
  readonly loadBalancerId?: string;
  /** Flavor of the load balancer, a UUID. @default - the cloud config's */
  readonly flavorId?: string;
  /** Zone of the load balancer. Needs Octavia 2.14. @default - the cloud config's */
  readonly availabilityZone?: string;
  /** How connections are spread. @default - the cloud config's: LoadBalancerMethod.ROUND_ROBIN */
  readonly method?: LoadBalancerMethod;
  /** Most connections of a listener; -1 for no limit. @default -1 */
  readonly connectionLimit?: number;
  /** Tells members the address of the client with the PROXY protocol; they must speak it. @default - off */
  readonly proxyProtocol?: ProxyProtocol;
  /** Tells members the address of the client in a header; makes HTTP listeners. @default false */
  readonly xForwardedFor?: boolean;
  /** Certificate for TLS: "https://<barbican>/v1/containers/<uuid>" or ".../secrets/<uuid>". @default - the cloud config's */
  readonly tlsContainerRef?: string;
  /** Checks the members; needed with `externalTrafficPolicy: Local`. @default - the cloud config's: false */
  readonly healthMonitor?: boolean;
  /** Time between checks, in whole seconds. @default - the cloud config's: Duration.seconds(5) */
  readonly healthMonitorDelay?: Duration;
  /** When a check has failed, in whole seconds; less than the delay. @default - the cloud config's: Duration.seconds(3) */
  readonly healthMonitorTimeout?: Duration;
  /** Checks that a member must pass to be up, 1 to 10. @default - the cloud config's: 1 */
  readonly healthMonitorMaxRetries?: number;
  /** Checks that a member must fail to be down, 1 to 10. @default - the cloud config's: 3 */
  readonly healthMonitorMaxRetriesDown?: number;
  /** How long a client may be silent. @default - Octavia's: Duration.seconds(50) */
  readonly timeoutClientData?: Duration;
  /** How long a connection to a member may take. @default - Octavia's: Duration.seconds(5) */
  readonly timeoutMemberConnect?: Duration;
  /** How long a member may be silent. @default - Octavia's: Duration.seconds(50) */
  readonly timeoutMemberData?: Duration;
  /** How long to wait for more packets to inspect. @default - Octavia's: none */
  readonly timeoutTcpInspect?: Duration;
  /** Labels of the nodes that become members; an empty value asks for the label alone. @default - the cloud config's: all nodes */
  readonly nodeSelector?: { [key: string]: string };
  /** Tags of the load balancer in Octavia; since 1.37. @default - none */
  readonly loadBalancerTags?: string[];
  /** Tags of its listeners; since 1.37. @default - none */
  readonly listenerTags?: string[];
  /** Tags of its pools; since 1.37. @default - none */
  readonly poolTags?: string[];
  /** Host name to show as the address, instead of the IP. @default - the IP */
  readonly hostname?: string;
}
