import { boxed } from '../../../../src/analysis/report/picture/boxes';
import { Column, Graph, LinkKind, Status, Thing } from '../../../../src/analysis/report/picture/graph';

/** A thing that differs from all others, but has the fate of those of its kind. */
const thing = (id: number, column: Column): Thing => ({
  id, column, kind: 'Kind', namespace: 'shop', name: `thing-${id}`, status: Status.BOUND, word: 'bound', note: '', from: '', kin: [`own ${id}`, 'same', 'same', 'same'], facts: [],
});

/** So many claims, each used by so many pods. */
function graph(claims: number, pods: number): Graph {
  const things = Array.from({ length: claims + pods }, (_, id) => thing(id, id < claims ? Column.CLAIM : Column.POD));
  const [used, using] = [things.slice(0, claims), things.slice(claims)].map((list) => list.map(({ id }) => id));
  return { things, links: using.map((from) => ({ from, to: used, kind: LinkKind.USES })), refused: [], closed: true };
}

const drawn = (claims: number, pods: number) => {
  const { boxes, edges } = boxed(graph(claims, pods));
  return [boxes.length, edges.length];
};

test('up to 45 things of a column have a box each, more share one', () => {
  expect(drawn(45, 1)).toEqual([46, 45]);
  expect(drawn(46, 1)).toEqual([2, 1]);
  expect(drawn(1, 45)).toEqual([46, 45]);
  expect(drawn(1, 46)).toEqual([2, 1]);
});

test('up to 450 lines are drawn one by one', () => {
  expect(drawn(30, 15)).toEqual([45, 450]);
  expect(drawn(41, 11)).toEqual([2, 1]);
});
