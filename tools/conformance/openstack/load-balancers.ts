/*
 * Services of type LoadBalancer in a real Octavia: what the typed options say arrives there, and what `check` calls an error gets no address.
 */
import { App, Chart, Duration } from 'cdk8s';
import { CLUSTER_NAME, NAMESPACE } from './cluster';
import { KubeObject } from './kubernetes';
import { until } from './runtime';
import { Live } from './scenario';
import { PUBLIC, RealServices } from './services';
import { FindingSeverity, LoadBalancerMethod, octavia, StorageAnalysis } from '../../../src';
import { loadBalancerName } from '../../../src/openstack/load-balancer/names';

const PATH = `/api/v1/namespaces/${NAMESPACE}/services`;
const PREFIX = 'loadbalancer.openstack.org/';
const SECONDS = 180;

/** A load balancer in the words of this test. */
interface View {
  readonly listeners: string[];
  readonly pools: string[];
  readonly monitors: string[];
  readonly members: string[];
  readonly clientSeconds: number[];
  readonly ranges: string[];
  readonly floating: boolean;
  /** Ports of nodes that its security group opens its node ports on. */
  readonly opened: number;
}

interface Case {
  readonly service: KubeObject;
  /** What Octavia must hold of it; undefined where the Service must stay without an address. */
  readonly wanted?: Partial<View>;
}

function typed(): Case[] {
  const chart = new Chart(new App(), 'services', { namespace: NAMESPACE });
  const selector = { app: 'web' };
  const inside = { selector, internal: true };
  const of = (name: string, props: octavia.LoadBalancerServiceProps, wanted: Partial<View>): Case => ({
    service: new octavia.LoadBalancerService(chart, name, props).service.toJson(), wanted,
  });
  const members = ['10.9.1.1', '10.9.1.2', '10.9.1.3', '10.9.1.4'];
  return [
    of('web', {
      ...inside,
      ports: [{ name: 'http', port: 80 }, { name: 'https', port: 443 }],
      method: LoadBalancerMethod.LEAST_CONNECTIONS,
      timeoutClientData: Duration.seconds(90),
      sourceRanges: ['10.9.0.0/16'],
      healthMonitor: true,
      healthMonitorDelay: Duration.seconds(20),
      healthMonitorTimeout: Duration.seconds(10),
      healthMonitorMaxRetries: 4,
    }, {
      listeners: ['TCP:443', 'TCP:80'],
      pools: ['TCP LEAST_CONNECTIONS', 'TCP LEAST_CONNECTIONS'],
      monitors: ['TCP 20 10 4', 'TCP 20 10 4'],
      members,
      clientSeconds: [90],
      ranges: ['10.9.0.0/16'],
      floating: false,
      opened: 4,
    }),
    of('edge', { selector, port: 80 }, { listeners: ['TCP:80'], pools: ['TCP ROUND_ROBIN'], monitors: [], members, clientSeconds: [50], floating: true }),
    of('kept', { selector, port: 80, keepFloatingIp: true }, { floating: true }),
    of('dns', { ...inside, ports: [{ name: 'udp', port: 53, protocol: 'UDP' }, { name: 'tcp', port: 53 }] } as octavia.LoadBalancerServiceProps,
      { listeners: ['TCP:53', 'UDP:53'], pools: ['TCP ROUND_ROBIN', 'UDP ROUND_ROBIN'], members, floating: false }),
    of('headers', { ...inside, port: 80, xForwardedFor: true }, { listeners: ['HTTP:80'], pools: ['HTTP ROUND_ROBIN'] }),
    of('proxied', { ...inside, port: 25, proxyProtocol: octavia.ProxyProtocol.V2 }, { listeners: ['TCP:25'], pools: ['PROXYV2 ROUND_ROBIN'] }),
    of('local', { ...inside, port: 80, healthMonitor: true, externalTrafficPolicy: octavia.ExternalTrafficPolicy.LOCAL },
      { listeners: ['TCP:80'], monitors: ['HTTP 5 3 1'] }),
    of('chosen', { ...inside, port: 80, nodeSelector: { 'node-role.kubernetes.io/control-plane': '' } }, { listeners: ['TCP:80'], members: ['10.9.1.1'], opened: 1 }),
  ];
}

function raw(name: string, annotations: { [key: string]: string }, ports: object[] = [{ port: 80 }]): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name,
      namespace: NAMESPACE,
      annotations: {
        'service.beta.kubernetes.io/openstack-internal-load-balancer': 'true',
        ...Object.fromEntries(Object.entries(annotations).map(([key, value]) => [`${PREFIX}${key}`, value])),
      },
    },
    spec: { type: 'LoadBalancer', selector: { app: 'web' }, ports },
  };
}

/** Written by hand: the library refuses most of them. */
const RAW: readonly Case[] = [
  { service: raw('unit', { 'timeout-client-data': '70s' }), wanted: { clientSeconds: [50] } },
  { service: raw('misspelt', { 'timeout-client-dat': '70000' }), wanted: { clientSeconds: [50] } },
  { service: raw('yes', { 'x-forwarded-for': 'yes' }), wanted: { listeners: ['TCP:80'] } },
  { service: raw('both', { 'x-forwarded-for': 'true', 'proxy-protocol': 'true' }) },
  { service: raw('datagrams', { 'proxy-protocol': 'true' }, [{ port: 53, protocol: 'UDP' }]) },
  { service: raw('fastest', { 'lb-method': 'FASTEST' }) },
  { service: raw('classless', { class: 'gold' }) },
];

/** How many ports of nodes are in the group that opens the node ports of a Service. */
async function opened(services: RealServices, { metadata, spec }: KubeObject): Promise<number> {
  const groups = (await services.neutron('security-groups')).filter((group) => group.name.startsWith(`lb-sg-${metadata.uid}`));
  const isOpen = ({ security_group_rules: rules }: any) => spec.ports.every(({ nodePort }: any) =>
    rules.some((rule: any) => rule.direction === 'ingress' && rule.port_range_min <= nodePort && nodePort <= rule.port_range_max));
  const ids = groups.filter(isOpen).map(({ id }) => id);
  return (await services.neutron('ports')).filter((port) => port.security_groups.some((id: string) => ids.includes(id))).length;
}

/** What Octavia and Neutron hold for a Service. */
async function view(services: RealServices, service: KubeObject): Promise<View> {
  const { name } = service.metadata;
  const all = await services.octavia('loadbalancers');
  const balancer = all.find((one) => one.name === loadBalancerName(CLUSTER_NAME, NAMESPACE, name));
  if (!balancer) throw new Error(`Octavia holds ${all.map((one) => one.name).join(', ') || 'no load balancer'}`);
  const { id, vip_port_id: port } = balancer;
  const own = async (kind: string) => (await services.octavia(kind)).filter(({ loadbalancers }) => loadbalancers.some((one: any) => one.id === id));
  const [listeners, pools, floating] = [await own('listeners'), await own('pools'), await services.neutron('floatingips')];
  const monitors = (await services.octavia('healthmonitors')).filter((one) => one.pools.some((pool: any) => pools.some((other) => other.id === pool.id)));
  const members = await Promise.all(pools.map((pool) => services.octavia(`pools/${pool.id}/members`)));
  const unique = <T>(values: T[]) => [...new Set(values)].sort();
  return {
    listeners: listeners.map(({ protocol, protocol_port: number }) => `${protocol}:${number}`).sort(),
    pools: pools.map(({ protocol, lb_algorithm: method }) => `${protocol} ${method}`).sort(),
    monitors: monitors.map(({ type, delay, timeout, max_retries: retries }) => `${type} ${delay} ${timeout} ${retries}`).sort(),
    members: unique(members.flat().map(({ address }) => address)),
    clientSeconds: unique(listeners.map(({ timeout_client_data: ms }) => ms / 1000)),
    ranges: unique(listeners.flatMap(({ allowed_cidrs: ranges }) => ranges ?? [])),
    opened: await opened(services, service),
    floating: floating.some((one) => one.port_id === port && one.floating_ip_address.startsWith(PUBLIC.split('.').slice(0, 3).join('.'))),
  };
}

function differs(found: View, wanted: Partial<View>): string | undefined {
  return Object.entries(wanted).filter(([key, value]) => JSON.stringify(found[key as keyof View]) !== JSON.stringify(value))
    .map(([key, value]) => `${key} are ${JSON.stringify(found[key as keyof View])}, not ${JSON.stringify(value)}`).join('; ') || undefined;
}

/** The rule by which `check` calls a Service of the input an error. */
function errorOf(objects: readonly KubeObject[], name: string): string | undefined {
  const { findings } = StorageAnalysis.ofManifests(structuredClone([...objects]));
  return findings.find(({ rule, severity, object }) => rule.startsWith('OLB') && severity === FindingSeverity.ERROR && object.name === name)?.rule;
}

/** Waits until the CCM says that a Service gets no load balancer. */
function refusal({ kubernetes }: Live, name: string): Promise<boolean> {
  return until('an event that says why', SECONDS, async () => (await kubernetes.list(`/api/v1/namespaces/${NAMESPACE}/events`))
    .some(({ reason, involvedObject }) => reason === 'SyncLoadBalancerFailed' && involvedObject.name === name));
}

export async function loadBalancers(live: Live, services: RealServices): Promise<void> {
  const { kubernetes, table, rendered } = live;
  const cases = [...typed(), ...RAW];
  await kubernetes.apply([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } }]);
  await table.check('Services of type LoadBalancer are accepted', () => kubernetes.apply(cases.map(({ service }) => service), 'kubectl'));
  const address = async (name: string) => (await kubernetes.get(`${PATH}/${name}`))?.status?.loadBalancer?.ingress?.[0]?.ip;
  for (const { service, wanted } of cases) {
    const { name } = service.metadata;
    const error = errorOf([...rendered.system, service], name);
    if (wanted === undefined) {
      table.record(`check calls Service ${name} an error`, error ? undefined : 'it finds none');
      continue;
    }
    table.record(`check finds no error in Service ${name}`, error);
    await table.check(`Service ${name} gets an address`, () => until('an address', SECONDS, async () => await address(name) !== undefined));
    await table.check(`its load balancer: ${Object.entries(wanted).map(([key, value]) => `${key} ${JSON.stringify(value)}`).join(', ')}`,
      () => until('this load balancer', SECONDS, async () => {
        const wrong = differs(await view(services, (await kubernetes.get(`${PATH}/${name}`))!), wanted);
        if (wrong) throw new Error(wrong);
        return true;
      }));
  }
  for (const { service: { metadata: { name } }, wanted } of cases) {
    if (wanted !== undefined) continue;
    await table.check(`Service ${name} is refused, and gets no address`, async () => {
      await refusal(live, name);
      return await address(name) ?? true;
    });
  }
  await shared(live, services, address);
  await table.check('with their Services, load balancers go, and floating IPs but the one to keep', async () => {
    const { status } = (await kubernetes.get(`${PATH}/kept`))!;
    await kubernetes.call('DELETE', PATH);
    await until('none left', SECONDS, async () => {
      const left = [...await services.octavia('loadbalancers'), ...await services.neutron('floatingips')].map((one) => one.name ?? one.floating_ip_address);
      if (left.join() !== status.loadBalancer.ingress[0].ip) throw new Error(`left: ${left.join(', ')}`);
      return true;
    });
  });
}

/** A second Service joins a load balancer, a third one does not. */
async function shared(live: Live, services: RealServices, address: (name: string) => Promise<string | undefined>): Promise<void> {
  const { kubernetes, table } = live;
  const balancer = (await services.octavia('loadbalancers')).find((one) => one.name === loadBalancerName(CLUSTER_NAME, NAMESPACE, 'edge'));
  const join = (name: string, port: number): KubeObject => {
    const service = raw(name, { 'load-balancer-id': balancer.id }, [{ port }]);
    delete service.metadata.annotations['service.beta.kubernetes.io/openstack-internal-load-balancer'];
    return service;
  };
  await kubernetes.apply([join('guest', 8080)], 'kubectl');
  await table.check('a second Service joins a load balancer, at the same address',
    () => until('the address', SECONDS, async () => await address('guest') !== undefined && await address('guest') === await address('edge')));
  await kubernetes.apply([join('crowd', 8081)], 'kubectl');
  await table.check('a third one is refused', () => refusal(live, 'crowd'));
  const members = ['guest', 'crowd', 'third'].map((name, i) => join(name, 8080 + i));
  table.record('check calls three Services on one load balancer an error', errorOf(members, 'third') ? undefined : 'it finds none');
}
