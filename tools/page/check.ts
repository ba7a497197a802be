/*
 * Opens pictures of storage plans in a real browser, uses them as a person would, and takes screenshots.
 *
 *   npm run check:page -- [FOLDER FOR SCREENSHOTS]
 *
 * Needs Chromium, or its path in CHROMIUM; where there is none, root gets Debian's with apt-get.
 */
import { strict as assert } from 'assert';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import { pathToFileURL } from 'url';
import { parseAllDocuments } from 'yaml';
import { browser, Tab } from './tab';
import { StoragePlan } from '../../src/analysis/plan/storage-plan';
import { htmlOf, svgOf } from '../../src/analysis/report/picture';

const SECONDS = 120;
const PLANS = join(__dirname, '../../test/evidence/plans');

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

/** Idle volumes and classes, on a laptop and on a phone. */
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
  assert.ok((await detail(tab)).includes('depends on order or ties'), 'signs and lines are explained');
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

/** The plan of a set of manifests in test/evidence/plans/, and of nothing else. */
function planOf(name: string): StoragePlan {
  const documents = parseAllDocuments(readFileSync(join(PLANS, `${name}.yaml`), 'utf8'));
  return StoragePlan.ofManifests(documents.map((document) => document.toJS()), { closedWorld: true });
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
  const [ten, many] = [planOf('ten-claims'), planOf('five-hundred-claims')];
  const pages = {
    ten: write('ten.html', htmlOf(ten, { title: 'Ten claims' })),
    many: write('many.html', htmlOf(many, { title: 'Five hundred claims' })),
    idle: write('idle.html', htmlOf(planOf('idle-volumes'), { title: 'Volumes that no claim needs' })),
    hostile: write('hostile.html', htmlOf(planOf('hostile-names'), { title: '</script><img src=x onerror=hacked=1><script>hacked=1</script>' })),
    svg: write('ten.svg', svgOf(ten, { title: 'Ten claims' })),
    manySvg: write('many.svg', svgOf(many, { title: 'Five hundred claims' })),
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
