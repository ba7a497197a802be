import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Chart } from 'cdk8s';
import { parse, stringify } from 'yaml';
import { Advice, Cluster, network, StorageAnalysis } from '../../../src';
import { Output, scope } from '../../support/synth';

const NODES = ['192.168.1.0/24'];
const ORC = { secretName: 'openstack-clouds', cloudName: 'openstack' };

const groups = (props: Partial<network.ClusterSecurityGroupsProps> = {}) => new network.ClusterSecurityGroups(scope(), 'sg', { name: 'prod-1', cni: network.Cni.other('none', []), ...props });
const heat = (props: Partial<network.ClusterSecurityGroupsProps> = {}) => parse(groups(props).addHeatTemplate().content);
const objects = (props: Partial<network.ClusterSecurityGroupsProps> = {}) => Output.of((chart) =>
  new network.ClusterSecurityGroups(chart, 'sg', { name: 'prod-1', cni: network.Cni.other('none', []), nodeNetworks: NODES, ...props }).addResourceControllerObjects(ORC));
const orcRules = (props: Partial<network.ClusterSecurityGroupsProps>, name = 'prod-1-worker') => objects(props).get('SecurityGroup', name).spec.resource.rules;

/** "tcp 2379-2380", as the document's tables have it. */
const text = ({ protocol, fromPort, toPort }: network.FirewallPort) =>
  [protocol, fromPort !== undefined && toPort && toPort !== fromPort ? `${fromPort}-${toPort}` : fromPort].filter((v) => v !== undefined).join(' ');
const opened = (group: network.NodeGroup, props: Partial<network.ClusterSecurityGroupsProps> = {}) =>
  [...new Set(groups(props).rules.filter((rule) => rule.group === group).map(text))];

/** Rows of a table of the document, as text. */
function table(name: string, filter = ''): string[] {
  const rows = readFileSync(join(__dirname, `../../evidence/source-documents/files/table-ports-${name}.csv`), 'utf8').trim().split('\n').slice(1);
  return rows.filter((row) => row.includes(filter)).map((row) => row.split(',')).map(([protocol, port]) => `${protocol.toLowerCase()} ${port}`);
}

describe('ports of Kubernetes', () => {
  test('today: secure ports only', () => {
    expect(opened(network.NodeGroup.CONTROL_PLANE)).toEqual(['tcp 6443', 'tcp 2379-2380', 'tcp 10250', 'tcp 10256', 'tcp 10257', 'tcp 10259']);
    expect(opened(network.NodeGroup.WORKER)).toEqual(['tcp 10250', 'tcp 10256', 'tcp 30000-32767']);
  });

  test('Kubernetes 1.15: the tables of the document', () => {
    const ports = network.PortTable.KUBERNETES_1_15;
    expect(opened(network.NodeGroup.CONTROL_PLANE, { ports })).toEqual(table('control-plane'));
    expect(opened(network.NodeGroup.WORKER, { ports })).toEqual(table('worker'));
  });

  test('etcd, the scheduler and the controller manager are for the control plane alone', () => {
    const from = (port: number) => groups().rules
      .filter((rule) => rule.fromPort === port && rule.group === network.NodeGroup.CONTROL_PLANE).map((rule) => rule.fromGroup);
    for (const port of [2379, 10257, 10259]) expect(from(port)).toEqual([network.NodeGroup.CONTROL_PLANE]);
    for (const port of [6443, 10250]) expect(from(port)).toEqual([network.NodeGroup.CONTROL_PLANE, network.NodeGroup.WORKER]);
  });

  test('the API server, NodePorts and SSH are open to whom the user names', () => {
    const { rules } = groups({ apiServerFrom: ['203.0.113.0/24'], nodePortsFrom: ['10.0.0.0/8'], sshFrom: ['198.51.100.7/32'], udpNodePorts: true });
    expect(rules.filter((rule) => rule.fromCidr).map((rule) => `${rule.group} ${text(rule)} ${rule.fromCidr}`)).toEqual([
      'control-plane tcp 6443 203.0.113.0/24',
      'control-plane tcp 22 198.51.100.7/32',
      'worker tcp 30000-32767 10.0.0.0/8',
      'worker udp 30000-32767 10.0.0.0/8',
      'worker tcp 22 198.51.100.7/32',
    ]);
  });
});

describe('ports of network plugins', () => {
  const cases: Array<[string, network.Cni, string[]]> = [
    ['Calico, IP in IP', network.Cni.calico(), ['tcp 179', 'ipip']],
    ['Calico, VXLAN', network.Cni.calico({ encapsulation: network.CalicoEncapsulation.VXLAN }), ['udp 4789']],
    ['Calico, VXLAN and BGP', network.Cni.calico({ encapsulation: network.CalicoEncapsulation.VXLAN, bgp: true }), ['tcp 179', 'udp 4789']],
    ['Calico, routed', network.Cni.calico({ encapsulation: network.CalicoEncapsulation.NONE, typha: true, wireguard: true }), ['tcp 179', 'tcp 5473', 'udp 51820-51821']],
    ['Flannel', network.Cni.flannel(), ['udp 8472']],
    ['Flannel, UDP', network.Cni.flannel(network.FlannelBackend.UDP), ['udp 8285']],
    ['Flannel, WireGuard', network.Cni.flannel(network.FlannelBackend.WIREGUARD), ['udp 51820-51821']],
    ['Flannel, routed', network.Cni.flannel(network.FlannelBackend.HOST_GW), []],
    ['Cilium', network.Cni.cilium(), ['udp 8472', 'tcp 4240', 'icmp 8', 'tcp 4244']],
    ['Cilium, Geneve', network.Cni.cilium({ tunnel: network.TunnelProtocol.GENEVE, wireguard: true, hubble: false }), ['udp 6081', 'udp 51871', 'tcp 4240', 'icmp 8']],
    ['Cilium, routed', network.Cni.cilium({ tunnel: network.TunnelProtocol.NONE, ipsec: true, hubble: false }), ['esp', 'tcp 4240', 'icmp 8']],
    ['Antrea', network.Cni.antrea(), ['udp 6081', 'tcp 10349-10351', 'udp 10351']],
    ['Antrea, VXLAN', network.Cni.antrea(network.TunnelProtocol.VXLAN, true), ['udp 4789', 'udp 51820', 'tcp 10349-10351', 'udp 10351']],
    ['Weave Net', network.Cni.weaveNet(), ['tcp 6781-6784', 'udp 6783-6784']],
    ['another', network.Cni.other('mine', [{ protocol: network.IpProtocol.UDP, fromPort: 7000, description: 'mine' }]), ['udp 7000']],
  ];
  test.each(cases)('%s', (_, cni, ports) => expect(cni.ports.map(text)).toEqual(ports));

  test('every row of the table of the document comes from the plugin that it is for', () => {
    expect(table('cni', 'Calico')).toEqual(network.Cni.calico({ encapsulation: network.CalicoEncapsulation.NONE, felixHealth: true }).ports.map(text));
    expect(table('cni', 'Flannel')).toEqual([...network.Cni.flannel(network.FlannelBackend.UDP).ports, ...network.Cni.flannel().ports].map(text));
    expect(table('cni', 'Weave')).toEqual(network.Cni.weaveNet().ports.map(text));
  });

  test('only the ports of the chosen plugin are opened, on all nodes and from all nodes', () => {
    const { rules } = groups({ cni: network.Cni.weaveNet() });
    const weave = rules.filter((rule) => rule.description === 'Weave Net');
    expect(weave.map((rule) => `${rule.group} ${text(rule)} ${rule.fromGroup}`)).toEqual(['control-plane', 'worker'].flatMap((group) => [
      `${group} tcp 6781-6784 control-plane`, `${group} tcp 6781-6784 worker`, `${group} udp 6783-6784 control-plane`, `${group} udp 6783-6784 worker`,
    ]));
    expect(rules.map(text)).not.toContain('udp 8472');
  });

  test('combinations that do not exist', () => {
    expect(() => network.Cni.calico({ bgp: false })).toThrow('bgp is required unless the encapsulation is VXLAN. Remove it, or use CalicoEncapsulation.VXLAN');
    expect(() => network.Cni.cilium({ wireguard: true, ipsec: true })).toThrow('wireguard and ipsec are mutually exclusive. Remove one');
  });
});

describe('further rules', () => {
  test('are from the nodes unless told otherwise, and on all nodes unless told otherwise', () => {
    const extraRules = [
      { protocol: network.IpProtocol.TCP, fromPort: 9100, description: 'node exporter' },
      { protocol: network.IpProtocol.TCP, fromPort: 8443, description: 'ingress', groups: [network.NodeGroup.WORKER], fromCidrs: ['10.0.0.0/8'] },
    ];
    const extra = groups({ extraRules }).rules.filter((rule) => [9100, 8443].includes(rule.fromPort!));
    expect(extra.map((rule) => `${rule.group} ${text(rule)} ${rule.fromGroup ?? rule.fromCidr}`)).toEqual([
      'control-plane tcp 9100 control-plane', 'control-plane tcp 9100 worker', 'worker tcp 9100 control-plane', 'worker tcp 9100 worker', 'worker tcp 8443 10.0.0.0/8',
    ]);
  });

  test('a rule that is there already is not made again: Neutron would refuse it', () => {
    const before = groups().rules.length;
    expect(groups({ extraRules: [{ protocol: network.IpProtocol.TCP, fromPort: 10250, toPort: 10250, description: 'again' }] }).rules).toHaveLength(before);
  });

  const WRONG: Array<[network.ExtraFirewallRule, string]> = [
    [{ protocol: 'gopher' as any, description: 'a' }, 'protocol must be one of tcp, udp, icmp, ipip, esp, got "gopher"'],
    [{ protocol: network.IpProtocol.TCP, fromPort: 1, description: '' }, 'description must be a string of 1 to 255 characters'],
    [{ protocol: network.IpProtocol.TCP, toPort: 1, description: 'a' }, 'toPort needs fromPort'],
    [{ protocol: network.IpProtocol.TCP, fromPort: 0, description: 'a' }, 'fromPort must be a port number'],
    [{ protocol: network.IpProtocol.TCP, fromPort: 1, toPort: 70000, description: 'a' }, 'toPort must be a port number'],
    [{ protocol: network.IpProtocol.UDP, fromPort: 2, toPort: 1, description: 'a' }, 'toPort must be at least fromPort, which is 2, got 1'],
    [{ protocol: network.IpProtocol.ESP, fromPort: 1, description: 'a' }, 'fromPort does not apply to esp, which has no ports. Remove it'],
    [{ protocol: network.IpProtocol.ICMP, fromPort: 256, description: 'a' }, 'fromPort must be an ICMP type between 0 and 255, without toPort'],
    [{ protocol: network.IpProtocol.ICMP, fromPort: 8, toPort: 9, description: 'a' }, 'fromPort must be an ICMP type'],
    [{ protocol: network.IpProtocol.TCP, fromPort: 1, description: 'a', fromCidrs: ['10.0.0.1/8'] }, 'fromCidrs must be a network address with all host bits zero, got "10.0.0.1/8". Write "10.0.0.0/8"'],
  ];
  test.each(WRONG)('%j is refused', (rule, message) => {
    expect(() => groups({ extraRules: [rule] })).toThrow(`test/sg: extraRules[0].${message}`);
  });

  test('of a network plugin are checked too', () => {
    expect(() => network.Cni.other('mine', [{ protocol: network.IpProtocol.TCP, fromPort: -1, description: 'a' }])).toThrow('ports[0].fromPort must be a port number');
  });
});

describe('Heat template', () => {
  test('groups, rules of groups and of addresses', () => {
    const { resources, ...template } = heat({ cni: network.Cni.calico(), apiServerFrom: ['203.0.113.0/24'] });
    const some = ['control_plane', 'control_plane_tcp_2379_2380_from_control_plane', 'control_plane_tcp_6443_from_203_0_113_0_24', 'worker_ipip_from_control_plane'];
    expect(stringify({ ...template, resources: Object.fromEntries(some.map((name) => [name, resources[name]])) })).toMatchSnapshot();
  });

  test('every rule says which group, from whom, and in which direction', () => {
    const { resources } = heat({ cni: network.Cni.weaveNet() });
    const made = Object.values<any>(resources).filter(({ type }) => type === 'OS::Neutron::SecurityGroupRule').map(({ properties: p }) =>
      [p.security_group.get_resource, p.direction, p.protocol, p.port_range_min, p.port_range_max, p.remote_group.get_resource]);
    expect(made).toEqual(groups({ cni: network.Cni.weaveNet() }).rules.map((rule) =>
      [rule.group.replace('-', '_'), 'ingress', rule.protocol, rule.fromPort, rule.toPort, rule.fromGroup!.replace('-', '_')]));
  });

  test('is a file', () => {
    expect(groups().addHeatTemplate().path).toBe('heat/security-groups.yaml');
    expect(groups().addHeatTemplate('a/b.yaml').path).toBe('a/b.yaml');
    expect(groups().addHeatTemplate().content).toContain('heat_template_version: "2016-10-14"\n');
  });

  test('names each rule by what it lets in, and none twice', () => {
    const { resources } = heat({ cni: network.Cni.cilium(), nodeNetworks: ['192.168.1.0/24', '2001:db8::/64'], sshFrom: ['0.0.0.0/0', '::/0'] });
    expect(Object.keys(resources)).toEqual(expect.arrayContaining([
      'control_plane', 'worker', 'control_plane_tcp_2379_2380_from_control_plane', 'worker_icmp_8_from_worker_ipv6', 'worker_tcp_22_from_0_0_0_0_0', 'worker_tcp_22_from____0_ipv6',
    ]));
    const ssh = heat({ sshFrom: ['2001:db8::/32', '2001:db8:32::/48', '10.1.0.0/16', '10.1.0.16/28'] }).resources;
    expect(Object.keys(ssh).filter((name) => name.includes('tcp_22_'))).toHaveLength(8);
    for (const [name, { type, properties }] of Object.entries<any>(resources)) {
      if (type === 'OS::Neutron::SecurityGroupRule') expect([name, 'remote_group' in properties]).toEqual([name, !('remote_ip_prefix' in properties)]);
    }
  });

  test('IP versions are those of the node networks, IPv4 where they are not known', () => {
    const versions = (nodeNetworks?: string[]) => [...new Set(Object.values<any>(heat({ nodeNetworks, cni: network.Cni.calico() }).resources)
      .map((r) => r.properties.ethertype))].filter(Boolean);
    expect(versions()).toEqual(['IPv4']);
    expect(versions(['2001:db8::/64'])).toEqual(['IPv6']);
    expect(versions(['192.168.1.0/24', '2001:db8::/64'])).toEqual(['IPv4', 'IPv6']);
  });

  test('echo requests have another type in IPv6, and IP in IP carries IPv4 only', () => {
    const dual = ['192.168.1.0/24', '2001:db8::/64'];
    const { resources } = heat({ cni: network.Cni.cilium(), nodeNetworks: dual });
    expect(resources.worker_icmp_8_from_worker.properties).toMatchObject({ protocol: 'icmp', port_range_min: 8, port_range_max: 0 });
    expect(resources.worker_icmp_8_from_worker_ipv6.properties).toMatchObject({ ethertype: 'IPv6', protocol: 'ipv6-icmp', port_range_min: 128, port_range_max: 0 });
    const calico = Object.entries<any>(heat({ cni: network.Cni.calico(), nodeNetworks: dual }).resources).filter(([name]) => name.includes('ipip'));
    expect(calico.map(([name, { properties }]) => [name, properties.protocol, properties.ethertype])).toEqual([
      ['control_plane_ipip_from_control_plane', '4', 'IPv4'], ['control_plane_ipip_from_worker', '4', 'IPv4'],
      ['worker_ipip_from_control_plane', '4', 'IPv4'], ['worker_ipip_from_worker', '4', 'IPv4'],
    ]);
    expect(heat({ extraRules: [{ protocol: network.IpProtocol.ICMP, description: 'all ICMP' }] }).resources.worker_icmp_from_worker.properties).not.toHaveProperty('port_range_max');
  });
});

describe('OpenStack Resource Controller', () => {
  test.each(['prod-1-control-plane', 'prod-1-worker'])('%s', (name) => {
    expect(objects({ cni: network.Cni.cilium(), apiServerFrom: ['203.0.113.0/24'] }).get('SecurityGroup', name)).toMatchSnapshot();
  });

  test('outgoing traffic is listed, as Neutron makes it and at the end: the controller deletes what is not listed', () => {
    expect(orcRules({ cni: network.Cni.calico() }).slice(-2)).toEqual([{ direction: 'egress', ethertype: 'IPv4' }, { direction: 'egress', ethertype: 'IPv6' }]);
  });

  test('addresses stand for groups, those of the control plane where they are known', () => {
    const etcd = (props: Partial<network.ClusterSecurityGroupsProps>) => orcRules(props, 'prod-1-control-plane')
      .filter((rule: any) => rule.portRange?.min === 2379).map((rule: any) => rule.remoteIPPrefix);
    expect(etcd({})).toEqual(['192.168.1.0/24']);
    expect(etcd({ controlPlaneNetworks: ['192.168.2.0/24'] })).toEqual(['192.168.2.0/24']);
    expect(orcRules({ nodeNetworks: ['2001:db8::/64'], cni: network.Cni.cilium() }).find((rule: any) => rule.protocol === 'ipv6-icmp')).toEqual({
      description: 'Cilium health check (echo request)', direction: 'ingress', ethertype: 'IPv6', protocol: 'ipv6-icmp', portRange: { min: 128, max: 0 }, remoteIPPrefix: '2001:db8::/64',
    });
    expect(orcRules({ cni: network.Cni.calico() }).find((rule: any) => rule.protocol === 'ipip')).not.toHaveProperty('portRange');
  });

  test('no rule is listed twice', () => {
    const rules = orcRules({}).map((rule: any) => JSON.stringify(rule));
    expect(new Set(rules).size).toBe(rules.length);
  });

  test('namespace, labels and keeping the groups', () => {
    const [object] = groups({ nodeNetworks: NODES }).addResourceControllerObjects({ ...ORC, namespace: 'clusters', labels: { team: 'a' }, keepOnDelete: true });
    expect(object.toJson()).toMatchObject({
      metadata: { name: 'prod-1-control-plane', namespace: 'clusters', labels: { team: 'a' } }, spec: { managedOptions: { onDelete: 'detach' } },
    });
  });

  test('refuses what the controller could not do', () => {
    expect(() => groups().addResourceControllerObjects(ORC)).toThrow('test/sg: nodeNetworks is required: rules of the Resource Controller support CIDR blocks, not groups, as their source');
    expect(() => groups({ nodeNetworks: NODES }).addResourceControllerObjects({ ...ORC, secretName: 'A' })).toThrow('test/sg: secretName must be a DNS subdomain');
    expect(() => groups({ nodeNetworks: NODES }).addResourceControllerObjects({ ...ORC, cloudName: '' })).toThrow('cloudName must be the name of an entry in clouds.yaml');
    const named = (length: number) => () => groups({ nodeNetworks: NODES }).addResourceControllerObjects({ ...ORC, cloudName: 'c'.repeat(length) });
    expect(named(256)).not.toThrow();
    expect(named(257)).toThrow('cloudName must be');
    expect(() => groups({ nodeNetworks: NODES }).addResourceControllerObjects({ ...ORC, labels: { 'a b': 'c' } })).toThrow('labels must be label keys');
    const sshFrom = Array.from({ length: 250 }, (_, i) => `10.0.${i}.0/24`);
    expect(() => groups({ nodeNetworks: NODES, sshFrom }).addResourceControllerObjects(ORC)).toThrow('extraRules make 258 rules for control-plane, but an object is limited to 256. Merge CIDR blocks');
  });
});

describe('advice', () => {
  const advice = (props: Partial<network.ClusterSecurityGroupsProps>) => Advice.of(groups(props)).open.map(({ id }) => id);

  test('none for what is usual', () => expect(advice({ cni: network.Cni.cilium(), apiServerFrom: ['0.0.0.0/0'] })).toEqual([]));
  test('insecure ports', () => expect(advice({ ports: network.PortTable.KUBERNETES_1_15 })).toEqual(['OST011', 'OST011', 'OST011']));
  test('ports that the Kubernetes of the cluster listens on', () => {
    const chart = new Chart(new App({ outdir: '/nonexistent' }), 'old');
    Cluster.boundary(chart, { kubernetesVersion: '1.19' });
    const old = new network.ClusterSecurityGroups(chart, 'sg', { name: 'prod', cni: network.Cni.cilium(), ports: network.PortTable.KUBERNETES_1_15 });
    expect(Advice.of(old).open).toEqual([]);
  });
  test('NodePorts open to all', () => expect(advice({ nodePortsFrom: ['::/0'] })).toEqual(['OST011']));
  test('one acknowledgement closes that of the object as well', () => {
    const open = groups({ nodePortsFrom: ['0.0.0.0/0'], nodeNetworks: NODES });
    open.addResourceControllerObjects(ORC);
    const ids = () => StorageAnalysis.of(open).findings.map(({ rule }) => rule);
    expect(ids()).toContain('OST011');
    Advice.of(open).acknowledge('OST011', 'a public cluster');
    expect([Advice.of(open).open, ids().filter((id) => id === 'OST011')]).toEqual([[], []]);
  });
  test('a plugin without maintainers', () => expect(advice({ cni: network.Cni.weaveNet() })).toEqual(['UNMAINTAINED_CNI']));
});

test.each([
  [{ name: 'Prod' }, 'name must be a DNS label'],
  [{ nodeNetworks: ['192.168.1.0'] }, 'nodeNetworks must be a CIDR block such as "192.168.1.0/24"'],
  [{ nodeNetworks: ['10.0.0.0/33'] }, 'nodeNetworks must be a CIDR block'],
  [{ nodeNetworks: ['2001:db8::1/64'] }, 'nodeNetworks must be a network address with all host bits zero'],
  [{ nodeNetworks: ['::ffff:10.0.0.1/64'] }, 'nodeNetworks must be a network address with all host bits zero'],
  [{ nodeNetworks: ['example.com/24'] }, 'nodeNetworks must be a CIDR block'],
  [{ controlPlaneNetworks: ['10.0.0.0/8/8'] }, 'controlPlaneNetworks must be a CIDR block'],
  [{ apiServerFrom: ['all'] }, 'apiServerFrom must be a CIDR block'],
  [{ ports: 'all' as any }, 'ports must be one of current, kubernetes-1.15, got "all"'],
])('%j is refused', (props, message) => expect(() => groups(props)).toThrow(`test/sg: ${message}`));

test('IPv6 blocks are read in all their forms', () => {
  for (const block of ['::/0', '2001:db8::/32', 'fd00:0:0:1::/64', '1:2:3:4:5:6:7:8/128', '::ffff:10.0.0.0/104']) expect(() => groups({ sshFrom: [block] })).not.toThrow();
});
