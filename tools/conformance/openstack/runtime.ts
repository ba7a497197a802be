/* Processes, requests and waiting. Everything runs in namespaces that end with this process: see main.ts. */
import { ChildProcess, spawn, SpawnOptions } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { Agent as PlainAgent, IncomingHttpHeaders, request as plainRequest } from 'node:http';
import { Agent, request } from 'node:https';
import { join } from 'node:path';

/** Of the control plane and of OpenStack, on a bridge that only the namespaces of this run reach. */
export const ADDRESS = '10.9.0.1';

export interface Http { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: any; readonly text: string }

const agents = { 'http:': new PlainAgent({ keepAlive: true }), 'https:': new Agent({ keepAlive: true, rejectUnauthorized: false }) };

export function json(method: string, url: string, body?: unknown, headers: { [name: string]: string } = {}): Promise<Http> {
  const { protocol } = new URL(url);
  const payload = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
  return new Promise((done, failed) => {
    const sent = (protocol === 'https:' ? request : plainRequest)(url, {
      method,
      agent: agents[protocol as 'http:'],
      timeout: 60_000,
      headers: { 'Accept': 'application/json', 'Content-Type': 'application/json', ...(payload && { 'Content-Length': payload.length }), ...headers },
    }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk) => chunks.push(chunk)).on('error', failed).on('end', () => {
        const text = Buffer.concat(chunks).toString();
        done({ status: answer.statusCode!, headers: answer.headers, text, body: parsed(text) });
      });
    });
    sent.on('error', failed).on('timeout', () => sent.destroy(new Error(`${method} ${url}: no answer`)));
    sent.end(payload);
  });
}

function parsed(text: string): any {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const sleep = (seconds: number) => new Promise<void>((done) => { setTimeout(done, seconds * 1000); });

/** How many times longer is waited than an idle machine needs at most; a run that is meant to fail does not wait so long. */
export const patience = { factor: 4 };

/** Waits until something holds, and gives it back. A throw counts as "not yet". */
export async function until<T>(what: string, seconds: number, holds: () => T | Promise<T>, dead: () => string[] = () => []): Promise<T> {
  const end = Date.now() + seconds * patience.factor * 1000;
  let last: unknown;
  while (Date.now() < end) {
    try {
      last = await holds();
      if (last) return last as T;
    } catch (error) {
      last = (error as Error).message;
    }
    if (dead().length) throw new Error(dead().join('; '));
    await sleep(0.3);
  }
  throw new Error(`not within ${seconds * patience.factor} s: ${what}${last === undefined || last === false ? '' : ` (${typeof last === 'string' ? last : JSON.stringify(last)})`}`);
}

/** Starts programs with their output in files. */
export class Processes {
  private running: { name: string; child: ChildProcess }[] = [];

  constructor(readonly logs: string) {}

  /** A program that goes on until stop. */
  spawn(name: string, [command, ...args]: string[], options: SpawnOptions = {}): ChildProcess {
    const log = openSync(join(this.logs, `${name}.log`), 'a');
    const child = spawn(command, args, { stdio: ['ignore', log, log], detached: true, ...options });
    child.on('error', (error) => process.stderr.write(`${name}: ${error.message}\n`));
    this.running.push({ name, child });
    return child;
  }

  /** A program that ends, and its output. */
  run(command: string, args: string[], options: SpawnOptions = {}): Promise<string> {
    return new Promise((done, failed) => {
      const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
      const texts = ['', ''];
      child.stdout!.on('data', (text) => { texts[0] += text; });
      child.stderr!.on('data', (text) => { texts[1] += text; });
      child.on('error', failed);
      child.on('close', (code) => (code === 0 ? done(texts[0]) : failed(new Error(`${command} ${args.join(' ')}: ${code} `
        + `${texts[1].slice(-1500)}`))));
    });
  }

  /** Ends a program and all that it started. */
  async end(child: ChildProcess, seconds = 5): Promise<void> {
    this.running = this.running.filter((one) => one.child !== child);
    const gone = () => child.exitCode !== null || child.signalCode !== null;
    if (gone()) return;
    const signal = (name: NodeJS.Signals) => {
      try {
        process.kill(-child.pid!, name);
      } catch { /* it has just ended */ }
    };
    signal('SIGTERM');
    await until('a program ends', seconds / patience.factor, gone).catch(() => signal('SIGKILL'));
  }

  /** Names and last lines of programs that ended although nobody ended them. */
  dead(): string[] {
    return this.running.filter(({ child }) => child.exitCode !== null || child.signalCode !== null)
      .map(({ name }) => `${name}: ${readFileSync(join(this.logs, `${name}.log`), 'utf8').trim().split('\n').slice(-3).join(' | ')}`);
  }
}
