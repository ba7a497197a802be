const WIDE = 190, TALL = 42, SPACE = 58, GAP = 10, EDGE = 18, HEAD = 40, MOST_CANDIDATES = 8;
/** Below this factor, text is too small to read. */
const SMALLEST = 0.85;
const graph = document.getElementById('graph');
let scale;

/** Lines between units, one per kind. */
function linesBetween(all) {
  const unitOf = new Map();
  all.forEach((unit) => unit.members.forEach((thing) => unitOf.set(thing.id, unit)));
  const lines = new Map();
  const done = new Map();
  const candidates = new Map();
  links.forEach(({ from, to, kind, label }) => {
    const start = unitOf.get(from);
    if (!start) return;
    const seen = done.get(start) || new Map();
    done.set(start, seen);
    const kinds = seen.get(to) || new Set();
    seen.set(to, kinds);
    if (kinds.has(kind + label)) return;
    kinds.add(kind + label);
    to.forEach((id) => {
      const end = unitOf.get(id);
      if (!end) return;
      const key = kind + ' ' + all.indexOf(start) + ' ' + all.indexOf(end);
      const known = lines.get(key);
      if (known && label && !known.label.includes(label)) known.label += ', ' + label;
      if (known) return;
      if (kind === 'may') {
        const count = (candidates.get(start) || 0) + 1;
        candidates.set(start, count);
        if (count > MOST_CANDIDATES) return;
      }
      lines.set(key, { left: kind === 'runs' ? end : start, right: kind === 'runs' ? start : end, kind, label: label || '' });
    });
  });
  candidates.forEach((count, unit) => { if (count > MOST_CANDIDATES) unit.note += ' · ' + (count - MOST_CANDIDATES) + ' not drawn'; });
  return [...lines.values()];
}

function average(values) {
  return values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : undefined;
}

/** Centres as close to the wanted ones as the order allows. A unit without a wanted centre follows its predecessor and moves nothing. */
function spread(column, wanted) {
  const blocks = [];
  const offsets = [];
  const mean = (block) => (block.weight ? block.sum / block.weight : 0);
  column.forEach((unit, i) => {
    offsets.push(i ? offsets[i - 1] + (column[i - 1].tall + unit.tall) / 2 + GAP : 0);
    const wants = wanted[i] !== undefined;
    blocks.push({ sum: wants ? wanted[i] - offsets[i] : 0, weight: wants ? 1 : 0, size: 1 });
    while (blocks.length > 1 && (!blocks[blocks.length - 1].weight || mean(blocks[blocks.length - 2]) >= mean(blocks[blocks.length - 1]))) {
      const [a, b] = blocks.splice(-2);
      blocks.push({ sum: a.sum + b.sum, weight: a.weight + b.weight, size: a.size + b.size });
    }
  });
  const means = blocks.flatMap((block) => Array(block.size).fill(mean(block)));
  column.forEach((unit, i) => { unit.middle = means[i] + offsets[i]; });
}

function laidOut(all, lines) {
  const passes = new Map();
  const volumes = all.some((unit) => unit.column === CLAIM + 1);
  all.forEach((unit) => { unit.tall = TALL; unit.lefts = []; unit.rights = []; });
  lines.forEach((line) => {
    line.via = undefined;
    if (line.kind === 'asks' && volumes) {
      line.via = passes.get(line.right) || { column: CLAIM + 1, tall: 6, rank: Infinity, lefts: [], rights: [], pass: true };
      passes.set(line.right, line.via);
    }
    const stops = line.via ? [line.left, line.via, line.right] : [line.left, line.right];
    for (let i = 1; i < stops.length; i++) {
      stops[i - 1].rights.push(stops[i]);
      stops[i].lefts.push(stops[i - 1]);
    }
  });
  const columns = COLUMNS.map((column) => [...all, ...passes.values()].filter((unit) => unit.column === column)).filter((column) => column.length);
  columns.forEach((column, x) => column.forEach((unit, i) => { unit.x = x; unit.middle = i * (TALL + GAP); }));
  const anchor = Math.max(0, columns.findIndex((column) => column[0].column === CLAIM));
  const follow = (x, side) => {
    const wanted = new Map(columns[x].map((unit) => [unit, average(unit[side].map((other) => other.middle))]));
    const place = (unit) => (wanted.get(unit) === undefined ? Number.MAX_VALUE : wanted.get(unit));
    columns[x].sort((a, b) => place(a) - place(b) || a.rank - b.rank);
    spread(columns[x], columns[x].map((unit) => wanted.get(unit)));
  };
  for (let x = anchor - 1; x >= 0; x--) follow(x, 'rights');
  for (let x = anchor + 1; x < columns.length; x++) follow(x, 'lefts');
  const units = columns.flat();
  const top = Math.min(...units.map((unit) => unit.middle - unit.tall / 2));
  units.forEach((unit) => { unit.middle = Math.round(unit.middle - top) + HEAD + EDGE; });
  return { columns, width: EDGE * 2 + columns.length * (WIDE + SPACE) - SPACE, height: Math.max(...units.map((unit) => unit.middle + unit.tall / 2)) + EDGE };
}

function leftOf(unit) {
  return EDGE + unit.x * (WIDE + SPACE);
}

function curve(line) {
  const stops = line.via ? [line.left, line.via, line.right] : [line.left, line.right];
  let path = 'M' + (leftOf(stops[0]) + WIDE) + ' ' + stops[0].middle;
  for (let i = 1; i < stops.length; i++) {
    const start = leftOf(stops[i - 1]) + WIDE;
    const end = leftOf(stops[i]);
    const half = (end - start) / 2;
    path += ' C' + [start + half, stops[i - 1].middle, end - half, stops[i].middle, end, stops[i].middle].join(' ') + (stops[i].pass ? ' h' + WIDE : '');
  }
  return path;
}

const pen = document.createElement('canvas').getContext('2d');

/** Shortens a text in its middle until it fits, which keeps the start and the end (often an ordinal). */
function fitted(text, size, room) {
  pen.font = size + 'px ' + getComputedStyle(document.body).fontFamily;
  const all = [...text];
  const cut = (letters) => (letters >= all.length ? text
    : all.slice(0, Math.ceil(letters * 0.6)).join('') + '…' + all.slice(all.length - Math.floor(letters * 0.4)).join(''));
  let letters = Math.min(all.length, 80);
  while (letters > 1 && pen.measureText(cut(letters)).width > room) letters--;
  return cut(letters);
}

function boxOf(unit) {
  const look = data.looks[unit.status];
  const group = make('g', {
    class: 'box ' + unit.status, 'data-unit': unit.members[0].id + '/' + unit.members.length, transform: 'translate(' + leftOf(unit) + ' ' + (unit.middle - TALL / 2) + ')', tabindex: 0, role: 'button',
    'aria-label': [data.titles[unit.column], unit.name, unit.note].join(' '), onclick: () => pick(unit),
  }, make('title', {}, unit.name + '\n' + unit.note));
  group.addEventListener('keydown', (event) => { if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); pick(unit); } });
  if (unit.members.length > 1) group.append(make('rect', { x: 4, y: 4, width: WIDE, height: TALL, rx: 7, stroke: look.colour }));
  group.append(make('rect', { width: WIDE, height: TALL, rx: 7, stroke: look.colour }),
    make('circle', { cx: 17, cy: TALL / 2, r: 9, fill: look.colour }),
    make('text', { class: 'mark', x: 17, y: TALL / 2 + 4.5, fill: look.ink }, look.sign),
    make('text', { x: 33, y: unit.note ? 18 : TALL / 2 + 4 }, fitted(unit.name, 13, WIDE - 40)),
    make('text', { class: 'note', x: 33, y: 33 }, fitted(unit.note, 11.5, WIDE - 40)));
  group.querySelector('.mark').style.fill = look.ink;
  return group;
}

/** All units connected to a unit, to the left and to the right. */
function trace(unit) {
  const on = new Set([unit]);
  const go = (from, side) => from[side].forEach((other) => { if (!on.has(other) || other === unit) { on.add(other); go(other, side); } });
  go(unit, 'lefts');
  go(unit, 'rights');
  return on;
}

function drawGraph(seen) {
  const { scrollLeft, scrollTop } = graph;
  const isFirst = !graph.firstChild;
  graph.replaceChildren();
  if (!seen.length) {
    graph.append(make('p', { class: 'empty' }, things.length ? 'Nothing matches.' : 'No claims, volumes or pods in this plan.'));
    return;
  }
  const all = units(seen);
  const lines = linesBetween(all);
  const { columns, width, height } = laidOut(all, lines);
  const picked = all.find((unit) => chosen.picked && (chosen.picked.members
    ? unit.box === chosen.picked && unit.members.length > 1 : unit.members.includes(chosen.picked)));
  const on = picked && trace(picked);
  const room = graph.clientWidth || width;
  const factor = scale || Math.min(1, Math.max(SMALLEST, (room - 4) / width));
  const svg = make('svg', { viewBox: '0 0 ' + width + ' ' + height, width: width * factor, height: height * factor, class: on ? 'traced' : '' });
  columns.forEach((column) => {
    if (column.some((unit) => !unit.pass)) svg.append(make('text', { class: 'col', x: leftOf(column[0]), y: 26 }, data.titles[column[0].column]));
  });
  const isOn = (line) => on && on.has(line.left) && on.has(line.right);
  lines.forEach((line) => svg.append(make('path', { class: line.kind + (isOn(line) ? ' on' : ''), d: curve(line) })));
  all.forEach((unit) => {
    const element = boxOf(unit);
    if (on && on.has(unit)) element.classList.add('on');
    if (unit === picked) element.classList.add('picked');
    svg.append(element);
  });
  lines.filter((line) => line.kind === 'misses').forEach((line) => svg.append(make('text', {
    class: 'tag' + (isOn(line) ? ' on' : ''), x: (leftOf(line.left) + WIDE + leftOf(line.right)) / 2, y: (line.left.middle + line.right.middle) / 2 - 5,
  }, '✕ ' + fitted(line.label, 11.5, WIDE / 2))));
  graph.append(svg);
  const claimColumn = columns.find((column) => column[0].column === CLAIM);
  graph.scrollLeft = !isFirst ? scrollLeft : claimColumn && graph.clientWidth < 3 * WIDE * factor ? (leftOf(claimColumn[0]) - EDGE) * factor : 0;
  graph.scrollTop = scrollTop;
  if (picked && seen.follow) {
    graph.scrollTop = picked.middle * factor - graph.clientHeight / 2;
    const left = leftOf(picked) * factor;
    if (left < graph.scrollLeft || left + WIDE * factor > graph.scrollLeft + graph.clientWidth) graph.scrollLeft = left - graph.clientWidth / 2;
  }
}
