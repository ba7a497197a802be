/* Inside of the namespaces that main.ts makes: disks are mounts of memory, nodes are folders of this machine. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart, Size } from 'cdk8s';
import { Advice, IStorageClass, LocalPathProvisioner, LocalPathStorage, LocalVolumeProvisioner, PersistentVolumeClaim, pods } from '../../../src';
import { rightsOf } from '../openstack/audit';
import { Kubelets, TestNode } from '../openstack/kubelet';
import { Kubernetes, KubeObject } from '../openstack/kubernetes';
import { RESULT, startNetwork } from '../openstack/namespaces';
import { Processes, until } from '../openstack/runtime';
import { Table } from '../openstack/table';

interface Orders {
  readonly dir: string;
  /** The control plane, and the folder of the provisioners. */
  readonly control: string;
  readonly bin: string;
  readonly hardened: boolean;
  readonly isStatic: boolean;
}

const orders: Orders = JSON.parse(process.argv[2]);
const NODES: TestNode[] = ['w-1', 'w-2'].map((name, i) => ({ name, server: name, zone: 'none', ip: `10.9.1.${i + 1}`, withoutCloud: true }));
const SHOP = 'shop';
const IMAGE = 'docker.io/library/busybox:1.37';
const PATHS = '/opt/local-path-provisioner';
const DISKS = '/mnt/fast-disks';
const WAIT = 120;

interface Provisioner { readonly namespace: string; readonly objects: KubeObject[]; readonly work: KubeObject[] }

/** A pod that writes a file to the volume of its claim, and goes on. */
function writer(work: Chart, name: string, storageClass: IStorageClass, node?: string): void {
  const claim = new PersistentVolumeClaim(work, `${name}-claim`, { size: Size.mebibytes(10), storageClass });
  new pods.PodApplication(work, name, {
    image: IMAGE, command: ['/bin/sh', '-c', `echo ${name} >/data/file; sleep 100000`], claims: [{ claim, mountPath: '/data' }], nodeSelector: node ? { 'kubernetes.io/hostname': node } : undefined,
  });
}

function rendered(build: (scope: Chart, work: Chart, hardened: boolean) => string): Provisioner {
  const app = new App();
  const scope = new Chart(app, 'p', { disableResourceNameHashes: true });
  const work = new Chart(app, 'w', { namespace: SHOP, disableResourceNameHashes: true });
  const namespace = build(scope, work, orders.hardened);
  for (const id of new Set(Advice.of(app).open.map((note) => note.id))) Advice.of(app).acknowledge(id, 'nothing of this cluster outlives the run');
  return { namespace, objects: scope.toJson(), work: work.toJson() };
}

class Local {
  constructor(
    private readonly table: Table, private readonly kubernetes: Kubernetes, private readonly kubelets: Kubelets, private readonly logs: string,
  ) {}

  private host(node: string, path: string): string {
    return join(orders.dir, 'n', node, path);
  }

  private get(kind: string, name: string): Promise<any> {
    return this.kubernetes.get(`/api/v1/namespaces/${SHOP}/${kind}/${name}`);
  }

  private async volumeOf(claim: string): Promise<any> {
    const { spec, status } = await this.get('persistentvolumeclaims', claim) ?? {};
    return status?.phase === 'Bound' ? this.kubernetes.get(`/api/v1/persistentvolumes/${spec.volumeName}`) : undefined;
  }

  private async begin(what: string, { namespace, objects, work }: Provisioner): Promise<void> {
    const { kubernetes, kubelets, table } = this;
    await table.check(`${what}: every rendered object is accepted`, () => kubernetes.apply(objects, 'kubectl'));
    await table.check(`${what}: its pods run`, () => until('ready pods', WAIT, async () => {
      const all = await kubernetes.list(`/api/v1/namespaces/${namespace}/pods`);
      const late = all.filter(({ status }) => !status.conditions?.some(({ type, status: holds }: any) => type === 'Ready' && holds === 'True'));
      if (late.length) throw new Error(late.map(({ metadata: { name } }) => `${name}: ${kubelets.waiting.get(name) ?? 'not ready'}`).join('; '));
      return all.length > 0;
    }));
    await table.check(`${what}: claims and their users are accepted`, () => kubernetes.apply(work, 'kubectl'));
  }

  /** Deletes a pod and its claim. */
  private async leave(name: string): Promise<void> {
    await this.kubernetes.call('DELETE', `/api/v1/namespaces/${SHOP}/pods/${name}`);
    await this.kubernetes.call('DELETE', `/api/v1/namespaces/${SHOP}/persistentvolumeclaims/${name}-claim`);
  }

  private async rights(what: string, { namespace, objects }: Provisioner): Promise<void> {
    const { table, kubernetes } = this;
    table.title(`rights of ${what}`);
    const accounts = new Set(objects.filter(({ kind }) => kind === 'ServiceAccount').map(({ metadata }) => metadata.name));
    await rightsOf({ table, kubernetes, objects, namespace, accounts, least: true, atLeast: 5 });
  }

  async path(): Promise<void> {
    const { table, kubernetes } = this;
    table.title(`local-path-provisioner, ${orders.hardened ? 'hardened' : 'as shipped'}`);
    const provisioner = rendered((scope, work, hardened) => {
      const local = new LocalPathProvisioner(scope, 'LocalPath', {
        hardened, storage: LocalPathStorage.nodePaths([PATHS], { 'w-2': [] }), helperPod: { image: IMAGE },
      });
      writer(work, 'one', local.storageClass('local-path'), 'w-1');
      writer(work, 'two', local.storageClass('local-path'), 'w-2');
      return local.serviceAccount!.metadata.namespace!;
    });
    await this.begin('local-path-provisioner', provisioner);
    let folder = '';
    await table.check('a claim is bound to a directory on the node of its pod, which writes to it', async () => {
      await until('Running', WAIT, async () => (await this.get('pods', 'one'))?.status?.phase === 'Running');
      const { spec, metadata } = await this.volumeOf('one-claim');
      const path: string = spec.local?.path ?? spec.hostPath?.path;
      folder = this.host('w-1', path);
      await until('the file', WAIT, () => existsSync(join(folder, 'file')));
      if (path !== `${PATHS}/${metadata.name}_${SHOP}_one-claim`) return `it is at ${path}`;
      if (!JSON.stringify(spec.nodeAffinity).includes('w-1')) return `it is not bound to its node: ${JSON.stringify(spec.nodeAffinity)}`;
      return readFileSync(join(folder, 'file'), 'utf8') === 'one\n' ? undefined : 'another file';
    });
    // eslint-disable-next-line no-bitwise -- permissions are bits
    await table.check('the directory has mode 0777', () => (statSync(folder).mode & 0o777) === 0o777);
    await table.check('a claim of a pod on a node without paths stays Pending, with an event', async () => {
      await until('an event', WAIT, async () => (await kubernetes.list(`/api/v1/namespaces/${SHOP}/events`))
        .some(({ involvedObject, reason }) => involvedObject.name === 'two-claim' && reason === 'ProvisioningFailed'));
      return (await this.get('persistentvolumeclaims', 'two-claim')).status.phase === 'Pending';
    });
    await table.check('deleted with its claim, directory and volume are gone', async () => {
      await this.leave('one');
      await until('no directory', WAIT, () => !existsSync(folder));
      await until('no volume', WAIT, async () => (await kubernetes.list('/api/v1/persistentvolumes')).length === 0);
    });
    await table.check('its helper pods are gone', () => until('no helper pod', WAIT, async () =>
      !(await kubernetes.list(`/api/v1/namespaces/${provisioner.namespace}/pods`)).some(({ metadata }) => metadata.name.startsWith('helper-pod'))));
    await this.leave('two');
    await this.rights('the local-path-provisioner', provisioner);
  }

  /** A disk of a node: a mount, as the provisioner wants it. */
  private async disk(processes: Processes, node: string, name: string): Promise<void> {
    const at = this.host(node, `${DISKS}/${name}`);
    mkdirSync(at, { recursive: true });
    await processes.run('mount', ['-t', 'tmpfs', '-o', 'size=64m', name, at]);
  }

  async static(processes: Processes): Promise<void> {
    const { table, kubernetes } = this;
    table.title(`local-static-provisioner, ${orders.hardened ? 'hardened' : 'as shipped'}`);
    for (const { name } of NODES) {
      const all = this.host(name, DISKS);
      mkdirSync(all, { recursive: true });
      // What is mounted later is seen by the pods, as on a node.
      await processes.run('sh', ['-ec', 'mount --bind "$1" "$1"; mount --make-shared "$1"', 'sh', all]);
    }
    await this.disk(processes, 'w-1', 'disk-1');
    await this.disk(processes, 'w-2', 'disk-2');
    const provisioner = rendered((scope, work, hardened) => {
      const local = new LocalVolumeProvisioner(scope, 'LocalVolumes', {
        hardened, namespace: 'local-storage', createNamespace: true, classes: [{ name: 'fast-disks', hostDir: DISKS }],
      });
      writer(work, 'three', local.storageClass('fast-disks'), 'w-2');
      return 'local-storage';
    });
    await this.begin('local-static-provisioner', provisioner);
    const offered = async () => (await kubernetes.list('/api/v1/persistentvolumes'))
      .map(({ spec, status }) => `${spec.local?.path} ${spec.storageClassName} ${/"(w-\d)"/.exec(JSON.stringify(spec.nodeAffinity))?.[1]} ${status.phase}`).sort();
    const volumes = (three: string, ...more: string[]) => [`${DISKS}/disk-1 fast-disks w-1 Available`, `${DISKS}/disk-2 fast-disks w-2 ${three}`, ...more].sort().join();
    const become = (wanted: string) => until(wanted, WAIT, async () => (await offered()).join() === wanted).catch(async () => { throw new Error(`there is ${(await offered()).join()}`); });
    await table.check('each disk is offered as a volume of its node, and bound where the pod runs, which writes to it', async () => {
      await until('Running', WAIT, async () => (await this.get('pods', 'three'))?.status?.phase === 'Running');
      await until('the file', WAIT, () => existsSync(this.host('w-2', `${DISKS}/disk-2/file`)));
      return become(volumes('Bound'));
    });
    await table.check('a disk that is mounted later becomes a volume', async () => {
      await this.disk(processes, 'w-1', 'disk-3');
      return become(volumes('Bound', `${DISKS}/disk-3 fast-disks w-1 Available`));
    });
    await table.check('deleted with its claim, the disk is emptied and offered again', async () => {
      await this.leave('three');
      await until('no file', WAIT, () => readdirSync(this.host('w-2', `${DISKS}/disk-2`)).length === 0);
      return become(volumes('Available', `${DISKS}/disk-3 fast-disks w-1 Available`));
    });
    await this.rights('the local-static-provisioner', provisioner);
  }

  /** The last lines of what programs wrote, where something failed. */
  tell(): void {
    for (const file of readdirSync(this.logs).filter((name) => /provisioner|helper/.test(name))) {
      this.table.note(`${file}: ${readFileSync(join(this.logs, file), 'utf8').trim().split('\n').slice(-3).join(' | ')}`);
    }
  }
}

async function main(): Promise<void> {
  const logs = join(orders.dir, 'logs');
  mkdirSync(logs, { recursive: true });
  const processes = new Processes(logs);
  await startNetwork(processes);
  const table = new Table((line) => { process.stdout.write(`${line}\n`); });
  const kubernetes = new Kubernetes(processes, orders.control, join(orders.dir, 'k'));
  const kubelets = new Kubelets(kubernetes, processes, orders.bin, orders.dir, NODES);
  const local = new Local(table, kubernetes, kubelets, logs);
  try {
    await kubernetes.start();
    await kubernetes.apply([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: SHOP } }]);
    await kubelets.start();
    await local.path();
    if (orders.isStatic) await local.static(processes);
  } catch (error) {
    table.record('the run goes on to its end', (error as Error).message);
  } finally {
    if (table.failures.length) local.tell();
    await kubelets.stop();
    await kubernetes.stop();
  }
  writeFileSync(join(orders.dir, RESULT), JSON.stringify({ passed: table.passed, failures: table.failures }));
}

main().then(() => process.exit(0), (error: Error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(2);
});
