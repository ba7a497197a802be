const list = document.getElementById('list');
const detail = document.getElementById('detail');
const main = document.querySelector('main');
const URGENCY = ['pending', 'lost', 'oneOf', 'unknown', 'waiting', 'provisioning', 'bound'];

function signOf(status) {
  const look = data.looks[status];
  const element = make('span', { class: 'sign', 'aria-hidden': 'true' }, look.sign);
  element.style.background = look.colour;
  element.style.color = look.ink;
  return element;
}

function factOf(thing, label) {
  const found = thing.facts.find((fact) => fact[0] === label);
  return found ? found[1] : '';
}

function drawList(found) {
  const sorted = [...found].sort((a, b) => URGENCY.indexOf(a.status) - URGENCY.indexOf(b.status) || a.row - b.row);
  const rows = sorted.slice(0, chosen.rows).map((claim) => make('li', {}, make('button', {
    class: 'row', type: 'button', title: fullName(claim), 'data-claim': fullName(claim), 'aria-current': String(chosen.picked === claim), onclick: () => choose(claim),
  }, signOf(claim.status), make('span', { class: 'name' }, claim.name),
  make('span', { class: 'more' }, [data.namespaces.length > 1 && claim.namespace, claim.word, factOf(claim, 'Nearest miss') || target(claim)].filter(Boolean).join(' · ')))));
  const open = list.scrollTop;
  list.replaceChildren(
    make('div', { class: 'count', role: 'status' }, found.length === claims.length ? claims.length + ' claims' : found.length + ' of ' + claims.length + ' claims'),
    make('ul', {}, ...rows));
  if (sorted.length > rows.length) {
    list.append(make('button', { class: 'wide', type: 'button', onclick: () => { chosen.rows += 1000; show(); } }, 'Show more (' + (sorted.length - rows.length) + ' left)'));
  }
  const related = section('Other objects', several(others()));
  if (related.length) list.append(make('div', { class: 'others' }, ...related));
  list.scrollTop = open;
}

function target(claim) {
  const gets = near[claim.id].find(({ link }) => link.kind === 'gets');
  if (gets && claim.status === 'bound') return things[gets.id].name;
  return factOf(claim, 'Provisioner') || factOf(claim, 'Message');
}

function go(thing, small) {
  return make('button', { class: 'go', type: 'button', onclick: () => choose(thing) }, signOf(thing.status), fullName(thing), make('small', {}, small || thing.word));
}

function section(title, elements) {
  return elements.length ? [make('h3', {}, title), ...elements] : [];
}

/** Buttons for many things: the first few, and one that shows the rest. */
function several(all, small) {
  const most = 60;
  const buttons = all.slice(0, most).map((thing) => go(thing, small));
  if (all.length > most) {
    const rest = make('button', { class: 'go', type: 'button', onclick: () => rest.replaceWith(...all.slice(most).map((thing) => go(thing, small))) },
      'Show ' + (all.length - most) + ' more');
    buttons.push(rest);
  }
  return buttons;
}

function findingOf(finding) {
  return make('div', { class: 'finding' }, make('span', { class: finding.severity }, finding.severity), ' ' + finding.rule + (finding.object ? ' · ' + finding.object : ''),
    make('p', {}, finding.message), make('p', {}, 'Fix: ' + finding.fix));
}

const RELATIONS = [
  ['Pods', (step, own) => step.link.kind === 'uses' && step.id !== own.id && things[step.id].column < own.column],
  ['Claims of this pod', (step, own) => step.link.kind === 'uses' && things[step.id].column > own.column],
  ['Gets', (step, own) => step.link.kind === 'gets' && step.link.from === own.id],
  ['Taken by', (step, own) => step.link.kind === 'gets' && step.link.from !== own.id],
  ['Candidates', (step, own) => step.link.kind === 'may' && step.link.from === own.id],
  ['May be taken by', (step, own) => step.link.kind === 'may' && step.link.from !== own.id],
  ['Nearest miss', (step, own) => step.link.kind === 'misses' && step.link.from === own.id],
  ['Nearest miss of', (step, own) => step.link.kind === 'misses' && step.link.from !== own.id],
  ['Requests class', (step, own) => step.link.kind === 'asks' && step.link.from === own.id],
  ['Requested by', (step, own) => step.link.kind === 'asks' && step.link.from !== own.id],
  ['Runs on', (step, own) => step.link.kind === 'runs' && step.link.from === own.id],
  ['Pods that may run here', (step, own) => step.link.kind === 'runs' && step.link.from !== own.id],
  ['Belongs to', (step, own) => step.link.kind === 'of' && step.link.from === own.id],
  ['Contains', (step, own) => step.link.kind === 'of' && step.link.from !== own.id],
];

/** The volumes that a claim looks at, in order. */
function candidatesOf(thing) {
  const looked = data.lookedAt[thing.id];
  if (!looked) return [];
  const rows = looked.rows.map(([volume, verdict, passed]) => make('li', {}, volume, make('p', {}, verdict), make('p', {}, passed)));
  const more = looked.more ? [make('p', {}, looked.more + ' more volumes; plan --why lists them')] : [];
  return section('Volumes in the order of the search', [make('p', { class: 'say' }, looked.order), make('ol', { class: 'looked' }, ...rows), ...more]);
}

function thingPane(thing) {
  const message = factOf(thing, 'Message');
  const miss = factOf(thing, 'Nearest miss');
  const word = thing.column === CLAIM ? [thing.word, data.looks[thing.status].words].filter((w, i, all) => w && all.indexOf(w) === i).join(': ') : thing.word;
  const facts = thing.facts.filter(([label]) => !['Message', 'Nearest miss', 'Outcome', 'Phase'].includes(label));
  const related = RELATIONS.flatMap(([title, test]) => {
    const found = near[thing.id].filter((step) => test(step, thing));
    const small = title === 'Nearest miss' && found.length ? found[0].link.label : undefined;
    return section(title, several([...new Set(found.map(({ id }) => things[id]))], small));
  });
  return [
    make('h2', {}, fullName(thing)), make('p', { class: 'kind' }, thing.kind),
    ...(word ? [make('div', { class: 'state' }, signOf(thing.status), word)] : []),
    ...(message ? [make('p', { class: 'say' }, message)] : []),
    ...(miss ? [make('p', { class: 'say miss' }, 'Nearest miss: ' + miss + '.')] : []),
    make('dl', {}, ...facts.flatMap(([label, text]) => [make('dt', {}, label), make('dd', {}, text)])),
    ...section('Findings', (data.findings[thing.id] || []).map((i) => findingOf(data.allFindings[i]))),
    ...related,
    ...candidatesOf(thing),
  ];
}

function boxPane(box) {
  const members = box.members.map((id) => things[id]);
  return [
    make('h2', {}, members.length + ' × ' + box.name), make('p', { class: 'kind' }, members[0].kind + ', all with the same outcome'),
    make('div', { class: 'state' }, signOf(members[0].status), box.note || members[0].word),
    ...(factOf(members[0], 'Message') ? [make('p', { class: 'say' }, factOf(members[0], 'Message'))] : []),
    make('button', { class: 'go', type: 'button', id: 'unfold', onclick: () => { chosen.unfolded.add(box); show(); } }, 'Expand the group'),
    ...section('Members', several(members)),
  ];
}

function overviewPane() {
  return [make('h2', {}, 'Findings and rejected objects'),
    ...section('Rejected by the API server', data.refused.map((entry) => make('div', { class: 'finding' }, make('span', { class: 'error' }, entry.object),
      make('p', {}, entry.field + ': ' + entry.message)))),
    ...section('Findings', data.allFindings.map(findingOf))];
}

const LINES = [
  ['gets', 'gets this volume'], ['may', 'may get this volume, depending on order or ties'], ['asks', 'requests a volume of this class'],
  ['misses', 'nearest miss: the volume fails only the named condition'], ['uses', 'pod uses this claim'], ['of', 'belongs to; runs on'],
];

function keyPane() {
  const signs = Object.keys(data.looks).filter((status) => data.looks[status].words).map((status) => make('div', { class: 'sample' }, signOf(status), data.looks[status].words));
  const lines = LINES.map(([kind, words]) => make('div', { class: 'sample' },
    make('svg', { width: 44, height: 12, 'aria-hidden': 'true' }, make('path', { class: kind, d: 'M0 6 H44' })), words));
  return [make('h2', {}, 'Legend'), ...section('Signs', signs), ...section('Lines', lines),
    ...section('Keyboard', [make('p', {}, '/ searches, ↑ and ↓ move through the claims, Enter opens the details, Escape closes them.')])];
}

const PANES = { overview: overviewPane, key: keyPane };

function drawDetail() {
  const picked = chosen.picked;
  detail.hidden = !picked;
  main.classList.toggle('open', Boolean(picked));
  if (!picked) {
    detail.replaceChildren();
    return;
  }
  const content = PANES[picked] ? PANES[picked]() : picked.members ? boxPane(picked) : thingPane(picked);
  const top = detail.firstChild && detail.shown === picked ? detail.scrollTop : 0;
  detail.replaceChildren(make('button', { id: 'close', type: 'button', 'aria-label': 'Close', onclick: () => choose(undefined) }, '✕'), ...content);
  detail.shown = picked;
  detail.scrollTop = top;
}

/** Selector of the focused element, to restore the focus after a redraw. */
function focused() {
  const element = document.activeElement;
  for (const name of ['claim', 'unit']) if (element.dataset[name]) return '[data-' + name + '="' + CSS.escape(element.dataset[name]) + '"]';
  return detail.contains(element) ? '#close' : undefined;
}

function show(follow) {
  const before = focused();
  const found = matching();
  drawList(found);
  drawDetail();
  const seen = inSight([...found, ...others()]);
  seen.follow = follow;
  drawGraph(seen);
  document.getElementById('fold').hidden = !chosen.unfolded.size;
  if (!before || document.activeElement !== document.body) return;
  const again = document.querySelector(before) || document.querySelector(chosen.from);
  if (again) again.focus({ preventScroll: true });
}

function choose(thing) {
  if (thing && !detail.contains(document.activeElement)) chosen.from = focused() || '#search';
  chosen.picked = thing;
  try {
    history.replaceState(null, '', thing && thing.column === CLAIM ? '#' + encodeURIComponent(fullName(thing)) : location.pathname);
  } catch (error) { /* not allowed everywhere, for example in sandboxed frames */ }
  show(true);
}

function pick(unit) {
  choose(unit.members.length > 1 ? unit.box : unit.members[0]);
}

URGENCY.forEach((status) => {
  const count = claims.filter((claim) => claim.status === status).length;
  if (!count) return;
  const chip = make('button', { class: 'chip', type: 'button', 'data-status': status, 'aria-pressed': 'true', title: data.looks[status].words, onclick: () => {
    if (!chosen.off.delete(status)) chosen.off.add(status);
    chip.setAttribute('aria-pressed', String(!chosen.off.has(status)));
    show();
  } }, signOf(status), make('b', {}, String(count)), ' ' + status);
  document.querySelector('.chips').append(chip);
});
claims.map((claim, i) => [claim, i]).sort(([a], [b]) => fullName(a).localeCompare(fullName(b), 'en', { numeric: true })).forEach(([claim], i) => { claim.row = i; });

const namespaces = document.getElementById('namespaces');
data.namespaces.forEach((name) => namespaces.append(make('option', { value: name }, name)));
namespaces.hidden = data.namespaces.length < 2;
namespaces.addEventListener('change', () => { chosen.namespace = namespaces.value; show(); });
const search = document.getElementById('search');
search.addEventListener('input', () => { chosen.text = search.value.trim(); show(); });
const more = data.allFindings.length + data.refused.length;
const overview = document.getElementById('overview');
overview.hidden = !more;
overview.textContent = [data.allFindings.length && data.allFindings.length + ' findings', data.refused.length && data.refused.length + ' rejected'].filter(Boolean).join(', ');
overview.addEventListener('click', () => choose('overview'));
document.getElementById('key').addEventListener('click', () => choose('key'));
document.getElementById('fold').addEventListener('click', () => { chosen.unfolded.clear(); show(); });
document.getElementById('theme').addEventListener('click', () => {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
});
document.querySelectorAll('[data-zoom]').forEach((button) => button.addEventListener('click', () => {
  const svg = graph.querySelector('svg');
  if (!svg) return;
  const now = svg.width.baseVal.value / svg.viewBox.baseVal.width;
  const factor = Number(button.dataset.zoom);
  scale = factor ? Math.min(2.5, Math.max(0.15, now * factor)) : Math.min(1.2, graph.clientWidth / svg.viewBox.baseVal.width, graph.clientHeight / svg.viewBox.baseVal.height);
  show();
}));
addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && chosen.picked) choose(undefined);
  if (event.key === '/' && document.activeElement !== search) { event.preventDefault(); search.focus(); }
});
list.addEventListener('keydown', (event) => {
  const rows = [...list.querySelectorAll('.row, .others .go')];
  const next = rows[rows.indexOf(document.activeElement) + ({ ArrowDown: 1, ArrowUp: -1 }[event.key] || NaN)];
  if (!next) return;
  event.preventDefault();
  next.focus();
});
addEventListener('resize', () => show());
const wanted = decodeURIComponent(location.hash.slice(1));
chosen.picked = claims.find((claim) => fullName(claim) === wanted);
show(true);
