/* A control plane, and the few ways in which the harness talks to it. */
import { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ADDRESS, Http, json, Processes, until } from './runtime';

export interface KubeObject { readonly apiVersion: string; readonly kind: string; metadata: any; [key: string]: any }

const TOKEN = 'conformance';
const TYPES = { apply: 'application/apply-patch+yaml', merge: 'application/merge-patch+json', strategic: 'application/strategic-merge-patch+json' };

export class Refused extends Error {
  constructor(readonly code: number, message: string) {
    super(message);
  }
}

export class Kubernetes {
  url = '';
  kubeconfig = '';
  private child?: ChildProcess;
  private readonly resources = new Map<string, { path: string; plural: string; namespaced: boolean }>();

  constructor(private readonly processes: Processes, private readonly binary: string, readonly dir: string) {}

  async start(): Promise<void> {
    mkdirSync(this.dir, { recursive: true });
    const child = this.child = this.processes.spawn('kubernetes', [this.binary, 'serve', this.dir, ADDRESS]);
    await until('the API server is ready', 180, () => existsSync(join(this.dir, 'server')), () => (child.exitCode === null ? [] : this.processes.dead()));
    [this.url, this.kubeconfig] = readFileSync(join(this.dir, 'server'), 'utf8').split('\n');
  }

  /** Without patience: the API server takes a minute to close its connections. */
  async stop(): Promise<void> {
    if (this.child) await this.processes.end(this.child, 1);
  }

  get port(): string {
    return new URL(this.url).port;
  }

  /** What ServiceAccounts asked for so far: one event of audit.k8s.io each. */
  audit(): any[] {
    return readFileSync(join(this.dir, 'audit.log'), 'utf8').trimEnd().split('\n').filter(Boolean).map((line) => JSON.parse(line));
  }

  raw(method: string, path: string, body?: unknown, headers: { [name: string]: string } = {}): Promise<Http> {
    return json(method, `${this.url}${path}`, body, { Authorization: `Bearer ${TOKEN}`, ...headers });
  }

  async call(method: string, path: string, body?: unknown, type?: keyof typeof TYPES): Promise<any> {
    const answer = await this.raw(method, path, body, type && { 'Content-Type': TYPES[type] });
    if (answer.status >= 300) throw new Refused(answer.status, `${method} ${path}: ${answer.status} ${answer.body?.message ?? answer.text}`);
    return answer.body;
  }

  /** Of an object that may be missing. */
  async get(path: string): Promise<any | undefined> {
    const { status, body } = await this.raw('GET', path);
    return status === 404 ? undefined : body;
  }

  async list(path: string): Promise<KubeObject[]> {
    return (await this.call('GET', path)).items ?? [];
  }

  async pathOf({ apiVersion, kind, metadata }: KubeObject, namespace = 'default'): Promise<string> {
    const key = `${apiVersion}/${kind}`;
    if (!this.resources.has(key)) {
      const path = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
      const { resources } = await this.call('GET', path);
      for (const one of resources.filter(({ name }: any) => !name.includes('/'))) {
        this.resources.set(`${apiVersion}/${one.kind}`, { path, plural: one.name, namespaced: one.namespaced });
      }
    }
    const found = this.resources.get(key);
    if (!found) throw new Refused(404, `${key} is not served`);
    return `${found.path}${found.namespaced ? `/namespaces/${metadata.namespace ?? namespace}` : ''}/${found.plural}/${metadata.name}`;
  }

  /** As `kubectl apply --server-side`. */
  async apply(objects: readonly KubeObject[], manager = 'harness', force = true): Promise<any[]> {
    const results: any[] = [];
    for (const object of objects) {
      results.push(await this.call('PATCH', `${await this.pathOf(object)}?fieldManager=${manager}&force=${force}&fieldValidation=Strict`, object, 'apply'));
    }
    return results;
  }
}
