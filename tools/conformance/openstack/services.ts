/*
 * Nova, Neutron, Placement and Octavia of Debian in place of the stand-ins. They are real but for their lowest layer: Nova's fake hypervisor keeps its
 * machines in memory, Neutron binds every port and plugs none, and Octavia's amphorae have no machines. Their APIs, data bases, schedulers, quotas,
 * address pools and states are those of a cloud.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Cloud, credentials, databaseUrl, environment, ini, Ini, PASSWORD, TRANSPORT, ZONES } from './cloud';
import { TestNode } from './kubelet';
import { ADDRESS, Http, json, Processes, until } from './runtime';
import { AMPHORAE, ENTRY_POINTS, neutronConf, novaConf, octaviaConf, PORTS, SERVICE_USER } from './services-conf';

/** What OpenStack's other services do for a run: the servers of its nodes, their ports, and load balancers. */
export interface Services {
  /** What answers. */
  readonly what: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Deletes the server of a node. */
  remove(node: TestNode): Promise<void>;
}

/** Debian's packages that this adds to those of Keystone and Cinder. */
export const SERVICE_PACKAGES = [
  'nova-api', 'nova-conductor', 'nova-scheduler', 'nova-compute', 'placement-api', 'neutron-server', 'octavia-api', 'octavia-worker',
];

const NOVA = `http://${ADDRESS}:8774/v2.1`;
const NEUTRON = `http://${ADDRESS}:9696/v2.0`;
const OCTAVIA = `http://${ADDRESS}:9876/v2.0`;
const PLACEMENT_PORT = '8778';
const SUBNET = '10.9.0.0/16';
export const PUBLIC = '10.250.0.0/24';

export class RealServices implements Services {
  readonly what = 'Nova, Neutron, Placement and Octavia of Debian';
  private network = '';
  private subnet = '';
  private readonly dir: string;

  constructor(private readonly cloud: Cloud, private readonly processes: Processes, private readonly nodes: readonly TestNode[]) {
    this.dir = cloud.dir;
  }

  async start(): Promise<void> {
    await this.writeUsers();
    this.writeFiles();
    await this.migrate();
    const { dir } = this;
    const spawn = (name: string, [command, ...args]: string[], env = {}) =>
      this.processes.spawn(name, [command, ...args], { env: { ...environment(dir), PYTHONPATH: join(dir, 'python'), ...env } });
    const of = (program: string) => ['--config-file', `${dir}/${program}.conf`];
    spawn('placement', ['placement-api', '--host', ADDRESS, '--port', PLACEMENT_PORT], { OS_PLACEMENT_CONFIG_DIR: `${dir}/placement` });
    spawn('neutron', ['neutron-server', ...of('neutron')]);
    spawn('nova-api', ['nova-api', ...of('nova')]);
    for (const name of ['nova-conductor', 'nova-scheduler']) spawn(name, [name, ...of('nova')]);
    for (const zone of ZONES) spawn(`nova-compute-${zone}`, ['nova-compute', ...of('nova'), ...of(`nova-${zone}`)]);
    for (const name of ['octavia-api', 'octavia-worker']) spawn(name, [name, ...of('octavia')]);
    const dead = () => this.processes.dead();
    const answers = async (url: string) => (await json('GET', url)).status < 400;
    for (const [name, url] of [['Placement', `http://${ADDRESS}:${PLACEMENT_PORT}/`], ['Neutron', `http://${ADDRESS}:9696/`],
      ['Nova', `http://${ADDRESS}:8774/`], ['Octavia', `http://${ADDRESS}:9876/`]]) {
      await until(`${name} answers`, 300, () => answers(url), dead);
    }
    await this.makeNetworks();
    await this.makeZones();
    for (const node of this.nodes) await this.boot(node);
    await until('all servers are active', 300, async () => {
      const { servers } = await this.ask('GET', `${NOVA}/servers/detail`);
      const late = servers.filter(({ status }: any) => status !== 'ACTIVE');
      if (late.length) throw new Error(late.map(({ name, status, fault }: any) => `${name} is ${status} ${fault?.message ?? ''}`).join(', '));
      return true;
    }, dead);
  }

  async stop(): Promise<void> { /* they end with the namespaces */ }

  async remove(node: TestNode): Promise<void> {
    await this.ask('DELETE', `${NOVA}/servers/${node.server}`);
    await until('the server is gone', 120, async () => (await this.call('GET', `${NOVA}/servers/${node.server}`)).status === 404);
    node.gone = true;
  }

  /** Asks a service, whose refusals are failures. */
  async ask(method: string, url: string, body?: unknown): Promise<any> {
    const answer = await this.call(method, url, body);
    if (answer.status >= 400) throw new Error(`${method} ${url}: ${answer.status} ${answer.text.slice(0, 500)}`);
    return answer.body;
  }

  private call(method: string, url: string, body?: unknown): Promise<Http> {
    return json(method, url, body, { 'X-Auth-Token': this.cloud.token, 'OpenStack-API-Version': 'compute 2.79' });
  }

  /** The load balancers, with what belongs to them. */
  async loadBalancers(): Promise<any[]> {
    const { loadbalancers } = await this.ask('GET', `${OCTAVIA}/lbaas/loadbalancers`);
    return loadbalancers;
  }

  octavia(kind: string): Promise<any[]> {
    return this.ask('GET', `${OCTAVIA}/lbaas/${kind}`).then((body) => Object.values<any>(body)[0]);
  }

  neutron(kind: string): Promise<any[]> {
    return this.ask('GET', `${NEUTRON}/${kind}`).then((body) => Object.values<any>(body)[0]);
  }

  /** The user of the services, whose tokens say that a service asks. */
  private async writeUsers(): Promise<void> {
    const { cloud } = this;
    const made = async (path: string, body: object) => Object.values<any>((await cloud.keystone('POST', path, body)).body)[0];
    const { body: { users } } = await cloud.keystone('GET', '/users?name=admin');
    const user = await made('/users', { user: { name: SERVICE_USER, domain_id: users[0].domain_id, password: PASSWORD } });
    const { body: { roles } } = await cloud.keystone('GET', '/roles');
    const role = async (name: string) => roles.find((one: any) => one.name === name) ?? made('/roles', { role: { name } });
    const grant = (who: any, { id }: any) => cloud.keystone('PUT', `/projects/${cloud.project}/users/${who.id}/roles/${id}`);
    for (const name of ['admin', 'service']) await grant(user, await role(name));
    const balancing = await role('load-balancer_admin');
    for (const who of [user, users[0]]) await grant(who, balancing);
    const service = await made('/services', { service: { type: 'placement', name: 'placement' } });
    for (const kind of ['public', 'internal']) {
      await cloud.keystone('POST', '/endpoints', { endpoint: { interface: kind, service_id: service.id, region: 'RegionOne', url: `http://${ADDRESS}:${PLACEMENT_PORT}` } });
    }
    // A token tells the roles that its user had when it was made.
    await cloud.login();
  }

  private writeFiles(): void {
    const { dir } = this;
    for (const folder of ['python/live-1.dist-info', 'placement', 'nova', 'neutron', 'octavia']) mkdirSync(join(dir, folder), { recursive: true });
    const write = (name: string, text: string) => writeFileSync(join(dir, name), text);
    write('python/live_ports.py', PORTS);
    write('python/live_amphorae.py', AMPHORAE);
    write('python/live-1.dist-info/METADATA', 'Metadata-Version: 2.1\nName: live\nVersion: 1\n');
    write('python/live-1.dist-info/entry_points.txt', ENTRY_POINTS);
    const files: { [name: string]: Ini } = {
      'placement/placement.conf': { placement_database: { connection: databaseUrl(dir, 'placement') }, keystone_authtoken: credentials(SERVICE_USER) },
      'nova.conf': novaConf(dir),
      'neutron.conf': neutronConf(dir),
      'octavia.conf': octaviaConf(dir),
    };
    for (const zone of ZONES) files[`nova-${zone}.conf`] = { DEFAULT: { host: `host-${zone}` } };
    for (const [name, text] of Object.entries(files)) write(name, ini(text));
  }

  private async migrate(): Promise<void> {
    const { dir, processes } = this;
    const env = environment(dir);
    const databases = ['placement', 'nova_api', 'nova_cell0', 'nova', 'neutron', 'octavia'];
    await processes.run('mariadb', ['--no-defaults', '--user=root', `--socket=${dir}/database.sock`, '--execute', databases.map((name) => `CREATE DATABASE ${name};`).join(' ')], { env });
    const nova = (...args: string[]) => processes.run('nova-manage', ['--config-file', `${dir}/nova.conf`, ...args], { env });
    const key = `${dir}/octavia/ca.key`;
    await Promise.all([
      (async () => {
        await nova('api_db', 'sync');
        await nova('cell_v2', 'map_cell0', '--database_connection', databaseUrl(dir, 'nova_cell0'));
        await nova('db', 'sync');
        await nova('cell_v2', 'create_cell', '--name', 'cell1', '--database_connection', databaseUrl(dir, 'nova'), '--transport-url', TRANSPORT);
      })(),
      processes.run('placement-manage', ['--config-dir', `${dir}/placement`, 'db', 'sync'], { env: { ...env, OS_PLACEMENT_CONFIG_DIR: `${dir}/placement` } }),
      processes.run('neutron-db-manage', ['--config-file', `${dir}/neutron.conf`, 'upgrade', 'heads'], { env: { ...env, PYTHONPATH: join(dir, 'python') } }),
      processes.run('octavia-db-manage', ['--config-file', `${dir}/octavia.conf`, 'upgrade', 'head'], { env }),
      processes.run('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=amphorae', '-days', '2', '-keyout', key, '-out', `${dir}/octavia/ca.pem`], { env }),
    ]);
  }

  private async makeNetworks(): Promise<void> {
    const made = async (kind: string, body: object) => Object.values<any>(await this.ask('POST', `${NEUTRON}/${kind}s`, { [kind.replace('-', '_')]: body }))[0];
    const network = await made('network', { name: 'private' });
    const subnet = await made('subnet', { name: 'nodes', network_id: network.id, ip_version: 4, cidr: SUBNET, enable_dhcp: false, allocation_pools: [{ start: '10.9.200.10', end: '10.9.200.250' }] });
    const outside = await made('network', { 'name': 'public', 'router:external': true });
    await made('subnet', { name: 'public', network_id: outside.id, ip_version: 4, cidr: PUBLIC, enable_dhcp: false });
    const router = await made('router', { name: 'out', external_gateway_info: { network_id: outside.id } });
    await this.ask('PUT', `${NEUTRON}/routers/${router.id}/add_router_interface`, { subnet_id: subnet.id });
    this.network = network.id;
    this.subnet = subnet.id;
  }

  private async makeZones(): Promise<void> {
    await until('a hypervisor in each zone', 300, async () => {
      const { services } = await this.ask('GET', `${NOVA}/os-services?binary=nova-compute`);
      return services.filter(({ state }: any) => state === 'up').length === ZONES.length;
    }, () => this.processes.dead());
    await this.processes.run('nova-manage', ['--config-file', `${this.dir}/nova.conf`, 'cell_v2', 'discover_hosts'], { env: environment(this.dir) });
    for (const zone of ZONES) {
      const { aggregate } = await this.ask('POST', `${NOVA}/os-aggregates`, { aggregate: { name: zone, availability_zone: zone } });
      await this.ask('POST', `${NOVA}/os-aggregates/${aggregate.id}/action`, { add_host: { host: `host-${zone}` } });
    }
    await this.ask('POST', `${NOVA}/flavors`, { flavor: { name: 'm1.test', id: 'test', ram: 512, vcpus: 1, disk: 0 } });
  }

  /** Boots the server of a node from a volume, with the address of the node. */
  private async boot(node: TestNode): Promise<void> {
    const { cloud } = this;
    const { body: { volume } } = await cloud.cinder('POST', '/volumes', { volume: { name: `root-${node.name}`, size: 1, availability_zone: node.zone } });
    await until('the root volume', 120, async () => (await cloud.cinder('GET', `/volumes/${volume.id}`)).body.volume.status === 'available');
    await cloud.cinder('POST', `/volumes/${volume.id}/action`, { 'os-set_bootable': { bootable: true } });
    const { port } = await this.ask('POST', `${NEUTRON}/ports`, { port: { network_id: this.network, fixed_ips: [{ subnet_id: this.subnet, ip_address: node.ip }] } });
    const { server } = await this.ask('POST', `${NOVA}/servers`, {
      server: {
        name: node.name,
        flavorRef: 'test',
        imageRef: '',
        availability_zone: node.zone,
        networks: [{ port: port.id }],
        block_device_mapping_v2: [{ uuid: volume.id, source_type: 'volume', destination_type: 'volume', boot_index: 0 }],
      },
    });
    node.server = server.id;
  }
}
