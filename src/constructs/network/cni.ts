import { FirewallPort, IpProtocol } from './firewall-port';
import { requireFirewallPort } from './private/firewall';
import { refuse } from '../../core/errors';
import { takeProps } from '../../core/props';

/** Encapsulation of Calico's pod traffic between nodes. */
export enum CalicoEncapsulation {
  /** IP in IP, with routes exchanged by BGP. */
  IPIP = 'ipip',
  /** VXLAN, without BGP. */
  VXLAN = 'vxlan',
  /** No encapsulation, with routes exchanged by BGP. Neutron ports must allow the pods' addresses. */
  NONE = 'none',
}

/** Backends of Flannel. */
export enum FlannelBackend {
  /** VXLAN, in the kernel. */
  VXLAN = 'vxlan',
  /** Flannel's own UDP encapsulation, for debugging. */
  UDP = 'udp',
  /** WireGuard. */
  WIREGUARD = 'wireguard',
  /** Routes only. Neutron ports must allow the pods' addresses. */
  HOST_GW = 'host-gw',
}

/** Tunnel protocols of Cilium and Antrea. */
export enum TunnelProtocol {
  /** VXLAN. */
  VXLAN = 'vxlan',
  /** Geneve. */
  GENEVE = 'geneve',
  /** No tunnel. Neutron ports must allow the pods' addresses. */
  NONE = 'none',
}

/** Options of Calico. */
export interface CalicoOptions {
  /** Encapsulation of the address pools. @default CalicoEncapsulation.IPIP */
  readonly encapsulation?: CalicoEncapsulation;
  /** Exchanges routes by BGP. @default - true unless the encapsulation is VXLAN */
  readonly bgp?: boolean;
  /** Puts Typha between the nodes and the API server. @default false */
  readonly typha?: boolean;
  /** Encrypts with WireGuard. @default false */
  readonly wireguard?: boolean;
  /** Opens the health port of Felix to other nodes; by default Felix listens on localhost only. @default false */
  readonly felixHealth?: boolean;
}

/** Options of Cilium. */
export interface CiliumOptions {
  /** Tunnel between the nodes. @default TunnelProtocol.VXLAN */
  readonly tunnel?: TunnelProtocol;
  /** Encrypts with WireGuard. @default false */
  readonly wireguard?: boolean;
  /** Encrypts with IPsec. @default false */
  readonly ipsec?: boolean;
  /** Runs Hubble, whose relay connects to every node. @default true */
  readonly hubble?: boolean;
}

/** The network plugin (CNI) of a cluster, with the traffic that it needs between nodes. */
export class Cni {
  /**
   * Calico.
   *
   * @see https://docs.tigera.io/calico/latest/getting-started/kubernetes/requirements
   */
  public static calico(options: CalicoOptions = {}): Cni {
    options = takeProps('Cni.calico', options);
    const { encapsulation = CalicoEncapsulation.IPIP, typha, wireguard, felixHealth } = options;
    const bgp = options.bgp ?? encapsulation !== CalicoEncapsulation.VXLAN;
    if (!bgp && encapsulation !== CalicoEncapsulation.VXLAN) {
      refuse('bgp', 'is required unless the encapsulation is VXLAN. Remove it, or use CalicoEncapsulation.VXLAN');
    }
    return new Cni('Calico', [
      ...when(bgp, tcp('Calico BGP network', 179)),
      ...when(encapsulation === CalicoEncapsulation.IPIP, { protocol: IpProtocol.IPIP, description: 'Calico IP-in-IP' }),
      ...when(encapsulation === CalicoEncapsulation.VXLAN, udp('Calico VXLAN', 4789)),
      ...when(typha, tcp('Calico Typha', 5473)),
      ...when(wireguard, udp('Calico WireGuard', 51820, 51821)),
      ...when(felixHealth, tcp('Calico felix (health check)', 9099)),
    ]);
  }

  /**
   * Flannel.
   *
   * @param backend How it carries packets. @default FlannelBackend.VXLAN
   * @see https://github.com/flannel-io/flannel/blob/master/Documentation/backends.md
   */
  public static flannel(backend: FlannelBackend = FlannelBackend.VXLAN): Cni {
    backend = takeProps('Cni.flannel', backend);
    return new Cni('Flannel', [
      ...when(backend === FlannelBackend.VXLAN, udp('Flannel VXLAN', 8472)),
      ...when(backend === FlannelBackend.UDP, udp('Flannel UDP', 8285)),
      ...when(backend === FlannelBackend.WIREGUARD, udp('Flannel WireGuard', 51820, 51821)),
    ]);
  }

  /**
   * Cilium.
   *
   * @see https://docs.cilium.io/en/stable/operations/system_requirements/#firewall-rules
   */
  public static cilium(options: CiliumOptions = {}): Cni {
    options = takeProps('Cni.cilium', options);
    const { tunnel = TunnelProtocol.VXLAN, wireguard, ipsec, hubble = true } = options;
    if (wireguard && ipsec) refuse('wireguard', 'and ipsec are mutually exclusive. Remove one');
    return new Cni('Cilium', [
      ...when(tunnel === TunnelProtocol.VXLAN, udp('Cilium VXLAN', 8472)),
      ...when(tunnel === TunnelProtocol.GENEVE, udp('Cilium Geneve', 6081)),
      ...when(wireguard, udp('Cilium WireGuard', 51871)),
      ...when(ipsec, { protocol: IpProtocol.ESP, description: 'Cilium IPsec' }),
      tcp('Cilium health check', 4240),
      { protocol: IpProtocol.ICMP, fromPort: 8, description: 'Cilium health check (echo request)' },
      ...when(hubble, tcp('Cilium Hubble', 4244)),
    ]);
  }

  /**
   * Antrea.
   *
   * @param tunnel Tunnel between the nodes
   * @param wireguard Encrypts with WireGuard
   * @see https://github.com/antrea-io/antrea/blob/main/docs/network-requirements.md
   */
  public static antrea(tunnel: TunnelProtocol = TunnelProtocol.GENEVE, wireguard: boolean = false): Cni {
    tunnel = takeProps('Cni.antrea', tunnel);
    return new Cni('Antrea', [
      ...when(tunnel === TunnelProtocol.GENEVE, udp('Antrea Geneve', 6081)),
      ...when(tunnel === TunnelProtocol.VXLAN, udp('Antrea VXLAN', 4789)),
      ...when(wireguard, udp('Antrea WireGuard', 51820)),
      tcp('Antrea controller, agent and cluster membership', 10349, 10351),
      udp('Antrea cluster membership', 10351),
    ]);
  }

  /** Weave Net, unmaintained since 2024: for existing clusters only. */
  public static weaveNet(): Cni {
    return new Cni('Weave Net', [tcp('Weave Net', 6781, 6784), udp('Weave Net', 6783, 6784)], 'Weave Net has been archived since 2024 '
      + 'and gets no security fixes.');
  }

  /**
   * Any other network plugin.
   *
   * @param name Name of the plugin
   * @param ports Ports that it needs between the nodes; none by default
   */
  public static other(name: string, ports: FirewallPort[]): Cni {
    ports = takeProps('Cni.other', ports);
    ports.forEach((port, i) => requireFirewallPort(`ports[${i}]`, port));
    return new Cni(name, ports);
  }

  private constructor(
    /** Name of the plugin. */
    public readonly name: string,
    /** Ports that it needs between all nodes, in both directions. */
    public readonly ports: FirewallPort[],
    /** @internal */
    public readonly _warning?: string,
  ) {}
}

function tcp(description: string, fromPort: number, toPort?: number): FirewallPort {
  return { protocol: IpProtocol.TCP, fromPort, toPort, description };
}

function udp(description: string, fromPort: number, toPort?: number): FirewallPort {
  return { protocol: IpProtocol.UDP, fromPort, toPort, description };
}

function when(condition: boolean | undefined, port: FirewallPort): FirewallPort[] {
  return condition ? [port] : [];
}
