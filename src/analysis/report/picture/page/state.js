'use strict';
const data = JSON.parse(document.getElementById('data').textContent);
const CLAIM = 2, MANY = 40;
const COLUMNS = data.titles.map((_, i) => i);
const things = data.things.map((thing, id) => Object.assign(thing, { id, boxed: undefined }));
const links = data.links.map(([from, list, kind, label]) => ({ from, to: data.lists[list], kind, label }));
data.boxes.forEach((box) => box.members.forEach((id) => { things[id].boxed = box; }));
const claims = things.filter((thing) => thing.column === CLAIM && thing.status !== 'absent');
const near = things.map(() => []);
links.forEach((link) => link.to.forEach((id) => {
  near[link.from].push({ id, link });
  near[id].push({ id: link.from, link });
}));
claims.forEach((claim) => {
  const around = near[claim.id].filter(({ link }) => link.kind !== 'may').map(({ id }) => things[id].name);
  claim.words = [fullName(claim), claim.from, claim.status, ...around, ...claim.facts.map((fact) => fact[1])].join('\n').toLowerCase();
});
things.forEach((thing) => { if (thing.words === undefined) thing.words = fullName(thing).toLowerCase(); });
const chosen = { text: '', off: new Set(), namespace: '', unfolded: new Set(), picked: undefined, from: '#search', rows: 300 };

function fullName(thing) {
  return (thing.namespace ? thing.namespace + '/' : '') + thing.name;
}

/** Creates an element; children are elements or texts. */
function make(tag, attributes, ...children) {
  const svg = ['svg', 'g', 'rect', 'circle', 'path', 'text', 'title'].includes(tag);
  const element = svg ? document.createElementNS('http://www.w3.org/2000/svg', tag) : document.createElement(tag);
  Object.entries(attributes || {}).forEach(([key, value]) => {
    if (key === 'onclick') element.addEventListener('click', value);
    else if (value !== undefined) element.setAttribute(key, value);
  });
  element.append(...children);
  return element;
}

function isFiltered() {
  return chosen.text !== '' || chosen.off.size > 0 || chosen.namespace !== '';
}

/** Whether a thing matches every word of the search. */
function isFound(thing) {
  return chosen.text.toLowerCase().split(/\s+/).filter(Boolean).every((word) => thing.words.includes(word));
}

function matching() {
  return claims.filter((claim) => !chosen.off.has(claim.status) && (!chosen.namespace || claim.namespace === chosen.namespace) && isFound(claim));
}

/** Volumes, classes, pods and other things that match the search. */
function others() {
  return chosen.text === '' ? [] : things.filter((thing) => thing.column !== CLAIM && (!chosen.namespace || !thing.namespace || thing.namespace === chosen.namespace)
    && thing.kind !== 'New volume' && isFound(thing));
}

/** The visible things when filtered: the matches and everything connected to them, to the left and to the right. */
function inSight(found) {
  if (!isFiltered()) return things;
  const seen = new Set(found.map((thing) => thing.id));
  const walk = (id, direction) => near[id].forEach((step) => {
    if (seen.has(step.id) || (things[step.id].column - things[id].column) * direction <= 0) return;
    seen.add(step.id);
    walk(step.id, direction);
  });
  found.forEach((thing) => { walk(thing.id, -1); walk(thing.id, 1); });
  return things.filter((thing) => seen.has(thing.id));
}

/** Units to draw: single things, or groups of similar ones. */
function units(seen) {
  const result = [];
  COLUMNS.forEach((column) => {
    const own = seen.filter((thing) => thing.column === column);
    const single = isFiltered() && own.length <= (column === 0 ? 3 : MANY);
    const folded = new Map();
    own.forEach((thing) => {
      const box = single || (thing.boxed && chosen.unfolded.has(thing.boxed)) ? undefined : thing.boxed;
      if (box && folded.has(box)) folded.get(box).members.push(thing);
      else {
        const unit = { column, members: [thing], box, rank: thing.rank };
        if (box) folded.set(box, unit);
        result.push(unit);
      }
    });
  });
  result.forEach((unit) => {
    const [first] = unit.members;
    unit.name = unit.members.length > 1 ? unit.members.length + ' × ' + unit.box.name : first.name;
    unit.note = unit.members.length > 1 ? unit.box.note : [first.word, first.note].filter(Boolean).join(' · ');
    unit.status = first.status;
  });
  return result.sort((a, b) => a.column - b.column || a.rank - b.rank);
}
