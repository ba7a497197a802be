import { createHash } from 'crypto';
import { readFileSync } from 'fs';
import { join } from 'path';
import { Script } from 'vm';
import { ApiObject, App, Chart } from 'cdk8s';
import { stringify } from 'yaml';
import { StoragePlan } from '../../../../src/analysis';
import { Inventory } from '../../../../src/analysis/model/inventory';
import { htmlOf, mermaidOf, svgOf } from '../../../../src/analysis/report/picture';
import { script as pageScript, style as pageStyle } from '../../../../src/analysis/report/picture/page/assets.json';
import { claim, fiveHundredClaims, node, planOf, pod, statefulSet, tenClaims, volume } from '../../../support/picture-plans';

const HOSTILE = '"]; end\n%%{init: {}}%% </title></script><script>alert(1)</script><img src=x onerror=alert(1)>\u0000\u202e`&';
const FORMATS = { mermaid: mermaidOf, svg: svgOf, html: htmlOf };

/** The data block of a page. */
function dataOf(page: string): any {
  return JSON.parse(/<script type="application\/json" id="data">(.*?)<\/script>/s.exec(page)![1]);
}

/** Names of elements that are opened and never closed, or closed and never opened. */
function unbalanced(xml: string): string[] {
  const open: string[] = [];
  for (const [, close, name, self] of xml.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g)) {
    if (close && open.pop() !== name) return [`/${name}`];
    if (!close && !self) open.push(name);
  }
  return open;
}

const boxesOf = (svg: string) => [...svg.matchAll(/<g transform="translate\((\d+) (\d+)\)"><title>/g)].map(([, x, y]) => [Number(x), Number(y)]);

test('a chart in Mermaid can be read as it is', () => {
  expect(mermaidOf(planOf(tenClaims()))).toMatchSnapshot();
});

test('every thing of a small plan has a box with its outcome as a word, in its own column', () => {
  const svg = svgOf(planOf(tenClaims()), { title: 'Ten' });
  for (const text of ['worker-3', 'postgres-1', 'data-web-2', 'pending · 500Gi', '✕ capacity', 'Available · 200Gi',
    'not in the input', 'provisions nothing', '1 lost', 'Rejected by the API server']) {
    expect(svg).toContain(text);
  }
  expect([...svg.matchAll(/class="c"[^>]*>([^<]*)</g)].map(([, title]) => title)).toEqual(['Nodes', 'Pods', 'Claims', 'Volumes', 'Classes', 'Provisioners']);
});

test('boxes of a column never overlap', () => {
  for (const plan of [planOf(tenClaims()), planOf(fiveHundredClaims())]) {
    const columns = new Map<number, number[]>();
    for (const [x, y] of boxesOf(svgOf(plan)).filter(([, top]) => top >= 112)) columns.set(x, [...columns.get(x) ?? [], y]);
    expect(columns.size).toBe(6);
    for (const tops of columns.values()) {
      tops.sort((a, b) => a - b);
      for (let i = 1; i < tops.length; i++) expect(tops[i] - tops[i - 1]).toBeGreaterThanOrEqual(42 + 8);
    }
  }
});

test.each(Object.keys(FORMATS) as Array<keyof typeof FORMATS>)('the same plan gives the same %s', (format) => {
  expect(FORMATS[format](planOf(fiveHundredClaims()))).toBe(FORMATS[format](planOf(fiveHundredClaims())));
});

test('an SVG is well-formed, whatever names it shows', () => {
  for (const objects of [[], tenClaims(), fiveHundredClaims(), [pod('p', [HOSTILE]), claim(HOSTILE, '1Gi', 'a')]]) {
    const svg = svgOf(planOf(objects), { title: HOSTILE });
    expect(unbalanced(svg)).toEqual([]);
    expect(svg).not.toMatch(/<(script|img)|\u0000|\u202e/);
    expect(svg).not.toMatch(/&(?!#\d+;)/);
  }
  expect(svgOf(planOf([]))).toContain('No claims, volumes or pods.');
});

test('in Mermaid a name stays inside of its quotes', () => {
  const chart = mermaidOf(planOf([pod('p', [HOSTILE]), claim(HOSTILE, '1Gi', 'a')]));
  expect(chart).toContain('r0["✕ ');
  for (const line of chart.split('\n').filter((l) => l.includes('"'))) {
    expect(line).toMatch(/^ +(subgraph Refused\["[^"]*"\]|[a-z]\d+[[({]+"(?:[^"<>`%{}&;]|#\d+;|<br\/>)*"[\])}]+:::[a-zA-Z]+)$/);
  }
});

test('in the page no text of the input ends a block', () => {
  const page = htmlOf(planOf([pod('p', [HOSTILE]), claim(HOSTILE, '1Gi', 'a')]), {
    title: HOSTILE,
    findings: [{ rule: 'BND001', severity: 'error', object: { kind: 'Pod', namespace: 'default', name: 'p' }, message: HOSTILE, fix: HOSTILE }],
  });
  expect(page.match(/<\/?script/g)).toHaveLength(4);
  expect(page).not.toContain('<img');
  expect(dataOf(page).things.map((thing: any) => thing.name).join()).toContain('<script>alert(1)</script>');
});

test('the assets of the page are its script and style as they are in the sources', () => {
  const source = (file: string) => readFileSync(join(__dirname, '../../../../src/analysis/report/picture/page', file), 'utf8');
  expect(pageScript).toBe(`(() => {\n${['state.js', 'graph.js', 'panes.js'].map(source).join('')}})();`);
  expect(pageStyle).toBe(source('style.css'));
});

test('the page needs nothing else, and its policy allows its own script and style only', () => {
  const page = htmlOf(planOf(tenClaims()));
  const [, script] = /<script>(.*?)<\/script>/s.exec(page)!;
  const [, style] = /<style>(.*?)<\/style>/s.exec(page)!;
  const hash = (text: string) => createHash('sha256').update(text).digest('base64');
  expect(page).toContain(`default-src 'none'; script-src 'sha256-${hash(script)}'; style-src 'sha256-${hash(style)}'`);
  expect(page.replace(/http:\/\/www\.w3\.org\/2000\/svg/g, '')).not.toMatch(/https?:|\ssrc=|href=|@import|url\(/);
  expect(page).not.toMatch(/\sstyle="| on[a-z]+="/);
  expect(() => new Script(script)).not.toThrow();
  expect(script).not.toMatch(/innerHTML|insertAdjacentHTML|document\.write|eval\(/);
});

test('the page holds every claim with what the detail pane tells', () => {
  const plan = planOf(tenClaims());
  const { things, links, lists, namespaces, refused, lookedAt } = dataOf(htmlOf(plan));
  expect(namespaces).toEqual(['default']);
  expect(refused).toHaveLength(plan.rejected.length);
  for (const { name, outcome, message } of plan.claims) {
    const found = things.find((thing: any) => thing.name === name && thing.kind === 'PersistentVolumeClaim');
    expect(found).toMatchObject({ status: outcome, facts: expect.arrayContaining([['Message', message]]) });
  }
  const backup = things.findIndex((thing: any) => thing.name === 'backup');
  expect(things[backup].facts).toContainEqual(['Nearest miss', 'archive is too small']);
  expect(lookedAt[backup].order).toContain('fewest first');
  expect(lookedAt[backup].rows).toContainEqual([expect.stringContaining('archive'), expect.stringContaining('fails capacity: wanted at least 500Gi'), expect.any(String)]);
  expect(things[backup].facts).toContainEqual(['Requests', '500Gi · ReadWriteOnce · Filesystem']);
  const missed = links.find(([from, , kind]: any) => from === backup && kind === 'misses');
  expect(things[lists[missed[1]][0]].name).toBe('archive');
});

test('open findings stand with their object, and those of a workload with what it makes', () => {
  const finding = (kind: string, name: string, acknowledged?: string) => (
    { rule: 'STS001', severity: 'warning', object: { kind, namespace: 'default', name }, message: `about ${name}`, fix: 'fix it', acknowledged });
  const page = htmlOf(planOf(tenClaims()), {
    findings: [finding('StatefulSet', 'web'), finding('PersistentVolumeClaim', 'backup'), finding('Pod', 'orphan', 'known')],
  });
  const { things, findings, allFindings } = dataOf(page);
  expect(allFindings.map((f: any) => f.message)).toEqual(['about web', 'about backup']);
  const about = (name: string) => findings[things.findIndex((thing: any) => thing.name === name)];
  expect([about('web-0'), about('data-web-2'), about('backup'), about('orphan')]).toEqual([[0], [0], [1], undefined]);
});

test.each(Object.keys(FORMATS) as Array<keyof typeof FORMATS>)('%s shows what was redacted, never the secret', (format) => {
  const secret = 'hunter2hunter2';
  const objects = [claim('a', '1Gi', 'b'), pod('p', ['a']), claim('refused', secret, 'b')];
  const redact = (text: string) => text.split(secret).join('***');
  const findings = [{ rule: 'R', severity: 'error', object: { kind: 'Pod', name: 'p' }, message: secret, fix: secret }];
  expect(FORMATS[format](planOf(objects))).toContain('hunter2');
  expect(FORMATS[format](planOf(objects), { redact, findings })).not.toContain('hunter2');
});

test.each(Object.keys(FORMATS) as Array<keyof typeof FORMATS>)('%s leaves names, also where a secret has the same text', (format) => {
  const objects = [claim('cinder', '1Gi', 'fast'), pod('cinder-api', ['cinder'])];
  const drawing = FORMATS[format](planOf(objects), { redact: (text) => text.split('cinder').join('***') });
  expect(drawing).toContain('cinder-api');
  expect(drawing).not.toContain('***-api');
});

test('replicas of one workload with one fate share a box from four on', () => {
  const chart = (replicas: number) => mermaidOf(planOf([statefulSet('web', replicas, '1Gi', 'missing')], false));
  expect(chart(3)).toContain('data-web-2');
  expect(chart(4)).toContain('data-web-3');
  expect(chart(5)).toMatch(/"… 4 × data-web-\*<br/);
});

test('five hundred claims stay within what a person reads and Mermaid takes', () => {
  const plan = planOf(fiveHundredClaims());
  expect(plan.claims.length).toBeGreaterThan(500);
  const chart = mermaidOf(plan);
  expect(chart.length).toBeLessThan(50_000);
  expect(chart.split('\n').filter((line) => /^ {2}\w+ (-|=)/.test(line)).length).toBeLessThan(500);
  expect(boxesOf(svgOf(plan)).length).toBeLessThan(100);
  expect(dataOf(htmlOf(plan)).things.filter((thing: any) => thing.column === 2 && thing.status !== 'absent')).toHaveLength(plan.claims.length);
});

test('of many candidates a few are drawn, and the box says how many are not', () => {
  const range = Array.from({ length: 30 }, (_, i) => i);
  const objects = [
    ...range.map((i) => volume(`pv-${i}`, `${i + 1}Gi`, 'by-hand')),
    ...range.map((i) => claim(`c-${i}`, `${i + 1}Gi`, 'by-hand')),
    claim('late', '1Gi', 'by-hand'),
  ];
  const chart = mermaidOf(planOf(objects));
  const from = new Map<string, number>();
  for (const [, name] of chart.matchAll(/^ {2}(\w+) -\.->\|"may"/gm)) from.set(name, (from.get(name) ?? 0) + 1);
  expect(Math.max(...from.values())).toBeLessThanOrEqual(8);
});

/** The facts of a thing as the page holds them. */
function factsOf(plan: StoragePlan, name: string): any {
  return Object.fromEntries(dataOf(htmlOf(plan)).things.find((thing: any) => thing.name === name).facts);
}

test('the detail pane tells where an object is defined', () => {
  const text = stringify(claim('data', '1Gi', 'fast'));
  const plan = StoragePlan._ofInventory(Inventory.ofTexts([{ text: `# a comment\n${text}`, file: 'claims.yaml' }]));
  expect(factsOf(plan, 'data')['Defined in']).toBe('claims.yaml:2');
  const chart = new Chart(new App(), 'storage');
  new ApiObject(chart, 'Data', claim('data', '1Gi', 'fast'));
  expect(factsOf(StoragePlan.of(chart), 'data')['Defined in']).toBe('storage/Data');
});

test('a class tells how it binds, whether it is the default, and where nobody knows it', () => {
  const fast = {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'fast', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
    provisioner: 'cinder.csi.openstack.org',
    allowVolumeExpansion: true,
  };
  const plan = StoragePlan.ofManifests([fast, claim('a', '1Gi', undefined), claim('b', '1Gi', 'known'), claim('c', '1Gi', 'other'), claim('d', '1Gi', '')],
    { knownClasses: ['known'] });
  expect(factsOf(plan, 'fast')).toMatchObject({ Provisioner: 'cinder.csi.openstack.org', Default: 'yes', Expandable: 'yes', Binding: 'Immediate' });
  expect(factsOf(plan, 'd').Class).toBe('none: storageClassName "" requests a volume without a class');
  const chart = mermaidOf(plan);
  for (const text of ['fast<br/>Immediate · default', 'known<br/>in the cluster', 'other<br/>not in the input']) expect(chart).toContain(text);
});

test('a volume tells its phase', () => {
  const released = volume('old', '1Gi', 'a', { claimRef: { namespace: 'default', name: 'gone', uid: 'u1' } });
  const chart = mermaidOf(planOf([released, volume('classless', '1Gi', '')]));
  expect(chart).toMatch(/! old<br\/>Released · 1Gi/);
  expect(chart).toMatch(/· classless<br\/>Available · 1Gi/);
});

test('long lists are cut with their count', () => {
  const range = Array.from({ length: 25 }, (_, i) => i);
  const refusedClaims = range.map((i) => claim(`bad-${i}`, 'much', 'a'));
  const plan = planOf([...range.map((i) => node(`n-${i}`)), volume('v', '1Gi', 'a'), claim('c', '1Gi', 'a'), pod('p', ['c']), ...refusedClaims]);
  expect(factsOf(plan, 'p').Nodes).toMatch(/^n-0, .* and 5 more$/);
  const svg = svgOf(plan);
  expect(svg).toContain('default/bad-9');
  expect(svg).not.toContain('default/bad-10');
  expect(svg).toMatch(/>and \d+ more</);
  expect(mermaidOf(plan)).toMatch(/rmore\["and \d+ more"\]/);
  expect(mermaidOf(plan)).toContain('25 × n-*');
});

test('a claim that may get a volume or have one provisioned says so', () => {
  const fast = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'fast' }, provisioner: 'cinder.csi.openstack.org' };
  const chart = mermaidOf(planOf([fast, volume('only', '1Gi', 'fast'), claim('a', '1Gi', 'fast'), claim('b', '1Gi', 'fast')]));
  expect(chart).toContain('⇄ a<br/>one of 1 or a new one · 1Gi');
  expect(chart).toContain('⇄ new volume<br/>may be provisioned · 1Gi');
});

test('two namespaces are told apart', () => {
  const svg = svgOf(planOf([claim('data', '1Gi', 'a', 'blue'), claim('data', '1Gi', 'a', 'green'), node('n')]));
  expect(svg).toContain('1Gi · blue');
  expect(svg).toContain('1Gi · green');
});

test('an SVG says in words what it shows, and what its lines mean', () => {
  const svg = svgOf(planOf(tenClaims()));
  expect(svg).toContain('Claims: 3 provisioning, 1 waiting, 4 oneOf, 1 pending, 1 lost. Rejected by the API server: 1.</desc>');
  expect([...svg.matchAll(/<path class="w (\w+)" d="M\d+ 30 h32"\/><text[^>]*>([^<]+)</g)].map(([, ...key]) => key)).toEqual(
    [['misses', 'nearest miss'], ['asks', 'requests'], ['may', 'may get'], ['gets', 'gets']]);
  expect(svgOf(planOf([]))).toContain('Claims: none.</desc>');
});

test.each([['cinder.csi.openstack.org', false], ['kubernetes.io/no-provisioner', true]])('a claim that waits for a pod misses a volume: %s', (provisioner, misses) => {
  const late = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'late' }, provisioner, volumeBindingMode: 'WaitForFirstConsumer' };
  const plan = planOf([late, volume('other', '5Gi', 'elsewhere'), claim('data', '1Gi', 'late'), pod('app', ['data', 'missing']), node('n')]);
  expect(plan.claims).toMatchObject([{ outcome: 'waiting', event: 'WaitForPodScheduled' }]);
  expect(mermaidOf(plan).includes('storageClass')).toBe(misses);
});

test('a namespace stands with each thing where the picture has several, and pods that it leaves out do not count', () => {
  const elsewhere = pod('elsewhere', [], 'kube-system');
  expect(mermaidOf(planOf([claim('data', '1Gi', 'a', 'blue'), elsewhere, node('n')]))).not.toContain('blue');
  expect(mermaidOf(planOf([claim('data', '1Gi', 'a', 'blue'), claim('data', '1Gi', 'a', 'green')]))).toContain('blue');
});
