/* A tab of Chromium, driven by the DevTools protocol over pipes, so nothing else is needed. */
import { ChildProcess, execFileSync, spawn } from 'child_process';
import { existsSync, writeFileSync } from 'fs';
import { Readable, Writable } from 'stream';

const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', '--hide-scrollbars', '--remote-debugging-pipe', '--window-size=1500,940',
];
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export class Tab {
  public static async launch(chromium: string, profile: string): Promise<Tab> {
    const process = spawn(chromium, [...FLAGS, `--user-data-dir=${profile}`, 'about:blank'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    const tab = new Tab(process);
    const { targetInfos } = await tab.send('Target.getTargets');
    const page = targetInfos.find((target: any) => target.type === 'page');
    tab.session = (await tab.send('Target.attachToTarget', { targetId: page.targetId, flatten: true })).sessionId;
    for (const domain of ['Page', 'Runtime', 'Network', 'Log']) await tab.send(`${domain}.enable`);
    await tab.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true });
    return tab;
  }

  /** Runs first in each page that is opened, and in each frame of another process. */
  public early = '';

  /** What the pages complained about: exceptions, refused scripts, failed loads. */
  public readonly complaints: string[] = [];
  /** Addresses that the pages asked for. */
  public readonly requests: string[] = [];
  /** Workers, and frames in a process of their own, that are alive. */
  public readonly parts = new Map<string, { readonly type: string; readonly url: string }>();
  private session?: string;
  private next = 1;
  private rest = '';
  private readonly open = new Map<number, { done: (result: any) => void; failed: (error: Error) => void }>();
  private loaded?: () => void;

  private constructor(private readonly process: ChildProcess) {
    (process.stdio[4] as Readable).setEncoding('utf8').on('data', (chunk: string) => this.read(chunk));
    process.on('exit', () => this.open.forEach(({ failed }) => failed(new Error('Chromium has ended'))));
  }

  public async load(url: string): Promise<void> {
    const loaded = new Promise<void>((done) => { this.loaded = done; });
    await this.send('Page.navigate', { url });
    await loaded;
  }

  /** The value of an expression in the page, or in one of its parts. */
  public async value(expression: string, part?: string): Promise<any> {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true }, part);
    if (exceptionDetails) throw new Error(`${expression.slice(0, 200)}: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
    return result.value;
  }

  /** Clicks the middle of an element with the mouse. */
  public async click(selector: string): Promise<void> {
    const at = await this.value(`(() => { const e = document.querySelector(${JSON.stringify(selector)}); e.scrollIntoView({ block: 'center' });
      const r = e.getBoundingClientRect(); return { x: r.x + r.width / 2, y: r.y + r.height / 2 }; })()`);
    for (const type of ['mousePressed', 'mouseReleased']) await this.send('Input.dispatchMouseEvent', { type, ...at, button: 'left', clickCount: 1 });
  }

  public async type(text: string): Promise<void> {
    await this.send('Input.insertText', { text });
  }

  /** Presses a key; `code` is what Windows calls it, for keys that move the focus or act on fields, and `modifiers` 2 is Ctrl, 8 Shift. */
  public async press(key: string, { code, modifiers = 0 }: { readonly code?: number; readonly modifiers?: number } = {}): Promise<void> {
    const text = key === 'Enter' && !modifiers ? '\r' : undefined;
    for (const type of [text || !code ? 'keyDown' : 'rawKeyDown', 'keyUp']) {
      await this.send('Input.dispatchKeyEvent', { type, key, modifiers, ...code ? { windowsVirtualKeyCode: code, code: key } : {}, ...text && type === 'keyDown' ? { text } : {} });
    }
  }

  public async screenshot(file: string): Promise<void> {
    const { data } = await this.send('Page.captureScreenshot', { format: 'png' });
    writeFileSync(file, Buffer.from(data, 'base64'));
    process.stdout.write(`  ${file}\n`);
  }

  public async send(method: string, params: object = {}, part: string | undefined = this.session): Promise<any> {
    const id = this.next++;
    const answer = new Promise<any>((done, failed) => this.open.set(id, { done, failed }));
    (this.process.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, sessionId: part })}\0`);
    return answer;
  }

  public async close(): Promise<void> {
    const ended = new Promise((done) => this.process.once('exit', done));
    this.session = undefined;
    this.send('Browser.close').catch(() => undefined);
    await ended;
  }

  private read(chunk: string): void {
    const messages = (this.rest + chunk).split('\0');
    this.rest = messages.pop()!;
    for (const { id, result, error, method, params } of messages.map((text) => JSON.parse(text))) {
      const asked = this.open.get(id);
      this.open.delete(id);
      if (error) asked?.failed(new Error(error.message));
      else asked?.done(result);
      if (method === 'Page.loadEventFired') this.loaded?.();
      if (method === 'Runtime.exceptionThrown') this.complaints.push(params.exceptionDetails.exception?.description ?? params.exceptionDetails.text);
      if (method === 'Log.entryAdded' && params.entry.level === 'error') this.complaints.push(params.entry.text);
      if (method === 'Network.requestWillBeSent') this.requests.push(params.request.url);
      if (method === 'Target.attachedToTarget' && params.targetInfo.type !== 'page') void this.join(params.sessionId, params.targetInfo);
      if (method === 'Target.detachedFromTarget') this.parts.delete(params.sessionId);
    }
  }

  /** Listens to a worker or frame before it runs. */
  private async join(part: string, { type, url }: { type: string; url: string }): Promise<void> {
    this.parts.set(part, { type, url });
    const domains = type === 'worker' ? ['Runtime', 'Network', 'Log'] : ['Page', 'Runtime', 'Network', 'Log'];
    const told = domains.map((domain) => this.send(`${domain}.enable`, {}, part));
    if (type === 'iframe' && this.early) told.push(this.send('Page.addScriptToEvaluateOnNewDocument', { source: this.early }, part));
    told.push(this.send('Runtime.runIfWaitingForDebugger', {}, part));
    // One that has ended meanwhile answers with errors.
    await Promise.allSettled(told);
  }
}

/** The path of Chromium, which is installed where that is possible. */
export function browser(): string | undefined {
  if (process.env.CHROMIUM) return existsSync(process.env.CHROMIUM) ? process.env.CHROMIUM : undefined;
  const there = () => PLACES.find((path) => existsSync(path));
  if (there() || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return there();
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update', '-qq'], ['install', '-qq', '--no-install-recommends', 'chromium']]) execFileSync('apt-get', args, { stdio: 'inherit', env });
  return there();
}
