/*
 * Stand-ins of ours for Nova, Neutron and Octavia, which start at once. They know the test's nodes. Attaching is carried out in the
 * real Cinder; Octavia has no load balancer.
 */
import { createServer, Server } from 'node:http';
import { Cloud } from './cloud';
import { TestNode } from './kubelet';
import { ADDRESS } from './runtime';
import type { Services } from './services';

interface Answer { readonly status: number; readonly body?: unknown }
type Handler = (method: string, path: string, query: URLSearchParams, body: any) => Answer | Promise<Answer>;

const found = (body: unknown): Answer => ({ status: 200, body });
const notFound = (what: string): Answer => ({ status: 404, body: { itemNotFound: { code: 404, message: what } } });
const badRequest = (what: string): Answer => ({ status: 400, body: { badRequest: { code: 400, message: what } } });

function version(id: string, port: number, more: object = {}): object {
  return { id, status: 'CURRENT', links: [{ rel: 'self', href: `http://${ADDRESS}:${port}/${id}/` }], ...more };
}

export class Stubs implements Services {
  readonly what = 'stand-ins for Nova, Neutron and Octavia';
  /** Device names of volumes by server. */
  private readonly attached = new Map<string, Map<string, object>>();
  /** Requests that no handler knew. */
  readonly unknown = new Set<string>();
  private readonly servers: Server[] = [];
  private queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly cloud: Cloud, private readonly nodes: readonly TestNode[]) {
    for (const { server } of nodes) this.attached.set(server, new Map());
  }

  async start(): Promise<void> {
    await Promise.all([this.serve(8774, this.nova.bind(this)), this.serve(9696, this.neutron.bind(this)), this.serve(9876, this.octavia.bind(this))]);
  }

  async stop(): Promise<void> {
    for (const server of this.servers) {
      server.closeAllConnections();
      await new Promise((done) => { server.close(done); });
    }
  }

  async remove(node: TestNode): Promise<void> {
    node.gone = true;
  }

  private serve(port: number, handler: Handler): Promise<void> {
    const server = createServer((request, answer) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk) => chunks.push(chunk)).on('end', () => {
        const { pathname, searchParams } = new URL(request.url!, 'http://stub');
        const body = chunks.length ? JSON.parse(Buffer.concat(chunks).toString()) : undefined;
        void Promise.resolve().then(() => handler(request.method!, pathname.replace(/\/$/, ''), searchParams, body))
          .catch((error) => ({ status: 500, body: { error: error.message } }))
          .then((result: Answer) => {
            if (result.status === 404 && !/\/servers\//.test(pathname)) this.unknown.add(`${port} ${request.method} ${pathname}`);
            answer.writeHead(result.status, { 'Content-Type': 'application/json' });
            answer.end(result.body === undefined ? '' : JSON.stringify(result.body));
          });
      });
    });
    this.servers.push(server);
    return new Promise((done) => { server.listen(port, ADDRESS, done); });
  }

  private here(): readonly TestNode[] {
    return this.nodes.filter(({ gone }) => !gone);
  }

  private server({ server: id, name, zone, ip }: TestNode): object {
    return {
      id,
      name,
      'status': 'ACTIVE',
      'tenant_id': this.cloud.project,
      'user_id': 'user',
      'hostId': `host-${name}`,
      'OS-EXT-AZ:availability_zone': zone,
      'OS-EXT-STS:vm_state': 'active',
      'OS-EXT-STS:power_state': 1,
      'flavor': { id: 'flavor', original_name: 'm1.test', vcpus: 2, ram: 4096, disk: 10, ephemeral: 0, swap: 0, extra_specs: {} },
      'image': { id: 'image' },
      'metadata': {},
      'addresses': { private: [{ 'addr': ip, 'version': 4, 'OS-EXT-IPS:type': 'fixed', 'OS-EXT-IPS-MAC:mac_addr': 'fa:16:3e:00:00:01' }] },
      'created': '2026-01-01T00:00:00Z',
      'updated': '2026-01-01T00:00:00Z',
      'os-extended-volumes:volumes_attached': [...this.attached.get(id)!.keys()].map((volume) => ({ id: volume })),
      'security_groups': [],
      'links': [],
    };
  }

  private async nova(method: string, path: string, query: URLSearchParams, body: any): Promise<Answer> {
    if (path === '' || path === '/v2.1') return found({ version: version('v2.1', 8774, { version: '2.93', min_version: '2.1' }) });
    const [, , resource, id, part, volume] = path.split('/');
    if (resource === 'os-availability-zone') return found({ availabilityZoneInfo: [...new Set(this.nodes.map(({ zone }) => zone))].map((zoneName) => ({ zoneName, zoneState: { available: true } })) });
    if (resource !== 'servers') return notFound(path);
    if (!id || id === 'detail') {
      const pattern = new RegExp(query.get('name') ?? '');
      return found({ servers: query.has('marker') ? [] : this.here().filter(({ name }) => pattern.test(name)).map((node) => this.server(node)) });
    }
    const node = this.here().find(({ server }) => server === id);
    if (!node) return notFound('Instance could not be found.');
    if (!part) return found({ server: this.server(node) });
    if (part === 'os-interface') {
      return found({ interfaceAttachments: [{ net_id: 'network', port_id: `port-${id}`, port_state: 'ACTIVE', mac_addr: 'fa:16:3e:00:00:01', fixed_ips: [{ subnet_id: 'subnet', ip_address: node.ip }] }] });
    }
    if (part !== 'os-volume_attachments') return notFound(path);
    const own = this.attached.get(id)!;
    if (method === 'POST') return this.inTurn(() => this.attach(id, body.volumeAttachment.volumeId));
    if (method === 'DELETE') return own.has(volume) ? this.inTurn(() => this.detach(id, volume)) : notFound('no attachment');
    if (!volume) return found({ volumeAttachments: [...own.values()] });
    return own.has(volume) ? found({ volumeAttachment: own.get(volume) }) : notFound('no attachment');
  }

  /** One after the other: Cinder's states do not overlap. */
  private inTurn(what: () => Promise<Answer>): Promise<Answer> {
    const result = this.queue.then(what);
    this.queue = result.catch(() => undefined);
    return result;
  }

  private action(volume: string, body: object): Promise<{ status: number; body: any }> {
    return this.cloud.cinder('POST', `/volumes/${volume}/action`, body);
  }

  private async attach(server: string, volume: string): Promise<Answer> {
    const own = this.attached.get(server)!;
    const device = `/dev/vd${String.fromCharCode('b'.charCodeAt(0) + own.size)}`;
    const reserved = await this.action(volume, { 'os-reserve': {} });
    if (reserved.status >= 400) return badRequest(`Invalid volume: ${JSON.stringify(reserved.body)}`);
    const done = await this.action(volume, { 'os-attach': { instance_uuid: server, mountpoint: device, mode: 'rw' } });
    if (done.status >= 400) {
      await this.action(volume, { 'os-unreserve': {} });
      return badRequest(`attach: ${JSON.stringify(done.body)}`);
    }
    own.set(volume, { id: volume, volumeId: volume, serverId: server, device, tag: null, delete_on_termination: false });
    return found({ volumeAttachment: own.get(volume) });
  }

  private async detach(server: string, volume: string): Promise<Answer> {
    const { body } = await this.cloud.cinder('GET', `/volumes/${volume}`);
    const attachment = body?.volume?.attachments.find((one: any) => one.server_id === server);
    await this.action(volume, { 'os-begin_detaching': {} });
    await this.action(volume, { 'os-detach': attachment ? { attachment_id: attachment.attachment_id } : {} });
    this.attached.get(server)!.delete(volume);
    return { status: 202 };
  }

  private neutron(_method: string, path: string, query: URLSearchParams): Answer {
    if (path === '') return found({ versions: [version('v2.0', 9696)] });
    const kind = path.split('/')[2]?.replace(/\.json$/, '');
    if (kind === 'ports') {
      const wanted = query.get('device_id');
      return found({
        ports: this.here().filter(({ server }) => !wanted || server === wanted).map(({ server, ip }) => ({
          id: `port-${server}`, device_id: server, device_owner: 'compute:nova', network_id: 'network', status: 'ACTIVE', mac_address: 'fa:16:3e:00:00:01', fixed_ips: [{ subnet_id: 'subnet', ip_address: ip }],
        })),
      });
    }
    if (kind === 'networks') return found({ networks: [{ 'id': 'network', 'name': 'private', 'router:external': false, 'subnets': ['subnet'] }] });
    return kind ? found({ [kind.replace(/-/g, '_')]: [] }) : notFound(path);
  }

  private octavia(_method: string, path: string): Answer {
    if (path === '') return found({ versions: [version('v2.0', 9876, { status: 'SUPPORTED' }), version('v2.26', 9876)] });
    return found({ [path.split('/').pop()!]: [] });
  }
}
