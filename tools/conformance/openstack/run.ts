/* Inside of the namespaces that main.ts makes: starts OpenStack, Kubernetes and the rendered components, and walks through the scenario. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { reportRights } from './audit';
import { authentication } from './authentication';
import { Cloud, credentials } from './cloud';
import { render, VARIANTS } from './cluster';
import { Kubelets, TestNode } from './kubelet';
import { Kubernetes, KubeObject } from './kubernetes';
import { loadBalancers } from './load-balancers';
import { RESULT, startNetwork } from './namespaces';
import { plant } from './plants';
import { ADDRESS, patience, Processes } from './runtime';
import { components, lifecycle, Live } from './scenario';
import { RealServices } from './services';
import { SERVICE_USER } from './services-conf';
import { Stubs } from './stubs';
import { Stopped, Table } from './table';

interface Orders {
  readonly root: string;
  readonly bin: string;
  readonly dir: string;
  readonly crds: string;
  readonly variant: string;
  readonly first: boolean;
  readonly plant?: string;
}

const orders: Orders = JSON.parse(process.argv[2]);
const say = (line: string) => { process.stdout.write(`${line}\n`); };

function nodes(): TestNode[] {
  return ['cp-1', 'w-1', 'w-2', 'w-3'].map((name, i) => ({
    name,
    server: `00000000-0000-4000-8000-00000000000${i}`,
    zone: i % 2 ? 'az1' : 'az2',
    ip: `10.9.1.${i + 1}`,
    controlPlane: name === 'cp-1',
  }));
}

/** Debian's packages over the machine's folders, which nobody else sees. */
async function prepare(processes: Processes): Promise<void> {
  const { root } = orders;
  const overlays = ['usr', 'etc'].map((folder) => `mount -t overlay overlay -o lowerdir=${root}/${folder}:/${folder} /${folder}`);
  // Nobody answers for names here: without a resolver, Python's servers start at once.
  writeFileSync(join(orders.dir, 'hosts'), `127.0.0.1 localhost\n${ADDRESS} openstack\n`);
  writeFileSync(join(orders.dir, 'resolv.conf'), '');
  const files = ['hosts', 'resolv.conf'].map((name) => `mount --bind ${join(orders.dir, name)} /etc/${name}`);
  await processes.run('sh', ['-ec', [...overlays, ...files].join('\n')]);
  await startNetwork(processes);
}

async function runVariant(name: string, cloud: Cloud, table: Table, processes: Processes): Promise<void> {
  const dir = join(orders.dir, name);
  mkdirSync(dir, { recursive: true });
  table.title(`variant ${name}`);
  const members = nodes();
  const kubernetes = new Kubernetes(processes, join(orders.bin, 'kubernetes'), join(dir, 'k'));
  const kubelets = new Kubelets(kubernetes, processes, orders.bin, dir, members);
  const services = VARIANTS[name].realServices ? new RealServices(cloud, processes, members) : new Stubs(cloud, members);
  const live: Live = {
    variant: name,
    kubernetes,
    kubelets,
    cloud,
    services,
    nodes: members,
    table,
    processes,
    rendered: plant(orders.plant, render(name)),
    logs: processes.logs,
  };
  try {
    await kubernetes.start();
    if (!await table.check(`${services.what} answer, and the servers of the nodes are active`, () => services.start())) return;
    const files = readdirSync(orders.crds).filter((file) => /^snapshot\.storage.*yaml$/.test(file))
      .map((file) => readFileSync(join(orders.crds, file), 'utf8'));
    const crds: KubeObject[] = files.flatMap((text) => parseAllDocuments(text)).map((document) => document.toJS()).filter(Boolean);
    await kubernetes.apply(crds);
    await kubelets.start();
    await components(live);
    if (services instanceof RealServices) await loadBalancers(live, services);
    await lifecycle(live);
    await reportRights(live);
  } catch (error) {
    if (!(error instanceof Stopped)) table.record('the run goes on to its end', (error as Error).message);
  } finally {
    await kubelets.stop();
    await services.stop();
    await kubernetes.stop();
  }
}

async function main(): Promise<number> {
  const logs = join(orders.dir, 'logs');
  mkdirSync(logs, { recursive: true });
  if (orders.plant) patience.factor = 1;
  const processes = new Processes(logs);
  await prepare(processes);
  const table = new Table(say, orders.plant !== undefined);
  const nova = { nova: { ...credentials(SERVICE_USER), region_name: 'RegionOne' } };
  const cloud = new Cloud(processes, join(orders.dir, 'o'), VARIANTS[orders.variant].realServices ? nova : {});
  mkdirSync(cloud.dir, { recursive: true });
  await table.check('Keystone, Cinder and RabbitMQ of Debian run, with two zones', () => cloud.start());
  if (table.failures.length === 0) {
    await runVariant(orders.variant, cloud, table, processes);
    if (orders.first && !orders.plant) await authentication(cloud, table, { processes, ...orders });
  }
  writeFileSync(join(orders.dir, RESULT), JSON.stringify({ passed: table.passed, failures: table.failures }));
  return table.failures.length ? 1 : 0;
}

main().then((code) => process.exit(code), (error: Error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(2);
});
