import { Group, Rule } from './firewall';
import { familiesOf, icmpType } from './heat';
import { Cidr } from '../../../kubernetes/cidr';
import { compact } from '../../files/private/yaml';
import { IpProtocol } from '../firewall-port';

/**
 * Rules of a SecurityGroup object. They support CIDR blocks as their source, but no other group: the networks of the nodes replace it.
 *
 * The controller deletes every rule that is not listed, including the two egress rules that Neutron creates, so these are listed too. They come
 * last and without description, as Neutron creates them: the controller then leaves them unchanged, and it matches the ports of the rules that
 * it creates by their index.
 *
 * @see https://github.com/k-orc/openstack-resource-controller/blob/main/internal/controllers/securitygroup/actuator.go
 */
export function orcRules(group: Group, addresses: Record<Group, Cidr[]>, rules: Rule[]): any[] {
  const ingress = rules.filter((rule) => rule.group === group).flatMap((rule) => {
    const remotes = typeof rule.remote === 'string' ? addresses[rule.remote] : [rule.remote];
    return remotes.flatMap((remote) => familiesOf({ ...rule, remote }, []).map((family) => orcRule(rule, family, remote)));
  });
  const seen = new Set<string>();
  return [
    ...ingress.filter(({ description, ...rule }) => !seen.has(JSON.stringify(rule)) && seen.add(JSON.stringify(rule))),
    ...['IPv4', 'IPv6'].map((ethertype) => ({ direction: 'egress', ethertype })),
  ];
}

function orcRule(rule: Rule, family: 4 | 6, remote: Cidr): any {
  const icmp = rule.protocol === IpProtocol.ICMP;
  const min = icmpType(rule, family);
  return compact({
    description: rule.description,
    direction: 'ingress',
    ethertype: `IPv${family}`,
    protocol: icmp && family === 6 ? 'ipv6-icmp' : rule.protocol,
    portRange: min === undefined ? undefined : { min, max: icmp ? 0 : rule.toPort ?? rule.fromPort },
    remoteIPPrefix: remote.text,
  });
}
