/*
 * The order in which charts and objects are written: what others depend on comes first, else as they were created. It is that of cdk8s, which walks
 * every path of dependencies; here each construct is visited once.
 */
import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';

/** Charts and objects of an app in their order. */
export interface Order {
  readonly charts: Chart[];
  /** Whether a chart depends on another: file names then begin with a number. */
  readonly hasDependentCharts: boolean;
  /** The objects of a chart, without those of charts inside of it. */
  objectsOf(chart: Chart): ApiObject[];
}

/** All objects of a construct: who depends on it depends on each. */
interface Group {
  readonly members: ApiObject[];
}

type Vertex = IConstruct | Group;

/** Works out the order of an app. Names a cycle of dependencies if there is one. */
export function orderOf(root: IConstruct): Order {
  return new Ordering(root);
}

/** The charts of an app as its dependencies are stated, without those that follow from them. */
export function statedOrder(root: IConstruct): Chart[] {
  const all = root.node.findAll();
  const stated = new Map(all.map((construct) => [construct, construct.node.dependencies] as const));
  return topology(all, (construct) => stated.get(construct as IConstruct) ?? []).filter(isChart);
}

class Ordering implements Order {
  public readonly charts: Chart[];
  public readonly hasDependentCharts: boolean;

  private readonly edges = new Map<IConstruct, Set<Vertex>>();
  private readonly groups = new Map<IConstruct, Group>();

  constructor(root: IConstruct) {
    const all = root.node.findAll();
    const charts = all.filter(isChart);
    for (const construct of all) for (const target of construct.node.dependencies) this.add(construct, target);
    let hasDependentCharts = false;
    for (const chart of charts) {
      for (const child of chart.node.children.filter(isChart)) {
        this.add(chart, child);
        hasDependentCharts = true;
      }
    }
    for (const [source, target] of this.stated(all)) {
      const [from, to] = [Chart.of(source), Chart.of(target)];
      if (from === to) continue;
      this.add(from, to);
      hasDependentCharts = true;
    }
    for (const [source, target] of this.stated(all)) this.expand(source, target);
    this.hasDependentCharts = hasDependentCharts;
    this.charts = this.edges.size ? topology(all, (vertex) => this.after(vertex)).filter(isChart) : byKey(all).filter(isChart);
  }

  public objectsOf(chart: Chart): ApiObject[] {
    const all = chart.node.findAll();
    const isFree = this.edges.size === 0 || !all.some((construct) => this.edges.has(construct));
    const ordered = isFree ? all : topology(all, (vertex) => this.after(vertex));
    return ordered.filter((construct): construct is ApiObject => ApiObject.isApiObject(construct) && Chart.of(construct) === chart);
  }

  private add(source: IConstruct, target: Vertex): void {
    const known = this.edges.get(source);
    if (known) known.add(target);
    else this.edges.set(source, new Set([target]));
  }

  private stated(all: readonly IConstruct[]): Array<readonly [IConstruct, IConstruct]> {
    return all.flatMap((source) => [...this.edges.get(source) ?? []].map((target) => [source, target as IConstruct] as const));
  }

  /** The objects of a construct depend on those of another. An object that is among both depends on the others one by one. */
  private expand(source: IConstruct, target: IConstruct): void {
    const group = this.group(target);
    if (group.members.length === 0) return;
    const members = new Set<IConstruct>(group.members);
    for (const object of this.group(source).members) {
      if (!members.has(object)) this.add(object, group);
      else for (const member of group.members) if (member !== object) this.add(object, member);
    }
  }

  private group(construct: IConstruct): Group {
    let found = this.groups.get(construct);
    if (!found) {
      Chart.of(construct); // which says that there must be one
      const members: ApiObject[] = [];
      const visit = (one: IConstruct) => {
        if (ApiObject.isApiObject(one)) members.push(one);
        for (const child of one.node.children) if (!Chart.isChart(child)) visit(child);
      };
      visit(construct);
      this.groups.set(construct, found = { members });
    }
    return found;
  }

  private after(vertex: Vertex): Iterable<Vertex> {
    return 'members' in vertex ? vertex.members : this.edges.get(vertex) ?? [];
  }
}

/** Constructs after what they depend on; those that nothing depends on are visited first. */
function topology(all: readonly IConstruct[], after: (vertex: Vertex) => Iterable<Vertex>): IConstruct[] {
  const scope = new Set<Vertex>(all);
  const within = (vertex: Vertex) => ('members' in vertex ? scope.has(vertex.members[0]) : scope.has(vertex));
  const inbound = new Set<Vertex>();
  const reach = (vertex: Vertex) => {
    for (const next of after(vertex)) {
      if (!within(next) || inbound.has(next)) continue;
      inbound.add(next);
      if ('members' in next) reach(next);
    }
  };
  for (const construct of all) reach(construct);
  const done = new Set<Vertex>();
  const ordered: IConstruct[] = [];
  const visit = (start: Vertex) => {
    const open = new Set<Vertex>();
    const path: Array<{ readonly vertex: Vertex; readonly next: Iterator<Vertex> }> = [];
    const enter = (vertex: Vertex) => {
      open.add(vertex);
      path.push({ vertex, next: after(vertex)[Symbol.iterator]() });
    };
    if (!done.has(start)) enter(start);
    while (path.length) {
      const { vertex, next } = path[path.length - 1];
      const { done: isEnd, value } = next.next();
      if (isEnd) {
        path.pop();
        open.delete(vertex);
        done.add(vertex);
        if (!('members' in vertex)) ordered.push(vertex);
      } else if (within(value) && !done.has(value)) {
        if (open.has(value)) throw cycle([...path.map((step) => step.vertex), value]);
        enter(value);
      }
    }
  };
  for (const construct of byKey(all)) if (!inbound.has(construct)) visit(construct);
  for (const construct of all) visit(construct); // what is left lies on a cycle
  return ordered;
}

function cycle(path: readonly Vertex[]): Error {
  const around = path.slice(path.indexOf(path[path.length - 1])).filter((vertex): vertex is IConstruct => !('members' in vertex));
  const names = around.map((construct) => construct.node.path);
  return new Error(`Dependency cycle detected: ${names[0] === names[names.length - 1] && names.length > 1 ? names.join(' => ') : [...names, names[0]].join(' => ')}`);
}

/** As keys of an object are ordered, which cdk8s keeps paths in: those that are numbers come first. */
function byKey(all: readonly IConstruct[]): IConstruct[] {
  const numbers = all.filter(({ node }) => node.scope?.node.scope === undefined && /^(0|[1-9]\d{0,9})$/.test(node.id)
    && Number(node.id) < 2 ** 32 - 1);
  if (numbers.length === 0) return [...all];
  const first = new Set<IConstruct>(numbers.sort((a, b) => Number(a.node.id) - Number(b.node.id)));
  return [...first, ...all.filter((construct) => !first.has(construct))];
}

function isChart(construct: IConstruct): construct is Chart {
  return Chart.isChart(construct);
}
