/*
 * Stands in for the kubelets of a few nodes. Pods whose images have a program here are run (pod.ts); others only get a status, once their volumes
 * are attached. Nothing is mounted for them: there are no disks.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { runs } from './container';
import { NodeInfo } from './grpc';
import { KubeObject, Kubernetes, Refused } from './kubernetes';
import { joinNetwork, Machine, RunningPod } from './pod';
import { Processes, sleep } from './runtime';

export interface TestNode {
  readonly name: string;
  /** ID in Nova, once it is booted. */
  server: string;
  readonly zone: string;
  readonly ip: string;
  readonly controlPlane?: boolean;
  /** There is no cloud, whose controller manager would take the taint away. */
  readonly withoutCloud?: boolean;
  gone?: boolean;
}

/** The metadata service of OpenStack, as a node sees it. Runs in the node's network. */
function serveMetadata(): void {
  const [id, name, zone] = process.argv.slice(1);
  const body = JSON.stringify({ uuid: id, name, hostname: name, availability_zone: zone, project_id: 'project', devices: [] });
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the text of this function is a program of its own
  require('http').createServer(({ url }: any, answer: any) => {
    const found = url.endsWith('/meta_data.json');
    answer.writeHead(found ? 200 : 404);
    answer.end(found ? body : '');
  }).listen(80, '169.254.169.254');
}

const now = () => `${new Date().toISOString().slice(0, 19)}Z`;

export class Kubelets {
  /** What the driver said of each node. */
  readonly registered = new Map<string, NodeInfo>();
  /** Why pods do not start, by name. */
  readonly waiting = new Map<string, string>();
  readonly pods = new Map<string, RunningPod>();
  private readonly machines = new Map<string, Machine>();
  private readonly told = new Map<string, string>();
  private serial = 0;
  private stopping = false;
  private loop?: Promise<void>;

  constructor(
    private readonly kubernetes: Kubernetes, private readonly processes: Processes, private readonly bin: string, private readonly dir: string,
    private readonly nodes: readonly TestNode[],
  ) {}

  async start(): Promise<void> {
    for (const node of this.nodes) {
      const host = join(this.dir, 'n', node.name);
      for (const folder of ['plugins', 'plugins_registry', 'pods']) mkdirSync(join(host, 'var/lib/kubelet', folder), { recursive: true });
      for (const folder of ['dev', 'etc/kubernetes']) mkdirSync(join(host, folder), { recursive: true });
      const network = `n-${node.name}`;
      this.machines.set(node.name, { name: node.name, host, ip: node.ip, network });
      await joinNetwork(this.processes, network, node.ip);
      await this.processes.run('ip', ['-n', network, 'addr', 'add', '169.254.169.254/32', 'dev', 'lo']);
      const program = `(${serveMetadata.toString()})()`;
      this.processes.spawn(`metadata-${node.name}`,
        ['nsenter', `--net=/run/netns/${network}`, process.execPath, '-e', program, node.server, node.name, node.zone]);
      await this.makeNode(node);
    }
    this.loop = this.run();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.loop;
    await Promise.all([...this.pods.values()].map((pod) => pod.end()));
  }

  /** As a kubelet with --cloud-provider=external does: without zone and provider ID, and with the taint. */
  private async makeNode({ name, ip, controlPlane, withoutCloud }: TestNode): Promise<void> {
    await this.kubernetes.call('POST', '/api/v1/nodes', {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: {
        name,
        labels: { 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux', ...(controlPlane && { 'node-role.kubernetes.io/control-plane': '' }) },
        annotations: { 'volumes.kubernetes.io/controller-managed-attach-detach': 'true', 'alpha.kubernetes.io/provided-node-ip': ip },
      },
      spec: {
        taints: [
          ...(withoutCloud ? [] : [{ key: 'node.cloudprovider.kubernetes.io/uninitialized', value: 'true', effect: 'NoSchedule' }]),
          ...(controlPlane ? [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }] : []),
        ],
      },
    });
    const room = { 'cpu': '16', 'memory': '64Gi', 'pods': '110', 'ephemeral-storage': '100Gi' };
    const ready = { type: 'Ready', status: 'True', reason: 'KubeletReady', message: '', lastHeartbeatTime: now(), lastTransitionTime: now() };
    await this.kubernetes.call('PATCH', `/api/v1/nodes/${name}/status`, { status: { capacity: room, allocatable: room, conditions: [ready] } },
      'strategic');
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      await this.look().catch((error) => { if (!this.stopping) process.stderr.write(`kubelet: ${error.message}\n`); });
      await sleep(0.5);
    }
  }

  private async look(): Promise<void> {
    const [pods, claims, attachments, persistent] = await Promise.all([
      this.kubernetes.list('/api/v1/pods'), this.kubernetes.list('/api/v1/persistentvolumeclaims'),
      this.kubernetes.list('/apis/storage.k8s.io/v1/volumeattachments'), this.kubernetes.list('/api/v1/persistentvolumes'),
    ]);
    const local = new Set(persistent.filter(({ spec }) => !spec.csi).map(({ metadata }) => metadata.name));
    const volumeOf = new Map(claims.map(({ metadata, spec }) => [`${metadata.namespace}/${metadata.name}`, spec.volumeName]));
    const attached = new Set(attachments.filter(({ status }) => status?.attached)
      .map(({ spec }) => `${spec.nodeName}/${spec.source.persistentVolumeName}`));
    const inUse = new Map<string, Set<string>>();
    for (const pod of pods.filter(({ spec }) => this.machines.has(spec.nodeName))) {
      const { metadata: { uid, name, namespace, deletionTimestamp }, spec } = pod;
      if (deletionTimestamp) {
        await this.finish(pod);
        continue;
      }
      const volumes = (spec.volumes ?? []).map(({ name: volume, persistentVolumeClaim, ephemeral }: any) => persistentVolumeClaim?.claimName
        ?? (ephemeral && `${name}-${volume}`))
        .filter(Boolean).map((claim: string) => volumeOf.get(`${namespace}/${claim}`));
      for (const volume of volumes.filter(Boolean)) inUse.set(spec.nodeName, (inUse.get(spec.nodeName) ?? new Set()).add(volume));
      const ready = volumes.every((volume: string | undefined) => local.has(volume) || attached.has(`${spec.nodeName}/${volume}`));
      if (ready && !this.pods.has(uid) && spec.containers.some(({ image }: any) => runs(image, this.bin))) await this.begin(pod);
      await this.report(pod, ready);
    }
    const alive = new Set(pods.map(({ metadata }) => metadata.uid));
    for (const [uid, pod] of this.pods) if (!alive.has(uid)) await this.drop(uid, pod);
    await Promise.all([...this.pods.values()].map((pod) => this.register(pod)));
    await this.reportUse(inUse);
  }

  private async begin(pod: KubeObject): Promise<void> {
    const { kubernetes, processes, bin, dir } = this;
    const running = new RunningPod(pod, this.machines.get(pod.spec.nodeName)!, { kubernetes, processes, bin, dir, serial: ++this.serial });
    try {
      await running.start();
      this.pods.set(pod.metadata.uid, running);
      this.waiting.delete(pod.metadata.name);
    } catch (error) {
      this.waiting.set(pod.metadata.name, (error as Error).message);
    }
  }

  private async finish({ metadata: { uid, name, namespace } }: KubeObject): Promise<void> {
    const running = this.pods.get(uid);
    if (running) await this.drop(uid, running);
    await this.kubernetes.call('DELETE', `/api/v1/namespaces/${namespace}/pods/${name}`,
      { apiVersion: 'v1', kind: 'DeleteOptions', gracePeriodSeconds: 0, preconditions: { uid } })
      .catch((error) => { if (!(error instanceof Refused && [404, 409].includes(error.code))) throw error; });
  }

  private async drop(uid: string, pod: RunningPod): Promise<void> {
    this.pods.delete(uid);
    await pod.end();
  }

  /** Writes what changed of a pod's status. */
  private async report(pod: KubeObject, ready: boolean): Promise<void> {
    const { metadata: { uid, name, namespace }, spec } = pod;
    const running = this.pods.get(uid);
    const hasProgram = spec.containers.some(({ image }: any) => runs(image, this.bin));
    const started = ready && (!hasProgram || running !== undefined);
    const up = started && (running?.up ?? true);
    const exitCode = running?.exitCode;
    const ended = exitCode !== undefined && { terminated: { exitCode, startedAt: now(), finishedAt: now() } };
    const state = JSON.stringify([started, up, running?.restarts, exitCode]);
    if (this.told.get(uid) === state) return;
    const condition = (type: string, holds: boolean) => ({ type, status: holds ? 'True' : 'False', lastTransitionTime: now() });
    const status = {
      phase: ended ? (exitCode === 0 ? 'Succeeded' : 'Failed') : started ? 'Running' : 'Pending',
      hostIP: this.machines.get(spec.nodeName)!.ip,
      podIP: running?.ip || '10.9.255.1',
      startTime: now(),
      conditions: [condition('Ready', up), condition('ContainersReady', up), condition('Initialized', true)],
      containerStatuses: spec.containers.map((container: any) => ({
        name: container.name,
        image: container.image,
        imageID: 'none',
        ready: up,
        started: up,
        restartCount: running?.restarts[container.name] ?? 0,
        state: ended || (started ? { running: { startedAt: now() } } : { waiting: { reason: 'ContainerCreating' } }),
      })),
    };
    await this.kubernetes.call('PATCH', `/api/v1/namespaces/${namespace}/pods/${name}/status`, { status }, 'strategic')
      .catch((error) => { if (!(error instanceof Refused && error.code === 404)) throw error; });
    this.told.set(uid, state);
  }

  /** What the kubelet writes of a driver that has registered. */
  private async register(pod: RunningPod): Promise<void> {
    const node = pod.pod.spec.nodeName;
    if (this.registered.has(node)) return;
    const found = await pod.register().catch((error) => {
      this.waiting.set(`${pod.name}/registrar`, error.message);
      return undefined;
    });
    if (!found) return;
    const { name, info: { nodeId, maxVolumes, segments } } = found;
    const driver = { name, nodeID: nodeId, topologyKeys: Object.keys(segments), ...(maxVolumes && { allocatable: { count: maxVolumes } }) };
    await this.kubernetes.apply([{ apiVersion: 'storage.k8s.io/v1', kind: 'CSINode', metadata: { name: node }, spec: { drivers: [driver] } }],
      'kubelet');
    const annotations = { 'csi.volume.kubernetes.io/nodeid': JSON.stringify({ [name]: nodeId }) };
    await this.kubernetes.call('PATCH', `/api/v1/nodes/${node}`, { metadata: { labels: segments, annotations } }, 'merge');
    this.registered.set(node, found.info);
    this.waiting.delete(`${pod.name}/registrar`);
  }

  private async reportUse(inUse: Map<string, Set<string>>): Promise<void> {
    for (const { name } of this.nodes.filter((node) => !node.gone)) {
      const names: string[] = [];
      for (const volume of inUse.get(name) ?? []) {
        const { csi } = (await this.kubernetes.get(`/api/v1/persistentvolumes/${volume}`))?.spec ?? {};
        if (csi) names.push(`kubernetes.io/csi/${csi.driver}^${csi.volumeHandle}`);
      }
      const state = names.sort().join();
      if (this.told.get(name) === state) continue;
      await this.kubernetes.call('PATCH', `/api/v1/nodes/${name}/status`, { status: { volumesInUse: names } }, 'merge');
      this.told.set(name, state);
    }
  }
}
