import { Duration } from 'cdk8s';
import { invalid } from '../../core/errors';

/** How a load balancer distributes connections. */
export enum LoadBalancerMethod {
  /** In turn. */
  ROUND_ROBIN = 'ROUND_ROBIN',
  /** To the member with the fewest connections. */
  LEAST_CONNECTIONS = 'LEAST_CONNECTIONS',
  /** By the address of the client. */
  SOURCE_IP = 'SOURCE_IP',
  /** By address and port of the client: the only one that the provider "ovn" supports. */
  SOURCE_IP_PORT = 'SOURCE_IP_PORT',
}

/** Where the certificates of listeners are kept. */
export enum ContainerStore {
  /** In Barbican; the CCM looks them up. */
  BARBICAN = 'barbican',
  /** Any other store; the CCM passes the reference on. */
  EXTERNAL = 'external',
}

/** A provider driver of Octavia. */
export class LoadBalancerProvider {
  /** Virtual machines with HAProxy. */
  public static readonly AMPHORA = new LoadBalancerProvider('amphora');
  /** The second generation of `AMPHORA`. */
  public static readonly AMPHORA_V2 = new LoadBalancerProvider('amphorav2');
  /** Former name of `AMPHORA`. */
  public static readonly OCTAVIA = new LoadBalancerProvider('octavia');
  /** Open Virtual Network; needs `LoadBalancerMethod.SOURCE_IP_PORT`. */
  public static readonly OVN = new LoadBalancerProvider('ovn');
  /** F5 BIG-IP. */
  public static readonly F5 = new LoadBalancerProvider('f5');

  /** Another driver of the cloud; `openstack loadbalancer provider list` shows them. The CCM logs a warning. */
  public static of(name: string): LoadBalancerProvider {
    if (!/^\S+$/.test(name)) invalid('name', name, 'the name of a provider such as "vmwareedge"');
    return new LoadBalancerProvider(name);
  }

  private constructor(
    /** Name of the driver. */
    public readonly name: string,
  ) {}
}

/** A named section `[LoadBalancerClass "name"]`; Services choose it with the annotation `loadbalancer.openstack.org/class`. Read by the CCM. */
export interface LoadBalancerClassSection {
  /** UUID of the external network for floating IPs (`floating-network-id`). Read by the CCM. @default - that of `loadBalancer` */
  readonly floatingNetworkId?: string;
  /** UUID of a subnet of that network (`floating-subnet-id`). Read by the CCM. @default - any subnet of the network */
  readonly floatingSubnetId?: string;

  /**
   * Pattern for names of subnets: a glob, or a regular expression after "~"; "!" in front negates (`floating-subnet`). Read by the CCM since 1.21.
   *
   * @default - any
   */
  readonly floatingSubnet?: string;

  /**
   * Tags of subnets, comma separated: any of them, "&" in front: all, "!" in front: none (`floating-subnet-tags`). Read by the CCM since 1.21.
   *
   * @default - any
   */
  readonly floatingSubnetTags?: string;

  /** UUID of the network for the virtual IP (`network-id`). Read by the CCM since 1.17. @default - the network of the nodes */
  readonly networkId?: string;
  /**
   * UUID of the subnet for the virtual IP (`subnet-id`); do not set it in dual-stack clusters. Read by the CCM.
   *
   * @default - the subnet of the nodes
   */
  readonly subnetId?: string;
  /** UUID of the subnet of the members (`member-subnet-id`). Read by the CCM since 1.25. @default - `subnetId` */
  readonly memberSubnetId?: string;
  /** Keys that this library does not know, exactly as in the file. @default - none */
  readonly extraKeys?: { [key: string]: string };
}

/** Section `[LoadBalancer]`: Services of type LoadBalancer. Read by the CCM. */
export interface LoadBalancerSection extends LoadBalancerClassSection {
  /** Runs the controller of Services of type LoadBalancer (`enabled`). Read by the CCM since 1.24. @default true */
  readonly enabled?: boolean;
  /** Provider driver (`lb-provider`). Read by the CCM. @default LoadBalancerProvider.AMPHORA */
  readonly lbProvider?: LoadBalancerProvider;
  /** How connections are distributed (`lb-method`). Read by the CCM. @default LoadBalancerMethod.ROUND_ROBIN */
  readonly lbMethod?: LoadBalancerMethod;
  /** Version of the API, "v2" (`lb-version`); nothing else ever worked. Read by the CCM. @default - v2 */
  readonly lbVersion?: string;

  /**
   * Uses Octavia instead of Neutron (`use-octavia`). Removed in 1.26, which supports Octavia only. Read by the CCM to 1.25.
   *
   * @default - false to 1.17, true from 1.18
   */
  readonly useOctavia?: boolean;

  /** Flavor of the load balancers, a UUID (`flavor-id`). Read by the CCM since 1.19. @default - that of the cloud */
  readonly flavorId?: string;
  /** Availability zone of Octavia (`availability-zone`). Read by the CCM since 1.20. @default - that of the cloud */
  readonly availabilityZone?: string;
  /** Health monitors for pools (`create-monitor`); `externalTrafficPolicy: Local` needs them. Read by the CCM. @default false */
  readonly createMonitor?: boolean;

  /**
   * Time between two probes, in whole seconds (`monitor-delay`). To 1.17 required with `createMonitor`. Read by the CCM.
   *
   * @default Duration.seconds(5)
   */
  readonly monitorDelay?: Duration;

  /**
   * Time until a probe fails, in whole seconds, at most `monitorDelay` (`monitor-timeout`). To 1.17 required with `createMonitor`. Read by the CCM.
   *
   * @default Duration.seconds(3)
   */
  readonly monitorTimeout?: Duration;

  /** Successes until a member is online, 1 to 10 (`monitor-max-retries`). To 1.17 required with `createMonitor`. Read by the CCM. @default 1 */
  readonly monitorMaxRetries?: number;
  /** Failures until a member is in error, 1 to 10 (`monitor-max-retries-down`). Read by the CCM since 1.29. @default 3 */
  readonly monitorMaxRetriesDown?: number;
  /** Opens the node ports in security groups of the members (`manage-security-groups`). Read by the CCM. @default false */
  readonly manageSecurityGroups?: boolean;
  /** Creates load balancers without floating IP; Services cannot override it (`internal-lb`). Read by the CCM. @default false */
  readonly internalLb?: boolean;
  /** Labels of the nodes that become members (`node-selector`). Read by the CCM since 1.31. @default - every node */
  readonly nodeSelector?: { [key: string]: string };
  /** Deletes a load balancer with all its parts in one call (`cascade-delete`). Read by the CCM since 1.19. @default true */
  readonly cascadeDelete?: boolean;
  /** Publishes a host name for Services with the proxy protocol (`enable-ingress-hostname`). Read by the CCM since 1.21. @default false */
  readonly enableIngressHostname?: boolean;
  /** Suffix of these host names (`ingress-hostname-suffix`). Read by the CCM since 1.23. @default "nip.io" */
  readonly ingressHostnameSuffix?: string;

  /**
   * Reference of a Barbican container or secret for TLS listeners, ending in `containers/UUID` or `secrets/UUID` (`default-tls-container-ref`). Read
   * by the CCM since 1.21.
   *
   * @default - no TLS
   */
  readonly defaultTlsContainerRef?: string;

  /** Where that reference leads to (`container-store`). Read by the CCM since 1.25. @default ContainerStore.BARBICAN */
  readonly containerStore?: ContainerStore;
  /** Services that may share a load balancer (`max-shared-lb`). Read by the CCM since 1.23. @default 2 */
  readonly maxSharedLb?: number;
  /** Makes load balancers in many small calls (`provider-requires-serial-api-calls`). Read by the CCM since 1.28. @default false */
  readonly providerRequiresSerialApiCalls?: boolean;
}
