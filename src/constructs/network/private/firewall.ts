import { invalid, refuse } from '../../../core/errors';
import { Cidr, requireCidr } from '../../../kubernetes/cidr';
import { requirePort } from '../../../kubernetes/names';
import { FirewallPort, IpProtocol } from '../firewall-port';
import tables from '../ports.json';

/** The two kinds of nodes that get a security group each. */
export type Group = 'control-plane' | 'worker';
export const GROUPS: Group[] = ['control-plane', 'worker'];

/** Source of the traffic: a security group, or a CIDR block. */
export interface Rule extends FirewallPort {
  readonly group: Group;
  readonly remote: Group | Cidr;
}

/** Input of the rules. */
export interface Firewall {
  readonly table: keyof typeof tables;
  readonly cni: FirewallPort[];
  readonly api: Cidr[];
  readonly nodePorts: Cidr[];
  readonly ssh: Cidr[];
  readonly extra: Array<FirewallPort & { readonly groups: Group[]; readonly from: Cidr[] }>;
  readonly udpNodePorts: boolean;
}

/** Every rule, by group, in the order of the tables. */
export function rules(firewall: Firewall): Rule[] {
  return GROUPS.flatMap((group) => {
    const rows = tables[firewall.table][group === 'worker' ? 'worker' : 'controlPlane'] as Row[];
    return [
      ...rows.flatMap((row) => fromTable(firewall, group, row)),
      ...firewall.cni.flatMap((port) => GROUPS.map((remote) => ({ ...port, group, remote }))),
      ...firewall.ssh.map((remote) => ({ protocol: IpProtocol.TCP, fromPort: 22, description: 'SSH', group, remote })),
      ...firewall.extra.filter((rule) => rule.groups.includes(group)).flatMap(({ groups, from, ...port }) =>
        [...from.length ? from : GROUPS].map((remote) => ({ ...port, group, remote }))),
    ];
  });
}

/** Rejects ports that Neutron would reject. */
export function requireFirewallPort(property: string, port: FirewallPort): void {
  const { protocol, fromPort, toPort, description } = port;
  if (!description || description.length > 255) invalid(`${property}.description`, description, 'a string of 1 to 255 characters');
  if (toPort !== undefined && fromPort === undefined) refuse(`${property}.toPort`, 'needs fromPort');
  if (fromPort === undefined) return;
  if (protocol === IpProtocol.TCP || protocol === IpProtocol.UDP) {
    requirePort(`${property}.fromPort`, fromPort);
    requirePort(`${property}.toPort`, toPort ?? fromPort);
    if ((toPort ?? fromPort) < fromPort) invalid(`${property}.toPort`, toPort, `at least fromPort, which is ${fromPort}`);
  } else if (protocol !== IpProtocol.ICMP) {
    refuse(`${property}.fromPort`, `does not apply to ${protocol}, which has no ports. Remove it`);
  } else if (toPort !== undefined || !Number.isInteger(fromPort) || fromPort < 0 || fromPort > 255) {
    invalid(`${property}.fromPort`, fromPort, 'an ICMP type between 0 and 255, without toPort');
  }
}

interface Row { protocol: string; from: number; to: number; access: string; description: string }

function fromTable(firewall: Firewall, group: Group, row: Row): Rule[] {
  const others = row.access === 'api' ? firewall.api : row.access === 'node-ports' ? firewall.nodePorts : [];
  const remotes = [...row.access === 'control-plane' ? ['control-plane'] as const : GROUPS, ...others];
  const protocols = row.access === 'node-ports' && firewall.udpNodePorts ? [IpProtocol.TCP, IpProtocol.UDP] : [row.protocol as IpProtocol];
  return protocols.flatMap((protocol) => remotes.map((remote) => (
    { protocol, fromPort: row.from, toPort: row.to, description: row.description, group, remote })));
}

export function requireCidrs(property: string, values: string[] = []): Cidr[] {
  return values.map((value) => requireCidr(property, value));
}
