/*
 * Opens pictures of storage plans in a real browser, uses them as a person would, and takes screenshots.
 *
 *   npm run check:page -- [FOLDER FOR SCREENSHOTS]
 *
 * Needs Chromium, or its path in CHROMIUM; where there is none, root gets Debian's with apt-get. Talks to it over pipes, so nothing else is needed.
 */
import { strict as assert } from 'assert';
import { ChildProcess, execFileSync, spawn } from 'child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import { Readable, Writable } from 'stream';
import { pathToFileURL } from 'url';
import { htmlOf, svgOf } from '../../src/analysis/report/picture';
import { claim, fiveHundredClaims, planOf, pod, tenClaims, withIdleThings } from '../../test/support/picture-plans';

const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', '--hide-scrollbars', '--remote-debugging-pipe', '--window-size=1500,940',
];
const SECONDS = 120;
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A tab of Chromium, driven by the DevTools protocol. */
class Tab {
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

const rows = (tab: Tab) => tab.value('document.querySelectorAll(".row").length');
const detail = (tab: Tab) => tab.value('document.getElementById("detail").hidden ? "" : document.getElementById("detail").innerText');
const type = async (tab: Tab, text: string) => {
  await tab.value('{ const s = document.getElementById("search"); s.focus(); s.select(); }');
  if (text) await tab.type(text);
  else await tab.value('{ const s = document.getElementById("search"); s.value = ""; s.dispatchEvent(new Event("input")); }');
};

const focus = (tab: Tab) => tab.value('(document.activeElement.dataset.claim || document.activeElement.dataset.unit || document.activeElement.id || "nothing")');

/** Boxes stay near each other, none covers another, and no text leaves its box. */
async function assertLaidOut(tab: Tab): Promise<void> {
  const { boxes, height, long } = await tab.value(`(() => {
    const boxes = [...document.querySelectorAll('#graph .box')];
    const place = (e) => { const { x, y, width, height } = e.getBoundingClientRect(); return { x, y, width, height }; };
    const long = boxes.filter((box) => [...box.querySelectorAll('text')].some((t) => t.getBBox().x + t.getBBox().width > box.querySelector('rect').getBBox().width));
    return { boxes: boxes.map((box) => place(box.querySelector('rect'))), height: place(document.querySelector('#graph svg')).height, long: long.map((box) => box.textContent) };
  })()`);
  assert.deepEqual(long, [], 'texts that leave their boxes');
  const columns = new Map<number, any[]>();
  for (const box of boxes) columns.set(Math.round(box.x / 20), [...columns.get(Math.round(box.x / 20)) ?? [], box]);
  for (const column of columns.values()) {
    column.sort((a, b) => a.y - b.y);
    for (let i = 1; i < column.length; i++) assert.ok(column[i].y >= column[i - 1].y + column[i - 1].height, 'boxes that cover each other');
  }
  const longest = Math.max(...[...columns.values()].map((column) => column.length));
  assert.ok(height < 200 + 2 * longest * boxes[0].height * 1.5, `a graph of ${longest} rows is ${height} pixels high`);
}

async function resize(tab: Tab, width: number, height: number): Promise<void> {
  await tab.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: width < 600 });
}

/** What nobody asks for, and the same page on a laptop and on a telephone. */
async function idlePage(tab: Tab, folder: string, url: string): Promise<void> {
  for (const [name, width, height] of [['laptop', 1280, 800], ['phone', 390, 844]] as const) {
    await resize(tab, width, height);
    await tab.load(url);
    await assertLaidOut(tab);
    assert.ok(await tab.value('document.documentElement.scrollWidth <= innerWidth'), 'the page is as wide as the window');
    await tab.screenshot(join(folder, `idle-${name}.png`));
  }
  await tab.value('document.querySelector(".row").click()');
  assert.ok(await tab.value('document.getElementById("detail").getBoundingClientRect().bottom <= innerHeight + 1'), 'details are in sight on a telephone');
  await tab.screenshot(join(folder, 'idle-phone-detail.png'));
  await tab.send('Emulation.clearDeviceMetricsOverride');
  await tab.load(url);
  await type(tab, 'spare-3');
  assert.equal(await rows(tab), 0);
  assert.ok((await tab.value('document.getElementById("list").innerText')).includes('spare-3'), 'a volume is found that no claim uses');
  assert.ok((await tab.value('document.getElementById("graph").textContent')).includes('spare-3'), 'and drawn');
}

/** Everything can be done without a mouse, and the focus is never lost. */
async function keyboardPage(tab: Tab, url: string): Promise<void> {
  await tab.load(url);
  await tab.press('/');
  assert.equal(await focus(tab), 'search');
  await tab.value('document.querySelector(".row").focus()');
  const first = await focus(tab);
  await tab.press('ArrowDown');
  const second = await focus(tab);
  assert.notEqual(second, first, 'arrow keys go through the list');
  await tab.value('document.activeElement.click()');
  assert.ok((await detail(tab)).startsWith('✕') && (await detail(tab)).includes(second), await detail(tab));
  assert.equal(await focus(tab), second, 'the row keeps the focus when details open');
  await tab.value('document.querySelector("#detail .go").focus()');
  await tab.value('document.activeElement.click()');
  assert.equal(await focus(tab), 'close', 'the focus stays in the details');
  await tab.press('Escape');
  assert.equal(await focus(tab), second, 'and goes back to where it came from');
  await tab.value('document.querySelector("#graph .box").focus()');
  const box = await focus(tab);
  await tab.press('Enter');
  assert.equal(await focus(tab), box, 'a box of the graph keeps the focus');
  await tab.click('#key');
  assert.ok((await detail(tab)).includes('order or ties decide'), 'signs and lines are explained');
}

async function tenClaimsPage(tab: Tab, folder: string, url: string): Promise<void> {
  await tab.load(url);
  assert.equal(await rows(tab), 10, 'every claim has a row');
  await assertLaidOut(tab);
  await tab.screenshot(join(folder, 'ten.png'));
  await type(tab, 'backup');
  assert.equal(await rows(tab), 1, 'search leaves the claim that matches');
  await tab.click('.row');
  const text = await detail(tab);
  for (const part of ['default/backup', 'pending', 'Nearest miss: archive is too small', 'reports', 'by-hand']) assert.ok(text.includes(part), `${part} in: ${text}`);
  await tab.screenshot(join(folder, 'ten-search.png'));
  await type(tab, '');
  await tab.screenshot(join(folder, 'ten-detail.png'));
  await tab.press('Escape');
  assert.equal(await detail(tab), '', 'Escape closes the detail pane');
  await tab.click('[data-status=provisioning]');
  assert.equal(await rows(tab), 7, 'a chip takes its outcome away');
  await tab.screenshot(join(folder, 'ten-without-provisioning.png'));
  await tab.click('[data-status=provisioning]');
  await tab.click('[data-claim="default/left"]');
  const candidates = await detail(tab);
  assert.ok(candidates.includes('Candidates') && candidates.includes('shared-a') && candidates.includes('shared-b'), candidates);
  await tab.value('{ const b = [...document.querySelectorAll("#graph .box")].find((e) => e.textContent.includes("worker-1")); b.dispatchEvent(new MouseEvent("click")); }');
  assert.ok((await detail(tab)).includes('postgres-0'), 'a node tells its pods');
  await tab.click('#overview');
  assert.ok((await detail(tab)).includes('PersistentVolumeClaim default/broken'), 'refused objects are listed');
  await tab.press('Escape');
  await tab.click('#theme');
  await tab.screenshot(join(folder, 'ten-dark.png'));
}

async function fiveHundredPage(tab: Tab, folder: string, url: string): Promise<void> {
  const started = Date.now();
  await tab.load(url);
  const shown = Date.now() - started;
  process.stdout.write(`  500 claims: shown after ${shown} ms\n`);
  assert.ok((await rows(tab)) >= 300, 'the first rows are there');
  await assertLaidOut(tab);
  await tab.screenshot(join(folder, 'many.png'));
  await tab.click('[data-zoom="0"]');
  await tab.screenshot(join(folder, 'many-fit.png'));
  assert.ok((await tab.value('document.querySelectorAll("#graph .box").length')) <= 200, 'alike claims share a box');
  await type(tab, 'too-big-1');
  const found = await rows(tab);
  assert.equal(found, 11, 'search narrows the list');
  await tab.value('document.querySelector("[data-claim=\\"team-1/too-big-1\\"]").focus()');
  await tab.click('[data-claim="team-1/too-big-1"]');
  assert.ok((await detail(tab)).includes('never binds'), await detail(tab));
  await tab.screenshot(join(folder, 'many-search.png'));
  await type(tab, '');
  await tab.value('{ const s = document.getElementById("namespaces"); s.value = "team-2"; s.dispatchEvent(new Event("change")); }');
  const all = await tab.value('[...document.querySelectorAll(".row")].every((r) => r.dataset.claim.startsWith("team-2/"))');
  assert.ok(all, 'the namespace filters');
  await tab.screenshot(join(folder, 'many-namespace.png'));
}

async function hostilePage(tab: Tab, url: string): Promise<void> {
  await tab.load(url);
  assert.equal(await tab.value('typeof window.hacked'), 'undefined', 'no text of the input runs');
  assert.equal(await tab.value('document.querySelectorAll("img").length'), 0, 'no text of the input becomes an element');
  const shown = 'document.getElementById("graph").textContent + document.getElementById("graph").innerHTML';
  assert.ok((await tab.value(shown)).includes('<img src=x onerror=hacked=1>'), 'a claim that a pod names is shown as it is');
  await tab.click('#overview');
  assert.ok((await detail(tab)).includes('<img src=x onerror=hacked=1>'), 'what is refused is shown as it is');
  assert.equal(await tab.value('typeof window.hacked'), 'undefined');
}

/** The path of Chromium, which is installed where that is possible. */
function browser(): string | undefined {
  if (process.env.CHROMIUM) return existsSync(process.env.CHROMIUM) ? process.env.CHROMIUM : undefined;
  const there = () => PLACES.find((path) => existsSync(path));
  if (there() || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return there();
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update', '-qq'], ['install', '-qq', '--no-install-recommends', 'chromium']]) execFileSync('apt-get', args, { stdio: 'inherit', env });
  return there();
}

async function main(): Promise<number> {
  const chromium = browser();
  if (!chromium) {
    process.stderr.write('Chromium is missing: apt-get install chromium, or set CHROMIUM to its path\n');
    return 2;
  }
  const work = mkdtempSync(join(tmpdir(), 'plan-page-'));
  const folder = resolve(process.argv[2] ?? join(work, 'screenshots'));
  mkdirSync(folder, { recursive: true });
  const write = (name: string, text: string) => {
    writeFileSync(join(work, name), text);
    return pathToFileURL(join(work, name)).href;
  };
  const evil = '</script><img src=x onerror=hacked=1><script>hacked=1</script>';
  const pages = {
    ten: write('ten.html', htmlOf(planOf(tenClaims()), { title: 'Ten claims' })),
    many: write('many.html', htmlOf(planOf(fiveHundredClaims()), { title: 'Five hundred claims' })),
    idle: write('idle.html', htmlOf(planOf(withIdleThings()), { title: 'Things that nobody asks for' })),
    hostile: write('hostile.html', htmlOf(planOf([claim('a', '1Gi', evil, evil), pod('p', [evil])]), { title: evil })),
    svg: write('ten.svg', svgOf(planOf(tenClaims()), { title: 'Ten claims' })),
    manySvg: write('many.svg', svgOf(planOf(fiveHundredClaims()), { title: 'Five hundred claims' })),
  };
  const watchdog = setTimeout(() => {
    process.stderr.write(`The browser did not finish within ${SECONDS} seconds\n`);
    process.exit(1);
  }, SECONDS * 1000);
  const tab = await Tab.launch(chromium, join(work, 'profile'));
  try {
    await tenClaimsPage(tab, folder, pages.ten);
    await fiveHundredPage(tab, folder, pages.many);
    await idlePage(tab, folder, pages.idle);
    await keyboardPage(tab, pages.ten);
    await hostilePage(tab, pages.hostile);
    for (const [name, url] of [['ten-svg', pages.svg], ['many-svg', pages.manySvg]]) {
      await resize(tab, 1800, 1100);
      await tab.load(url);
      await tab.screenshot(join(folder, `${name}.png`));
    }
    assert.deepEqual(tab.complaints, [], 'no page complains');
    assert.deepEqual(tab.requests.filter((url) => !url.startsWith('file:')), [], 'no page asks for anything');
  } finally {
    await tab.close();
    clearTimeout(watchdog);
    if (!folder.startsWith(work)) rmSync(work, { recursive: true, force: true });
  }
  process.stdout.write('The pages work.\n');
  return 0;
}

main().then((code) => { process.exitCode = code; }, (error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
