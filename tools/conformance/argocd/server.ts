/* A plugin as Argo CD runs it: the real argocd-cmp-server, asked by the client of the repo server. */
import { ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { NEWEST_RELEASE } from '../../../src/kubernetes/minor';

/** Time limits are for machines ten times slower: whoever waits, waits for a state. */
const PATIENCE = 300_000;
/** The version of Kubernetes that Argo CD says its cluster has. */
export const CLUSTER_VERSION = NEWEST_RELEASE;
const PROGRAM = '/opt/cdk8s-openstack/plugin/bin/cdk8s-openstack.js';

export interface Manifest { readonly kind: string; readonly [field: string]: unknown }
export interface Announced { readonly name: string; readonly string?: string; readonly array?: readonly string[] }

/** What Argo CD knows of an Application. */
export interface Application {
  /** The repository. */
  readonly root: string;
  /** Folder of the Application in it. */
  readonly path?: string;
  readonly parameters?: readonly object[];
  readonly env?: { readonly [name: string]: string };
  /** Deadline of the request. */
  readonly seconds?: number;
}

export interface Answer<T> { readonly value?: T; readonly error?: string; readonly milliseconds: number }

export const pause = (milliseconds: number) => new Promise((done) => { setTimeout(done, milliseconds); });

/** Waits until something holds. */
export async function until(what: string, holds: () => boolean): Promise<void> {
  for (const end = Date.now() + PATIENCE; !holds(); await pause(100)) if (Date.now() > end) throw new Error(`waited too long: ${what}`);
}

export class PluginServer {
  /** Starts a server with the plugin of the package, in a folder of its own. */
  static async start(binary: string, bundle: string, folder: string, environment: { readonly [name: string]: string }): Promise<PluginServer> {
    for (const name of ['config', 'sockets', 'tmp', 'client']) mkdirSync(join(folder, name), { recursive: true });
    const plugin = readFileSync(join(__dirname, '../../../plugin/plugin.yaml'), 'utf8').replaceAll(PROGRAM, bundle).replaceAll('[node,', `[${process.execPath},`);
    writeFileSync(join(folder, 'config/plugin.yaml'), plugin);
    const server = new PluginServer(binary, folder, {
      PATH: process.env.PATH!,
      LANG: 'C.UTF-8',
      TMPDIR: join(folder, 'tmp'),
      HOME: '/nonexistent',
      NODE_COMPILE_CACHE: join(folder, 'tmp/node-compile-cache'),
      ARGOCD_PLUGINSOCKFILEPATH: join(folder, 'sockets'),
      ...environment,
    });
    await until('the socket of the plugin', () => existsSync(server.socket) || server.process.exitCode !== null);
    server.connect();
    return server;
  }

  private readonly process: ChildProcess;
  private client!: ChildProcess;
  private readonly answers: string[] = [];

  private constructor(private readonly binary: string, private readonly folder: string, private readonly env: NodeJS.ProcessEnv) {
    this.process = spawn(binary, ['server', '--config-dir-path', join(folder, 'config'), '--loglevel', 'info'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.process.stdout!, this.process.stderr!]) stream.on('data', (text: Buffer) => appendFileSync(this.log, text));
  }

  private connect(): void {
    this.client = spawn(this.binary, ['stream', this.socket], { env: { ...this.env, TMPDIR: join(this.folder, 'client') }, stdio: ['pipe', 'pipe', 'pipe'] });
    createInterface({ input: this.client.stdout! }).on('line', (line) => this.answers.push(line));
    this.client.stderr!.on('data', (text: Buffer) => appendFileSync(this.log, text));
  }

  get log(): string {
    return join(this.folder, 'log');
  }

  private get socket(): string {
    return join(this.folder, 'sockets/cdk8s-openstack.sock');
  }

  /** Asks as the repo server does: its variables, those of the Application under a prefix, and the parameters. */
  async ask<T>(method: string, { root, path = '.', parameters = [], env = {}, seconds = PATIENCE / 1000 }: Application): Promise<Answer<T>> {
    const environment = [
      'ARGOCD_APP_NAME=prod', 'ARGOCD_APP_NAMESPACE=argocd', 'ARGOCD_APP_PROJECT_NAME=default', 'ARGOCD_APP_REVISION=0123456789abcdef0123456789abcdef01234567',
      'ARGOCD_APP_SOURCE_REPO_URL=https://git.example.com/clusters.git', `ARGOCD_APP_SOURCE_PATH=${path}`, 'ARGOCD_APP_SOURCE_TARGET_REVISION=HEAD',
      `KUBE_VERSION=${CLUSTER_VERSION}`, 'KUBE_API_VERSIONS=v1,apps/v1', ...Object.entries(env).map(([name, value]) => `ARGOCD_ENV_${name}=${value}`),
    ];
    this.client.stdin!.write(`${JSON.stringify({ method, root, app: join(root, path), environment, parameters, seconds })}\n`);
    await until(`an answer to ${method}`, () => this.answers.length > 0 || this.client.exitCode !== null);
    const line = this.answers.shift();
    if (line === undefined) throw new Error(`the client ended: ${readFileSync(this.log, 'utf8').slice(-500)}`);
    return JSON.parse(line);
  }

  /** The manifests; throws what Argo CD would show. */
  async generate(application: Application): Promise<Manifest[]> {
    const { value, error } = await this.ask<{ manifests?: string[] }>('GenerateManifest', application);
    if (error !== undefined) throw new Error(error);
    return (value?.manifests ?? []).map((text) => JSON.parse(text));
  }

  /** The error that Argo CD would show; throws if there is none. */
  async refusal(application: Application): Promise<string> {
    const { error, value } = await this.ask<{ manifests?: string[] }>('GenerateManifest', application);
    if (error === undefined) throw new Error(`no error, but ${value?.manifests?.length ?? 0} manifests`);
    return error;
  }

  /** Processes and files that a request left: none should be. */
  leftovers(): string[] {
    const tmp = join(this.folder, 'tmp');
    const own = [this.process.pid, this.client.pid];
    const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && !own.includes(Number(name))).filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`).startsWith(tmp);
      } catch {
        return false;
      }
    }).map((pid) => `process ${pid}`);
    const work = join(tmp, '_cmp_server');
    const files = readdirSync(tmp).filter((name) => !['_cmp_server', 'node-compile-cache', 'cdk8s-openstack-npm'].includes(name));
    return [...processes, ...files, ...existsSync(work) ? readdirSync(work) : []];
  }

  /** Ends the client and the server, which would wait for connections that a dead client left. */
  async stop(): Promise<void> {
    for (const child of [this.client, this.process]) {
      const isOver = () => child.exitCode !== null || child.signalCode !== null;
      child.kill('SIGKILL');
      await until('the end of the server', isOver);
    }
  }
}
