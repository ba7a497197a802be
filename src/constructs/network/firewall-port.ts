/** Protocols of firewall rules. */
export enum IpProtocol {
  /** Transmission Control Protocol. */
  TCP = 'tcp',
  /** User Datagram Protocol. */
  UDP = 'udp',
  /** Internet Control Message Protocol, in its IPv4 or IPv6 form. */
  ICMP = 'icmp',
  /** IP in IP, protocol number 4. */
  IPIP = 'ipip',
  /** Encapsulating Security Payload of IPsec, protocol number 50. */
  ESP = 'esp',
}

/** Ingress traffic that a firewall rule allows. */
export interface FirewallPort {
  /** The protocol. */
  readonly protocol: IpProtocol;
  /** First port of TCP and UDP, type of ICMP. @default - all */
  readonly fromPort?: number;
  /** Last port of TCP and UDP. @default - `fromPort` */
  readonly toPort?: number;
  /** Description of the traffic, at most 255 characters. */
  readonly description: string;
}
