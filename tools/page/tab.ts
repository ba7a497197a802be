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
    return tab;
  }

  /** What the pages complained about: exceptions, refused scripts, failed loads. */
  public readonly complaints: string[] = [];
  /** Addresses that the pages asked for. */
  public readonly requests: string[] = [];
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

  /** The value of an expression in the page. */
  public async value(expression: string): Promise<any> {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true });
    if (exceptionDetails) throw new Error(`${expression}: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
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

  public async press(key: string): Promise<void> {
    for (const type of ['keyDown', 'keyUp']) await this.send('Input.dispatchKeyEvent', { type, key });
  }

  public async screenshot(file: string): Promise<void> {
    const { data } = await this.send('Page.captureScreenshot', { format: 'png' });
    writeFileSync(file, Buffer.from(data, 'base64'));
    process.stdout.write(`  ${file}\n`);
  }

  public async send(method: string, params: object = {}): Promise<any> {
    const id = this.next++;
    const answer = new Promise<any>((done, failed) => this.open.set(id, { done, failed }));
    (this.process.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, sessionId: this.session })}\0`);
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
    }
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
