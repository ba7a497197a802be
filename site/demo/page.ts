/* The page of the demo: asks the worker, and shows what it answers. */
import { Answer, Asked, Told } from './protocol';

/** What the build knows: names and texts of examples, and the minors of Kubernetes. */
declare const EXAMPLES: ReadonlyArray<{ readonly name: string; readonly text: string }>;
declare const VERSIONS: readonly string[];

/** How long somebody who types pauses. */
const PAUSE_MS = 400;
const MOST_SHOWN = 50;
const LARGEST = 8 * 1024 * 1024;
/** A field of more lines stops the page while it is filled; of such a text it shows a part. */
const MOST_LINES = 2000;

const byId = <E extends HTMLElement>(id: string) => document.getElementById(id) as E;
const [input, examples, version] = [byId<HTMLTextAreaElement>('input'), byId<HTMLSelectElement>('examples'), byId<HTMLSelectElement>('version')];
const [closed, files, picture] = [byId<HTMLInputElement>('closed'), byId<HTMLInputElement>('files'), byId<HTMLIFrameElement>('picture')];
const [status, error, more, told] = [byId('status'), byId('error'), byId('more'), byId('told')];

/*
 * A worker of an address of the site would have no policy: its server sends none. One that starts from a text has that of this page, which allows no
 * connection, and loads its program as a script of the site.
 */
const starter = URL.createObjectURL(new Blob([`importScripts(${JSON.stringify(new URL('worker.js', location.href).href)})`], { type: 'text/javascript' }));
let worker: Worker | undefined;
/** The question that is not answered yet. */
let open: Asked | undefined;
let asked = 0;
let timer: number | undefined;

/** The whole text where the field shows a part of it, and the first line of that part, from 0. */
let held: { readonly lines: readonly string[]; readonly text: string } | undefined;
let first = 0;

/** Puts a text into the field, in the place of what is there, and asks. */
function fill(text: string): void {
  const lines = text.split('\n');
  held = lines.length > MOST_LINES ? { lines, text } : undefined;
  input.readOnly = Boolean(held);
  if (held) showPart(0);
  else input.value = text;
  byId('part').hidden = !held;
  input.scrollTop = 0;
  ask();
}

/** Shows the lines around one of a long text. */
function showPart(line: number): void {
  const { lines } = held!;
  first = Math.max(0, Math.min(line - MOST_LINES / 2, lines.length - MOST_LINES));
  input.value = lines.slice(first, first + MOST_LINES).join('\n');
  byId('part').textContent = `Lines ${first + 1} to ${first + MOST_LINES} of ${lines.length} are shown: too many to edit here. All of them are planned. Paste again, or clear the field.`;
}

/** Asks now. A question that is still open is given up with its worker. */
function ask(): void {
  window.clearTimeout(timer);
  if (open) {
    worker?.terminate();
    worker = undefined;
  }
  open = undefined;
  const text = held?.text ?? input.value;
  if (!text.trim()) return show({ id: 0, objects: 0, claims: 0, summary: '', told: [], html: '', milliseconds: 0 });
  if (text.length > LARGEST) return fail(`The input is larger than ${LARGEST / 1024 / 1024} MiB, which is more than a page should hold. Use the command instead.`);
  worker ??= started();
  open = { id: ++asked, text, closedWorld: closed.checked, kubernetesVersion: version.value };
  byId('answer').classList.add('busy');
  status.textContent = 'Planning…';
  worker.postMessage(open);
}

function started(): Worker {
  const fresh = new Worker(starter);
  fresh.onmessage = ({ data }: MessageEvent<Answer>) => { if (data.id === open?.id) show(data); };
  fresh.onerror = (event) => fail(`The plan could not be computed: ${event.message || 'its program did not load'}`);
  return fresh;
}

function askSoon(): void {
  examples.value = '';
  window.clearTimeout(timer);
  timer = window.setTimeout(ask, PAUSE_MS);
}

function fail(message: string): void {
  show({ id: 0, objects: 0, claims: 0, summary: '', told: [], html: '', error: message, milliseconds: 0 });
}

function show(answer: Answer): void {
  open = undefined;
  byId('answer').classList.remove('busy');
  const objects = `${answer.objects} ${answer.objects === 1 ? 'object' : 'objects'}`;
  status.textContent = answer.error || !answer.id ? '' : `${answer.summary || `${objects}, no claims`} (${answer.milliseconds} ms)`;
  error.hidden = !answer.error;
  error.textContent = answer.error ?? '';
  if (answer.html) picture.srcdoc = answer.html;
  picture.hidden = !answer.html;
  byId('empty').hidden = Boolean(answer.html);
  byId('findings').hidden = !answer.told.length;
  byId('found').textContent = `Findings: ${['error', 'warning', 'info'].map((severity) => [answer.told.filter((one) => one.severity === severity).length, severity] as const)
    .filter(([count]) => count).map(([count, severity]) => `${count} ${severity}${count > 1 && severity !== 'info' ? 's' : ''}`).join(', ')}`;
  told.replaceChildren();
  showMore(answer.told);
}

/** The next findings, and a button for those after them. */
function showMore(all: readonly Told[]): void {
  const shown = told.childElementCount;
  const next = all.slice(shown, shown + MOST_SHOWN);
  told.append(...next.map(item));
  const left = all.length - shown - next.length;
  more.hidden = !left;
  more.textContent = `Show more (${left} left)`;
  more.onclick = () => {
    showMore(all);
    (told.children[shown + next.length]?.querySelector('a, button') as HTMLElement | null)?.focus();
  };
}

function item({ severity, rule, object, message, fix, line }: Told): HTMLElement {
  const about = element('div', 'about', element('span', `severity ${severity}`, severity));
  if (rule) {
    const link = element('a', '', rule) as HTMLAnchorElement;
    link.href = `../rules/${rule}.html`;
    link.target = '_blank';
    about.append(link);
  }
  if (object) about.append(element('span', 'object', object));
  if (line !== undefined) {
    const go = element('button', '', `line ${line}`) as HTMLButtonElement;
    go.type = 'button';
    go.onclick = () => select(line);
    about.append(go);
  }
  return element('li', '', about, element('p', '', message), ...fix ? [element('p', 'fix', `Fix: ${fix}`)] : []);
}

function element(name: string, style: string, ...children: Array<Node | string>): HTMLElement {
  const made = document.createElement(name);
  if (style) made.className = style;
  made.append(...children);
  return made;
}

/** Selects a line of the input and brings it into view. */
function select(line: number): void {
  if (held) showPart(line);
  const row = held ? line - 1 - first : line - 1;
  const lines = input.value.split('\n');
  const start = lines.slice(0, row).reduce((sum, text) => sum + text.length + 1, 0);
  input.focus();
  input.setSelectionRange(start, start + (lines[row]?.length ?? 0));
  const height = parseFloat(getComputedStyle(input).lineHeight);
  input.scrollTop = Math.max(0, row * height - input.clientHeight / 2);
  input.scrollIntoView({ block: 'nearest' });
}

/** A long text is put into the field here: what a browser does for a paste grows with the square of its lines. */
function paste(event: ClipboardEvent): void {
  const text = event.clipboardData?.getData('text/plain').replace(/\r\n?/g, '\n') ?? '';
  if (!held && text.split('\n', MOST_LINES / 4).length < MOST_LINES / 4) return;
  event.preventDefault();
  examples.value = '';
  fill(held ? text : input.value.slice(0, input.selectionStart) + text + input.value.slice(input.selectionEnd));
}

/** Takes files as one input, each below its name. */
async function take(given: readonly File[]): Promise<void> {
  if (!given.length) return;
  const texts = await Promise.all(given.map(async (file) => `# ${file.name.replace(/[\r\n]/g, ' ')}\n${(await file.text()).replace(/\r\n?/g, '\n').trimEnd()}\n`));
  examples.value = '';
  fill(given.length === 1 ? texts[0].slice(texts[0].indexOf('\n') + 1) : texts.join('---\n'));
}

function takeExample(): void {
  const example = EXAMPLES.find(({ name }) => name === examples.value);
  if (example) fill(example.text);
}

examples.append(...EXAMPLES.map(({ name }) => new Option(name, name)));
version.append(...VERSIONS.map((minor) => new Option(minor, minor)));
examples.onchange = takeExample;
input.oninput = askSoon;
input.onpaste = paste;
byId('clear').onclick = () => {
  examples.value = '';
  fill('');
  input.focus();
};
closed.onchange = ask;
version.onchange = ask;
byId('plan').onclick = ask;
byId('open').onclick = () => files.click();
files.onchange = () => {
  void take([...files.files ?? []]);
  files.value = '';
};
input.onkeydown = (event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) ask(); };
document.ondragover = (event) => {
  event.preventDefault();
  byId('ask').classList.add('dropping');
};
document.ondragleave = () => byId('ask').classList.remove('dropping');
document.ondrop = (event) => {
  byId('ask').classList.remove('dropping');
  if (!event.dataTransfer?.files.length) return;
  event.preventDefault();
  void take([...event.dataTransfer.files]);
};
// A browser that restores what was typed gets its plan; others start with an example.
if (input.value.trim()) {ask();} else {
  examples.value = EXAMPLES[0].name;
  takeExample();
}
