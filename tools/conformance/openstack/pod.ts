/* A pod of a component under test on its node: volumes, network, containers, probes, and the registration of a CSI driver. */
import { ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Container, environment, nameOf, runs, script } from './container';
import { nodeInfo, NodeInfo, pluginName, probe } from './grpc';
import { KubeObject, Kubernetes } from './kubernetes';
import { ADDRESS, json, Processes, sleep } from './runtime';

export interface Machine { readonly name: string; readonly host: string; readonly ip: string; readonly network: string }

export class RunningPod {
  readonly restarts: { [container: string]: number } = {};
  ip = '';
  private readonly children = new Map<string, ChildProcess>();
  private readonly volumes: { [name: string]: string } = {};
  private stopped = false;
  private readonly network: string;

  constructor(readonly pod: KubeObject, private readonly machine: Machine,
    private readonly context: { kubernetes: Kubernetes; processes: Processes; bin: string; dir: string; serial: number }) {
    this.network = pod.spec.hostNetwork ? machine.network : `p${context.serial}`;
  }

  private get base(): string {
    return join(this.context.dir, 'p', String(this.context.serial));
  }

  get name(): string {
    return this.pod.metadata.name;
  }

  /** Throws while a Secret, a ConfigMap or a folder of the node is missing. */
  async start(): Promise<void> {
    const { processes, bin, serial } = this.context;
    mkdirSync(this.base, { recursive: true });
    for (const volume of this.pod.spec.volumes ?? []) {
      const folder = volume.persistentVolumeClaim || volume.ephemeral ? await this.localFolder(volume) : await this.volume(volume);
      if (folder !== undefined) this.volumes[volume.name] = folder;
    }
    this.ip = this.pod.spec.hostNetwork ? this.machine.ip : `10.9.${2 + Math.floor(serial / 250)}.${1 + serial % 250}`;
    if (!this.pod.spec.hostNetwork) await joinNetwork(processes, this.network, this.ip);
    const place = {
      base: this.base, volumes: this.volumes, bin, env: { KUBERNETES_SERVICE_HOST: ADDRESS, KUBERNETES_SERVICE_PORT: this.context.kubernetes.port },
    };
    for (const container of this.pod.spec.containers as Container[]) {
      this.restarts[container.name] = 0;
      if (runs(container.image, bin)) void this.keep(container, script(this.pod, container, place));
    }
  }

  /** The folder of a local volume; others are not mounted. */
  private async localFolder({ persistentVolumeClaim: claim }: any): Promise<string | undefined> {
    const { kubernetes } = this.context;
    const { spec } = claim ? await kubernetes.get(`/api/v1/namespaces/${this.pod.metadata.namespace}/persistentvolumeclaims/${claim.claimName}`) : {} as any;
    const volume = spec?.volumeName && await kubernetes.get(`/api/v1/persistentvolumes/${spec.volumeName}`);
    const path = volume?.spec.local?.path ?? volume?.spec.hostPath?.path;
    return path && join(this.machine.host, path);
  }

  private async volume(volume: any): Promise<string> {
    const { kubernetes } = this.context;
    const { namespace } = this.pod.metadata;
    if (volume.hostPath) {
      const { path, type } = volume.hostPath;
      if (path === '/etc/ssl/certs') return path;
      const there = join(this.machine.host, path);
      if (!existsSync(there)) {
        if (['Directory', 'File', 'Socket'].includes(type)) throw new Error(`hostPath type check failed: ${path} is not a ${type}`);
        if (type === 'FileOrCreate') writeFileSync(there, '');
        else mkdirSync(there, { recursive: true });
      }
      return there;
    }
    const folder = join(this.base, 'volumes', volume.name);
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o777);
    const write = (items: any[] | undefined, data: { [key: string]: string }, encoding: BufferEncoding, mode = 0o644) => {
      for (const { key, path, mode: own } of items ?? Object.keys(data ?? {}).map((name) => ({ key: name, path: name, mode: undefined }))) {
        if (data?.[key] === undefined) throw new Error(`references non-existent key: ${key}`);
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), Buffer.from(data[key], encoding), { mode: own ?? mode });
      }
    };
    const read = async (kind: string, name: string) => {
      const found = await kubernetes.get(`/api/v1/namespaces/${namespace}/${kind}/${name}`);
      if (!found) throw new Error(`${kind} ${name} not found`);
      return found.data;
    };
    if (volume.secret) write(volume.secret.items, await read('secrets', volume.secret.secretName), 'base64', volume.secret.defaultMode);
    if (volume.configMap) write(volume.configMap.items, await read('configmaps', volume.configMap.name), 'utf8', volume.configMap.defaultMode);
    for (const source of volume.projected?.sources ?? []) {
      if (source.configMap) write(source.configMap.items, await read('configmaps', source.configMap.name), 'utf8');
      if (source.secret) write(source.secret.items, await read('secrets', source.secret.name), 'base64');
      for (const { path } of source.downwardAPI?.items ?? []) writeFileSync(join(folder, path), namespace);
      if (!source.serviceAccountToken) continue;
      const { path, expirationSeconds = 3607, audience } = source.serviceAccountToken;
      const { status } = await kubernetes.call('POST', `/api/v1/namespaces/${namespace}/serviceaccounts/${this.pod.spec.serviceAccountName}/token`, {
        apiVersion: 'authentication.k8s.io/v1',
        kind: 'TokenRequest',
        spec: {
          expirationSeconds,
          ...(audience && { audiences: [audience] }),
          boundObjectRef: { apiVersion: 'v1', kind: 'Pod', name: this.name, uid: this.pod.metadata.uid },
        },
      });
      writeFileSync(join(folder, path), status.token, { mode: 0o644 });
    }
    return folder;
  }

  /** Runs a container until the pod is ended, and again after each end. */
  private async keep(container: Container, path: string): Promise<void> {
    const { processes } = this.context;
    const inside = ['nsenter', `--net=/run/netns/${this.network}`, 'unshare', '--mount', '--uts', '--propagation', 'slave', 'bash', path];
    while (!this.stopped) {
      const child = processes.spawn(`${this.name}_${container.name}`, inside);
      this.children.set(container.name, child);
      await new Promise((done) => { child.on('close', done); });
      if (this.stopped || this.pod.spec.restartPolicy === 'Never') return;
      this.restarts[container.name]++;
      await sleep(Math.min(this.restarts[container.name], 5));
    }
  }

  /** Whether all containers run that have a program. */
  get up(): boolean {
    return [...this.children.values()].every((child) => child.exitCode === null && child.signalCode === null);
  }

  /** The exit code of a pod that is not started again; undefined while it runs, and for others. */
  get exitCode(): number | undefined {
    const children = [...this.children.values()];
    if (this.pod.spec.restartPolicy !== 'Never' || !children.length || this.up) return undefined;
    return Math.max(...children.map(({ exitCode }) => exitCode ?? 137));
  }

  /** The folder or file of the machine behind a path of a container. */
  private behind(container: Container, path: string): string {
    const mounts = [...(container.volumeMounts ?? [])].sort((a: any, b: any) => b.mountPath.length - a.mountPath.length);
    const mount = mounts.find(({ mountPath }: any) => path === mountPath || path.startsWith(`${mountPath.replace(/\/$/, '')}/`));
    if (!mount) throw new Error(`${container.name}: ${path} is in no volume`);
    return resolve(this.volumes[mount.name], `.${path.slice(mount.mountPath.replace(/\/$/, '').length)}`);
  }

  private option(container: Container, flag: string): string | undefined {
    const env = environment(this.pod, container);
    const word = [...(container.command ?? []), ...(container.args ?? [])].find((arg: string) => new RegExp(`^--?${flag}=`).test(arg));
    return word?.slice(word.indexOf('=') + 1).replace(/^"(.*)"$/, '$1').replace(/\$\(([\w.-]+)\)/g, (all: string, name: string) => env[name] ?? all);
  }

  private standIn(image: string): Container | undefined {
    return this.pod.spec.containers.find((one: Container) => nameOf(one.image) === image);
  }

  /** What node-driver-registrar tells the kubelet: the driver's name and node, if its arguments and mounts lead to the same socket. */
  async register(): Promise<{ name: string; info: NodeInfo } | undefined> {
    const registrar = this.standIn('csi-node-driver-registrar');
    if (!registrar) return undefined;
    const socket = this.behind(registrar, this.option(registrar, 'csi-address') ?? '/run/csi/socket');
    const told = this.option(registrar, 'kubelet-registration-path');
    if (!told) throw new Error('the registrar has no --kubelet-registration-path');
    if (join(this.machine.host, told) !== socket) {
      throw new Error(`the kubelet looks for ${told}, but the driver's socket is `
      + `${socket.slice(this.machine.host.length)}`);
    }
    if (this.behind(registrar, '/registration') !== join(this.machine.host, '/var/lib/kubelet/plugins_registry')) {
      throw new Error('/registration '
      + 'is not the kubelet\'s plugins_registry');
    }
    return { name: await pluginName(socket), info: await nodeInfo(socket) };
  }

  /** Why a liveness probe fails, or nothing. */
  async unhealthy(): Promise<string | undefined> {
    for (const container of this.pod.spec.containers as Container[]) {
      const check = container.livenessProbe?.httpGet;
      if (!check) continue;
      const port = typeof check.port === 'number' ? check.port : container.ports?.find(({ name }: any) => name === check.port)?.containerPort;
      const sidecar = this.standIn('livenessprobe');
      if (port === undefined) return `${container.name}: there is no port ${check.port}`;
      try {
        if (sidecar && Number(this.option(sidecar, 'health-port') ?? 9808) === port) {
          if (!await probe(this.behind(sidecar, this.option(sidecar, 'csi-address') ?? '/run/csi/socket'))) return `${container.name}: not ready`;
        } else {
          const url = `${(check.scheme ?? 'HTTP').toLowerCase()}://${check.host ?? this.ip}:${port}${check.path}`;
          const { status } = await json('GET', url);
          if (status >= 400) return `${container.name}: ${status}`;
        }
      } catch (error) {
        return `${container.name}: ${(error as Error).message}`;
      }
    }
    return undefined;
  }

  async end(): Promise<void> {
    this.stopped = true;
    await Promise.all([...this.children.values()].map((child) => this.context.processes.end(child, 8)));
    if (!this.pod.spec.hostNetwork) await this.context.processes.run('ip', ['netns', 'del', this.network]).catch(() => undefined);
    rmSync(join(this.base, 'volumes'), { recursive: true, force: true });
  }
}

/** A network of its own on the bridge of the run. */
export async function joinNetwork(processes: Processes, network: string, ip: string): Promise<void> {
  await processes.run('sh', ['-ec', `ip netns add ${network}; ip link add v${network} type veth peer name eth0 netns ${network}
    ip link set v${network} master br0 up; ip -n ${network} addr add ${ip}/16 dev eth0; ip -n ${network} link set eth0 up
    ip -n ${network} link set lo up`]);
}
