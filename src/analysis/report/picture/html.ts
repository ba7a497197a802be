import { arranged } from './arrange';
import { boxed } from './boxes';
import { Column, Graph, PictureFinding } from './graph';
import { LOOKS, TITLES } from './look';
import { script, scriptHash, style, styleHash } from './page/assets.json';
import { byName, jsonBlock, printable, xml } from './text';
import { addTo } from '../../../core/multimap';
import type { ClaimCandidates } from '../../plan/candidates';

/** A self-contained page. Its content security policy runs this script only and loads nothing, so a mistake in escaping cannot do harm. */
export function html(graph: Graph, title: string, findings: readonly PictureFinding[], lookedAt: ReadonlyMap<string, ClaimCandidates>): string {
  const policy = `default-src 'none'; script-src '${scriptHash}'; style-src '${styleHash}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${xml(title)}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1 title="${xml(title)}">${xml(title)}</h1>
<div class="chips" role="group" aria-label="Outcomes"></div>
<input id="search" type="search" placeholder="Search claims, volumes, classes, messages ( / )" aria-label="Search">
<select id="namespaces" aria-label="Namespace"><option value="">All namespaces</option></select>
<button id="overview" type="button"></button>
<button id="fold" type="button" hidden>Collapse groups</button>
<button id="key" type="button" aria-label="Legend and keyboard shortcuts">?</button>
<button id="theme" type="button" aria-label="Toggle dark mode">◐</button>
</header>
<main>
<nav id="list" aria-label="Claims"></nav>
<section id="stage" aria-label="Graph"><div id="graph"></div>
<div class="tools"><button type="button" data-zoom="0.8" aria-label="Zoom out">−</button><button type="button" data-zoom="0">Fit</button>\
<button type="button" data-zoom="1.25" aria-label="Larger">+</button></div></section>
<aside id="detail" aria-label="Details" aria-live="polite" hidden></aside>
</main>
<noscript>This page needs JavaScript; plan --format svg draws a picture without.</noscript>
<script type="application/json" id="data">${jsonBlock({ ...pageData(graph, findings), lookedAt: candidatesByThing(graph, lookedAt) })}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** The data that the page's script reads. */
function pageData(graph: Graph, findings: readonly PictureFinding[]): object {
  const drawing = boxed(graph);
  const rank = new Map<number, number>();
  for (const column of arranged(drawing).columns) for (const { box } of column) for (const id of box?.members ?? []) rank.set(id, rank.size);
  const lists = new Map<string, number>();
  const links = graph.links.map(({ from, to, kind, label }) => {
    const text = JSON.stringify(to);
    if (!lists.has(text)) lists.set(text, lists.size);
    return label === undefined ? [from, lists.get(text), kind] : [from, lists.get(text), kind, label];
  });
  return {
    closed: graph.closed,
    looks: LOOKS,
    titles: Object.values(TITLES),
    namespaces: [...new Set(graph.things.map(({ namespace }) => namespace))].filter(Boolean).sort(byName).map(printable),
    things: graph.things.map(({ id, column, kind, namespace, name, status, word, note, from, facts }) => ({
      column,
      kind,
      namespace: printable(namespace),
      name: printable(name),
      status,
      word: printable(word),
      note: printable(note),
      from: printable(from),
      facts: facts.map(([label, text]) => [label, printable(text)]),
      rank: rank.get(id),
    })),
    links,
    lists: [...lists.keys()].map((text) => JSON.parse(text)),
    boxes: drawing.boxes.filter(({ members }) => members.length > 1).map(({ members, name, note }) => (
      { members, name: printable(name), note: printable(note) })),
    refused: graph.refused.map(({ object, field, message }) => ({ object: printable(object), field: printable(field), message: printable(message) })),
    allFindings: findings.map(({ rule, severity, object, message, fix }) => ({
      rule, severity, object: printable(titleOf(object)), message: printable(message), fix: printable(fix),
    })),
    findings: findingsByThing(graph, findings),
  };
}

/** What claims look at, by the thing: the order, a line for each volume, and how many more there are. */
function candidatesByThing({ things }: Graph, lookedAt: ReadonlyMap<string, ClaimCandidates>): object {
  return Object.fromEntries(things.flatMap(({ id, column, namespace, name }) => {
    const lists = column === Column.CLAIM ? lookedAt.get(`${namespace}/${name}`) : undefined;
    if (!lists?.candidates.length) return [];
    const rows = lists.candidates.map(({ volume, accessModes, passed, failed }) => [
      `${volume} · ${accessModes.join(', ')}`,
      failed ? `fails ${failed.condition}: wanted ${failed.wanted}; found ${failed.found}` : 'may be bound',
      passed.length ? `passes ${passed.join(', ')}` : '',
    ]);
    return [[id, { order: lists.order, rows, more: lists.more }]];
  }));
}

/** Indexes of findings by the thing that they concern: the object itself, or the workload that creates it. */
function findingsByThing({ things }: Graph, findings: readonly PictureFinding[]): { [id: number]: number[] } {
  const byObject = new Map<string, number[]>();
  findings.forEach(({ object }, i) => addTo(byObject, titleOf(object), i));
  return Object.fromEntries(things.flatMap(({ id, kind, namespace, name, from }) => {
    const workload = /^([^/]*)\/(.*)$/s.exec(from);
    const titles = [titleOf({ kind, namespace, name }), ...(workload ? [titleOf({ kind: workload[1], namespace, name: workload[2] })] : [])];
    const found = titles.flatMap((text) => byObject.get(text) ?? []);
    return found.length ? [[id, found]] : [];
  }));
}

function titleOf({ kind, namespace, name }: PictureFinding['object']): string {
  return `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
}
