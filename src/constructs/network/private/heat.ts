import { Group, GROUPS, Rule } from './firewall';
import { Cidr } from '../../../kubernetes/cidr';
import { compact } from '../../files/private/yaml';
import { IpProtocol } from '../firewall-port';

/**
 * A Heat template of both groups. Every rule is a separate resource: inline rules of the groups would refer to each other, a circular
 * dependency.
 *
 * @see https://docs.openstack.org/heat/latest/template_guide/openstack.html#OS::Neutron::SecurityGroupRule
 */
export function heatTemplate(name: string, families: Array<4 | 6>, rules: Rule[]): any {
  const groups = GROUPS.map((group) => [resource(group), {
    type: 'OS::Neutron::SecurityGroup',
    properties: { name: `${name}-${group}`, description: `Kubernetes cluster ${name}, ${group} nodes` },
  }]);
  return {
    heat_template_version: '2016-10-14',
    description: `Security groups of the Kubernetes cluster ${name}`,
    resources: Object.fromEntries([...groups, ...rules.flatMap((rule) => familiesOf(rule, families).map((family) => [id(rule, family), {
      type: 'OS::Neutron::SecurityGroupRule',
      properties: properties(rule, family),
    }]))]),
    outputs: Object.fromEntries(GROUPS.map((group) => [`${resource(group)}_security_group`, {
      description: `Security group of the ${group} nodes`,
      value: { get_resource: resource(group) },
    }])),
  };
}

function properties(rule: Rule, family: 4 | 6): any {
  const icmp = rule.protocol === IpProtocol.ICMP;
  return compact({
    security_group: { get_resource: resource(rule.group) },
    description: rule.description,
    direction: 'ingress',
    ethertype: `IPv${family}`,
    // By number: Heat does not accept the name "ipip".
    protocol: rule.protocol === IpProtocol.IPIP ? '4' : icmp && family === 6 ? 'ipv6-icmp' : rule.protocol,
    port_range_min: icmpType(rule, family),
    port_range_max: icmp ? (rule.fromPort === undefined ? undefined : 0) : rule.toPort ?? rule.fromPort,
    ...typeof rule.remote === 'string' ? { remote_group: { get_resource: resource(rule.remote) } } : { remote_ip_prefix: rule.remote.text },
  });
}

/** IP versions of a rule: those of the cluster, or that of its CIDR block. IP in IP supports IPv4 only. */
export function familiesOf(rule: Rule, families: Array<4 | 6>): Array<4 | 6> {
  const possible = typeof rule.remote === 'string' ? families : [(rule.remote as Cidr).family];
  return possible.filter((family) => !(family === 6 && rule.protocol === IpProtocol.IPIP));
}

/** Port or ICMP type: an echo request is 8 in IPv4 and 128 in IPv6. */
export function icmpType(rule: Rule, family: 4 | 6): number | undefined {
  return rule.protocol === IpProtocol.ICMP && family === 6 && rule.fromPort === 8 ? 128 : rule.fromPort;
}

function id(rule: Rule, family: 4 | 6): string {
  const ports = rule.fromPort === undefined ? '' : `_${rule.fromPort}${rule.toPort && rule.toPort !== rule.fromPort ? `_${rule.toPort}` : ''}`;
  const remote = typeof rule.remote === 'string' ? resource(rule.remote) : rule.remote.text.replace(/[^0-9a-zA-Z]/g, '_');
  return `${resource(rule.group)}_${rule.protocol}${ports}_from_${remote}${family === 6 ? '_ipv6' : ''}`;
}

function resource(group: Group): string {
  return group.replace('-', '_');
}
