/*
 * Uses the documentation site in Chromium as a person would: `npm run verify:demo`, or this program where the site is built.
 *
 *   verify.ts [--measure] [FOLDER FOR SCREENSHOTS]
 *
 * It prints how long the page of the demo was frozen while it planned 1,000 claims; --measure makes 200 ms the most that is allowed.
 */
import { strict as assert } from 'assert';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import { POOR_CONTRAST } from './contrast';
import { EXAMPLES } from './demo';
import { serve } from './server';
import { CLAIMS, thousandClaims } from './thousand';
import { answer } from '../../site/demo/answer';
import { NEWEST_KNOWN_MINOR } from '../../src/kubernetes/minor';
import { browser, Tab } from '../page/tab';

const ROOT = resolve(__dirname, '../..');
const MOST_FROZEN_MS = 200;
const SECONDS = 600;
const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const KEYS = { Tab: 9, Enter: 13, ArrowDown: 40, k: 75 };
const CTRL = 2;

/** Records long tasks and gaps between frames, of a page or of a frame. */
const FREEZES = `{
  const tell = globalThis.freezes = { task: 0, gap: 0, start() { this.task = 0; this.gap = 0; this.last = performance.now(); } };
  new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) tell.task = Math.max(tell.task, duration); }).observe({ type: 'longtask' });
  const frame = (now) => { if (tell.last) tell.gap = Math.max(tell.gap, now - tell.last); tell.last = now; requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
}`;

class Demo {
  constructor(public readonly tab: Tab, private readonly address: string) {}

  public async open(): Promise<void> {
    await this.tab.load(`${this.address}/demo/`);
    await this.settled();
  }

  /** Pastes a text in the place of the input, from the clipboard. */
  public async paste(text: string, ready: () => Promise<unknown> = async () => undefined): Promise<void> {
    await this.tab.value(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
    await this.tab.value('document.getElementById("input").focus()');
    await ready();
    for (const command of ['selectAll', 'paste']) {
      await this.tab.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: command === 'paste' ? 'v' : 'a', modifiers: CTRL, commands: [command] });
    }
  }

  /** Asks with the keyboard, and waits for the answer. */
  public async ask(): Promise<void> {
    await this.tab.press('Enter', { code: KEYS.Enter, modifiers: CTRL });
    await this.settled();
  }

  public async settled(): Promise<void> {
    await until(this.tab, '!document.getElementById("answer").classList.contains("busy") && (document.getElementById("status").textContent || !document.getElementById("error").hidden)');
  }

  public async text(id: string): Promise<string> {
    return this.tab.value(`document.getElementById(${JSON.stringify(id)}).innerText`);
  }

  /** The frame of the plan, which has a process of its own, once an expression holds in it: it comes after the answer, and in the place of an older one. */
  public async picture(expression = 'document.querySelectorAll(".row").length > 0'): Promise<string> {
    let part: string | undefined;
    await eventually(async () => {
      part = [...this.tab.parts].reverse().find(([, { type }]) => type === 'iframe')?.[0];
      return part !== undefined && this.tab.value(`Boolean(${expression})`, part).catch(() => false);
    }, `in the plan, ${expression}`);
    return part!;
  }

  public workers(): string[] {
    return [...this.tab.parts].filter(([, { type }]) => type === 'worker').map(([part]) => part);
  }
}

/** Waits until an expression holds in the page or in a part of it. */
async function until(tab: Tab, expression: string, part?: string): Promise<void> {
  await eventually(async () => tab.value(`Boolean(${expression})`, part), expression);
}

async function eventually(holds: () => Promise<boolean>, what: string): Promise<void> {
  const end = Date.now() + SECONDS * 1000 / 4;
  while (!await holds()) {
    if (Date.now() > end) throw new Error(`never came true: ${what}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

async function resize(tab: Tab, { width, height }: typeof WIDE): Promise<void> {
  await tab.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: width < 600 });
}

async function dark(tab: Tab, isDark: boolean): Promise<void> {
  await tab.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: isDark ? 'dark' : 'light' }] });
}

const question = (text: string) => ({ id: 1, text, closedWorld: true, kubernetesVersion: NEWEST_KNOWN_MINOR });

/** 1,000 claims, pasted: a worker plans them, the answer is that of the command, and the page stays usable. */
async function thousand(demo: Demo): Promise<{ page: number; frame: number }> {
  const { tab } = demo;
  const text = thousandClaims();
  await demo.open();
  await demo.paste(text, async () => tab.value('freezes.start()'));
  await demo.ask();
  const frame = await demo.picture(`document.querySelector(".count")?.textContent === "${CLAIMS} claims"`);
  assert.equal(demo.workers().length, 1, 'a worker plans');
  const expected = answer(question(text), () => 0);
  assert.equal(expected.claims, CLAIMS);
  const shown = await demo.text('status');
  assert.ok(shown.startsWith(expected.summary), `${shown} is not ${expected.summary}`);
  const all = [...(await demo.text('found')).matchAll(/\d+/g)].reduce((sum, [count]) => sum + Number(count), 0);
  assert.equal(all, expected.told.length, 'every finding counts');
  // What is on its way counts too: observers hear of a long task after it.
  const worst = 'new Promise((done) => setTimeout(() => done(Math.round(Math.max(freezes.task, freezes.gap))), 500))';
  return { page: await tab.value(worst), frame: await tab.value(worst, frame) };
}

/** The worker of the page says of the example of every rule, and of the examples of the page, what the same code says in Node. */
async function sameAnswers({ tab }: Demo): Promise<number> {
  const folder = join(ROOT, 'docs/rules');
  const shown = readdirSync(folder).flatMap((name) => [...readFileSync(join(folder, name), 'utf8').matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text]) => text));
  const texts = [...shown, ...EXAMPLES.slice(0, -1).map(({ text }) => text()), 'a: [', 'just words', '- 1\n---\nkind: 1', ...hostile()];
  const plain = ({ html, milliseconds, ...rest }: any) => ({ ...rest, length: html.length });
  const given = await tab.value(`new Promise((done, failed) => {
    const worker = new Worker(URL.createObjectURL(new Blob(['importScripts(' + JSON.stringify(new URL('worker.js', location.href).href) + ')'], { type: 'text/javascript' })));
    const [texts, answers] = [${JSON.stringify(texts)}, []];
    const next = () => worker.postMessage({ ...${JSON.stringify(question(''))}, text: texts[answers.length] });
    worker.onerror = (event) => failed(new Error(event.message));
    worker.onmessage = ({ data: { html, milliseconds, ...rest } }) => { answers.push({ ...rest, length: html.length }); if (answers.length < texts.length) next(); else { worker.terminate(); done(answers); } };
    next();
  })`);
  texts.forEach((text, i) => assert.deepEqual(given[i], JSON.parse(JSON.stringify(plain(answer(question(text), () => 0)))), `of\n${text}`));
  return texts.length;
}

function hostile(): string[] {
  return [readFileSync(join(ROOT, 'test/evidence/plans/hostile-names.yaml'), 'utf8')];
}

/** Everything without a mouse: from the top of the page through its fields to the plan, examples, an answer, and the line of a finding. */
async function keyboard(demo: Demo): Promise<void> {
  const { tab } = demo;
  await demo.open();
  // The frame takes the focus once it has what can have it.
  await demo.picture();
  const order: string[] = [];
  const inside = 'document.activeElement === document.body || document.activeElement.id === "picture"';
  do {
    await tab.press('Tab', { code: KEYS.Tab });
    order.push(await tab.value(`${inside} ? "picture" : document.activeElement.id || document.activeElement.textContent.trim()`));
  } while (order[order.length - 1] !== 'picture' && order.length < 40);
  await demo.picture('document.activeElement !== document.body');
  const fields = order.filter((name) => ['Skip to the input', 'examples', 'open', 'clear', 'input', 'closed', 'version', 'plan', 'picture'].includes(name));
  assert.deepEqual(fields, ['Skip to the input', 'examples', 'open', 'clear', 'input', 'closed', 'version', 'plan', 'picture'], `the order of the focus: ${order.join(', ')}`);
  await tab.value('document.getElementById("examples").focus()');
  const before = await demo.text('status');
  await tab.press('ArrowDown', { code: KEYS.ArrowDown });
  await until(tab, `document.getElementById("status").textContent.includes("claims") && document.getElementById("status").textContent !== ${JSON.stringify(before)}`);
  assert.equal(await tab.value('document.getElementById("input").value'), EXAMPLES[1].text());
  await demo.paste('apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data}\nspec:\n  accessModes: [ReadWriteSometimes]\n');
  await demo.ask();
  await tab.value('document.querySelector("#told button").focus()');
  await tab.press('Enter', { code: KEYS.Enter });
  const line = 'document.getElementById("input").value.slice(document.getElementById("input").selectionStart, document.getElementById("input").selectionEnd)';
  assert.match(await tab.value(line), /\S/, 'the line of a finding is selected');
  assert.equal(await tab.value('document.activeElement.id'), 'input');
  const unlabelled = await tab.value(`[...document.querySelectorAll('main button, main select, main textarea, main input:not([aria-hidden]), main iframe, main a')]
    .filter((e) => !(e.labels?.length || e.textContent.trim() || e.getAttribute('aria-label') || e.title)).map((e) => e.outerHTML)`);
  assert.deepEqual(unlabelled, [], 'every field has a name');
}

/** A new input ends what is being computed for the old one. */
async function cancelled(demo: Demo): Promise<void> {
  await demo.open();
  await demo.paste(thousandClaims());
  assert.equal(await demo.text('status'), 'Planning…');
  await demo.paste('apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: last}\nspec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n');
  await demo.ask();
  assert.ok((await demo.text('status')).startsWith('1 claim'), await demo.text('status'));
  await eventually(async () => demo.workers().length === 1, 'the outdated worker has ended');
}

/** Text of the input is shown, and never runs; what is wrong with it is told with its line; an empty one clears the page. */
async function hostileInput(demo: Demo): Promise<void> {
  const { tab } = demo;
  await demo.open();
  await demo.paste(hostile()[0]);
  await demo.ask();
  const frame = await demo.picture('document.getElementById("graph")?.textContent.includes("<img src=x onerror=hacked=1>")');
  for (const part of [undefined, frame]) {
    assert.equal(await tab.value('typeof window.hacked', part), 'undefined', 'no text of the input runs');
    assert.equal(await tab.value('[...document.querySelectorAll("img")].filter((e) => e.getAttribute("src") !== "../logo.svg").length', part), 0, 'no text of the input becomes an element');
  }
  assert.equal(await tab.value('document.getElementById("picture").sandbox.value'), 'allow-scripts');
  await demo.paste('kind: PersistentVolumeClaim\nmetadata:\n  name: [\n');
  await demo.ask();
  assert.match(await demo.text('told'), /INP001[^]*line \d/, 'unreadable text is told with its line');
  await demo.paste(' ');
  await until(tab, 'document.getElementById("picture").hidden && document.getElementById("findings").hidden && !document.getElementById("status").textContent');
}

/** The page, its worker and the frame of the plan cannot send anything anywhere. */
async function nothingLeaves(demo: Demo, address: string): Promise<void> {
  await demo.open();
  const attempt = `fetch(${JSON.stringify(`${address}/hashmap.json`)}).then(() => 'sent', () => 'refused')`;
  const frame = await demo.picture();
  await eventually(async () => demo.workers().length === 1, 'one worker');
  for (const part of [undefined, demo.workers()[0], frame]) assert.equal(await demo.tab.value(attempt, part), 'refused', 'a connection is refused');
}

/** Each page at the width of a phone, in light and in dark. */
async function looks(demo: Demo, address: string, folder: string): Promise<void> {
  const { tab } = demo;
  for (const [name, size] of [['wide', WIDE], ['phone', PHONE]] as const) {
    for (const isDark of [false, true]) {
      await resize(tab, size);
      await dark(tab, isDark);
      for (const page of ['', 'rules/BND001.html', 'api/cinder.html', 'helm-parity.html', 'demo/']) {
        if (page === 'demo/') {
          await demo.open();
          await demo.picture();
        } else {
          await tab.load(`${address}/${page}`);
        }
        assert.ok(await tab.value('document.documentElement.scrollWidth <= innerWidth'), `${page} is wider than ${size.width} pixels`);
        await tab.screenshot(join(folder, `${page.replace(/\W+/g, '-').replace(/-(html)?$/, '') || 'home'}-${name}${isDark ? '-dark' : ''}.png`));
      }
      assert.deepEqual(await tab.value(POOR_CONTRAST), [], `texts of the demo are readable, ${name}, ${isDark ? 'dark' : 'light'}`);
      assert.deepEqual(await tab.value(POOR_CONTRAST, await demo.picture()), [], 'so are those of the plan');
    }
  }
  await dark(tab, false);
  await resize(tab, WIDE);
}

/** The search finds a page by a word in it, and opens it. */
async function search(tab: Tab, address: string, folder: string): Promise<void> {
  await tab.load(`${address}/`);
  await until(tab, 'document.querySelector("#local-search button")');
  await tab.press('k', { code: KEYS.k, modifiers: CTRL });
  await until(tab, 'document.querySelector(".VPLocalSearchBox input") === document.activeElement');
  await tab.type('nearest miss');
  await until(tab, 'document.querySelectorAll(".VPLocalSearchBox .result").length');
  const found: string[] = await tab.value('[...document.querySelectorAll(".VPLocalSearchBox .result")].map((e) => e.getAttribute("href"))');
  assert.ok(found.some((link) => link.startsWith('/storage-analysis.html')), found.join(', '));
  await tab.screenshot(join(folder, 'search.png'));
  await tab.value('document.querySelector(".VPLocalSearchBox .result").click()');
  await until(tab, `location.pathname === ${JSON.stringify(found[0].replace(/#.*/, ''))} && document.querySelector(".vp-doc h1")`);
  await tab.value('document.querySelector(".VPNavBarMenu a[href=\'/demo/\']").click()');
  await until(tab, 'document.getElementById("picture") && document.getElementById("status").textContent');
}

async function main(): Promise<number> {
  const chromium = browser();
  if (!chromium) {
    process.stderr.write('Chromium is missing: apt-get install chromium, or set CHROMIUM to its path\n');
    return 2;
  }
  const args = process.argv.slice(2);
  const work = mkdtempSync(join(tmpdir(), 'site-'));
  const folder = resolve(args.find((arg) => !arg.startsWith('-')) ?? join(work, 'screenshots'));
  mkdirSync(folder, { recursive: true });
  const server = await serve(join(ROOT, 'site/dist'));
  const tab = await Tab.launch(chromium, join(work, 'profile'));
  const watchdog = setTimeout(() => {
    process.stderr.write(`The browser did not finish within ${SECONDS} seconds\n`);
    process.exit(1);
  }, SECONDS * 1000);
  try {
    tab.early = FREEZES;
    await tab.send('Page.addScriptToEvaluateOnNewDocument', { source: FREEZES });
    await tab.send('Browser.grantPermissions', { permissions: ['clipboardReadWrite', 'clipboardSanitizedWrite'] });
    await tab.send('Emulation.setFocusEmulationEnabled', { enabled: true });
    await resize(tab, WIDE);
    const demo = new Demo(tab, server.address);
    const frozen = await thousand(demo);
    await tab.screenshot(join(folder, 'demo-thousand.png'));
    await keyboard(demo);
    await cancelled(demo);
    await hostileInput(demo);
    await looks(demo, server.address, folder);
    await search(tab, server.address, folder);
    await demo.open();
    const compared = await sameAnswers(demo);
    assert.deepEqual(tab.complaints, [], 'no page complains');
    assert.deepEqual(tab.requests.filter((url) => !/^(data|blob):|^about:srcdoc$/.test(url) && !url.startsWith(`${server.address}/`)), [], 'no page asks another server');
    await nothingLeaves(demo, server.address);
    process.stdout.write(`summary: ${compared} answers as in Node; 1,000 claims froze the page for at most ${frozen.page} ms, the plan in it for ${frozen.frame} ms\n`);
    return args.includes('--measure') && Math.max(frozen.page, frozen.frame) > MOST_FROZEN_MS ? 1 : 0;
  } finally {
    clearTimeout(watchdog);
    await tab.close();
    server.close();
    if (!folder.startsWith(work)) rmSync(work, { recursive: true, force: true });
  }
}

main().then((code) => { process.exitCode = code; }, (error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
