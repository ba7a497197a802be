import { ApiObject } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { Context, Converter, NOTHING } from './convert';
import { entryOf, step } from './fault-of';
import { constructed, called } from './library';
import { isNull } from './merge';
import { Entry, Fault, faultAt, Mapping, Node, Place } from './source';
import { Adder, addersOf, API_OBJECT, callParameters, CONSTRUCTS, fieldsOf, SECTIONS, SHAPES } from './types';
import { Advice } from '../../constructs/advice';
import { nearest } from '../../core/nearest';

/** What a document may ask for of the world around it. */
export type Outside = Pick<Context, 'environment' | 'read'>;

/** An object that a document declares by its name. */
interface Declared {
  readonly name: string;
  readonly type: string;
  readonly node: Node;
  readonly path: string;
  readonly key: Place;
  state: 'new' | 'building' | 'built';
  /** Undefined if it has faults. */
  value?: any;
}

/** Something that a name may stand for. */
interface Candidate { readonly value: any; readonly role: string; readonly path: string }

/** The objects of a document: created in its order, but what others refer to first. */
export class Objects {
  /** What was written for a construct, by its path in the tree. */
  public readonly written = new Map<string, { readonly node: Node; readonly path: string }>();
  private readonly declared: Declared[] = [];
  private readonly converter: Converter;

  /**
   * @param chart The chart that holds the objects, undefined if it has faults: then objects are converted, and not created
   */
  constructor(
    private readonly chart: Construct | undefined, private readonly chartType: string | undefined, root: Mapping, private readonly faults: Fault[],
    { environment, read }: Outside,
  ) {
    this.converter = new Converter({
      faults,
      environment,
      read,
      reference: (type, name, field) => this.reference(type, name, field),
      names: (type) => this.declared.filter((one) => is(one.type, type)).map(({ name }) => name),
      scope: () => this.chart && [this.chart, this.freeId()],
    });
    for (const [section, { value }] of root.entries) {
      const type = SECTIONS.get(section);
      if (!type || isNull(value)) continue;
      if (value.kind !== 'map') faults.push(faultAt(value.place, section, `must be a map of names to ${type}s`));
      else for (const [name, entry] of value.entries) this.declare(name, entry, type, section);
    }
  }

  public buildAll(): void {
    for (const one of this.declared) this.build(one);
  }

  /** Has the methods of an object called that add others to it: those of `node` that its type has. */
  public add(to: any, type: string, node: Node | undefined, path: string): void {
    if (node?.kind !== 'map') return;
    for (const adder of addersOf(type)) {
      const entry = node.entries.get(adder.field);
      if (!entry || isNull(entry.value)) continue;
      const at = step(path, adder.field);
      if (!adder.isNamed) this.addOne(to, type, adder, entry.value, at);
      else if (entry.value.kind !== 'map') this.faults.push(faultAt(entry.value.place, at, 'must be a map of names to what each of them has'));
      else for (const [name, { value }] of entry.value.entries) this.addNamed(to, adder, name, value, entryOf(at, name));
    }
  }

  public acknowledge(construct: IConstruct, node: Node, path: string): void {
    const entry = node.kind === 'map' ? node.entries.get('acknowledge') : undefined;
    if (!entry) return;
    const reasons = this.converter.value(entry.value, 'string{}', step(path, 'acknowledge'));
    if (reasons === NOTHING) return;
    for (const [id, reason] of Object.entries(reasons as { [id: string]: string })) {
      this.converter.attempt(entry.value, entryOf(step(path, 'acknowledge'), id), () => Advice.of(construct).acknowledge(id, reason));
    }
  }

  private addOne(to: any, type: string, { method }: Adder, node: Node, path: string): void {
    const args = this.converter.args(node, callParameters(`!${type}#${method}`), path);
    if (args !== NOTHING && to) this.keep(this.converter.attempt(node, path, () => to[method](...args)), node, path);
  }

  private addNamed(to: any, { method, type }: Adder, name: string, node: Node, path: string): void {
    const options = this.converter.object(orEmpty(node), fieldsOf(type), path, (field) => field === 'acknowledge');
    const made = options === NOTHING || !to ? undefined : this.converter.attempt(node, path, () => to[method](name, options));
    const value = made === NOTHING ? undefined : made;
    this.keep(value, node, path);
    this.declared.push({ name, type: value?.constructor.name ?? method.replace(/^add/, 'I'), node, path, key: node.place, state: 'built', value });
  }

  /** Remembers where a construct is written, and takes its acknowledgements. */
  private keep(made: any, node: Node, path: string): void {
    if (!Construct.isConstruct(made)) return;
    this.written.set(made.node.path, { node, path });
    this.acknowledge(made, node, path);
  }

  private declare(name: string, { key, value }: Entry, type: string, section: string): void {
    this.declared.push({ name, type, node: orEmpty(value), path: entryOf(section, name), key, state: 'new' });
  }

  private build(one: Declared): any {
    if (one.state === 'building') this.faults.push(faultAt(one.key, one.path, 'refers to itself, through what it refers to'));
    if (one.state !== 'new') return one.value;
    one.state = 'building';
    const made = this.construct(one);
    one.state = 'built';
    if (made === NOTHING) return undefined;
    one.value = made;
    this.keep(made, one.node, one.path);
    this.add(made, one.type, one.node, one.path);
    return made;
  }

  private construct({ name, type, node, path }: Declared): any {
    const { props, from } = CONSTRUCTS[type];
    const adders = new Set(['acknowledge', ...addersOf(type).map(({ field }) => field)]);
    if (props === undefined) return this.fromMethod(name, type, Object.keys(from!), node, path);
    const isOpen = type === API_OBJECT;
    const given = this.converter.object(node, fieldsOf(`@${type}`), path, (field) => adders.has(field), undefined, isOpen);
    if (!this.chart) this.addDry(type, node, path);
    if (given === NOTHING || !this.chart) return NOTHING;
    return this.converter.attempt(node, path, () => {
      const scope = this.scopeFor(name, path);
      return isOpen ? new ApiObject(scope, name, given as any) : constructed(type, scope, name, given);
    });
  }

  /** Without a chart, what is added to objects is converted as well: all faults are told at once. */
  private addDry(type: string, node: Node, path: string): void {
    this.add(undefined, type, node, path);
  }

  /** A class of which only static methods construct something: {awsEbs: {…}}. */
  private fromMethod(name: string, type: string, methods: readonly string[], node: Node, path: string): any {
    const entries = node.kind === 'map' ? [...node.entries].filter(([key]) => key !== 'acknowledge') : [];
    const [[method, { value: inner }] = ['', { value: node }]] = entries;
    if (entries.length !== 1 || !methods.includes(method)) {
      const near = nearest(method, methods);
      this.faults.push(faultAt(entries[0]?.[1].key ?? node.place, path, 'must be a map with one of '
        + `${methods.join(', ')}${near ? `: did you mean ${near}?` : ''}`));
      return NOTHING;
    }
    const args = this.converter.args(orEmpty(inner), callParameters(`!${type}#${method}`), step(path, method));
    if (args === NOTHING || !this.chart) return NOTHING;
    return this.converter.attempt(inner, step(path, method), () => called(`${type}.${method}`, [this.scopeFor(name, path), name, ...args]));
  }

  /** The chart; a scope of the section where another object of the chart has the id. */
  private scopeFor(id: string, path: string): Construct {
    const chart = this.chart!;
    if (!chart.node.tryFindChild(id)) return chart;
    const section = path.split(/[.[]/)[0];
    return (chart.node.tryFindChild(section) as Construct | undefined) ?? new Construct(chart, section);
  }

  private freeId(): string {
    let count = 1;
    while (this.chart!.node.tryFindChild(`Existing${count}`)) count++;
    return `Existing${count}`;
  }

  /** What a name stands for: an object of the document by its name there, else what is called so in the cluster or held by an object. */
  private reference(type: string, name: string, field: string): unknown {
    const own = this.declared.filter((one) => one.name === name && is(one.type, type));
    const exact = this.chosen(own.map((one) => ({ value: one, role: one.type, path: one.path })), field, name);
    if (exact) return this.build(exact.value) ?? NOTHING;
    if (!this.chart) return SECTIONS.size && CONSTRUCTS[type] === undefined && !(type in SHAPES.classes) ? undefined : this.dry(type);
    return this.chosen(this.held(type, name), field, name)?.value;
  }

  /** Without a chart, nobody knows the names of what its components hold. */
  private dry(type: string): unknown {
    return Object.values(CONSTRUCTS).some(({ members }) => Object.values(members).some((member) => is(member.replace('[]', ''), type))) ? NOTHING
      : undefined;
  }

  /** What the chart and its objects hold by that name: the classes of a provisioner, the claim of a DataVolume. */
  private held(type: string, name: string): Candidate[] {
    const found: Candidate[] = [];
    const visit = (value: any, of: string | undefined, path: string, depth: number) => {
      for (const [member, kind] of Object.entries(CONSTRUCTS[of ?? '']?.members ?? {})) {
        if (isProp(of!, member)) continue;
        const held = kind.replace('[]', '');
        const values = (Array.isArray(value[member]) ? value[member] : [value[member]]).filter((one: unknown) => one !== undefined);
        for (const one of values) {
          const isIt = is(held, type) && (nameOf(one, type) === name || depth === 0 && member === name);
          if (isIt && !found.some((other) => other.value === one)) found.push({ value: one, role: member, path: step(path, member) });
          if (depth < 2) visit(one, held, step(path, member), depth + 1);
        }
      }
    };
    if (this.chartType) visit(this.chart, this.chartType, '', 0);
    const holders = this.declared.filter((one) => one.state !== 'building' && (is(one.type, type)
      || Object.entries(CONSTRUCTS[one.type]?.members ?? {})
        .some(([member, kind]) => !isProp(one.type, member) && is(kind.replace('[]', ''), type))));
    // Those of that name first, then those that exist: what is not needed yet is created in its own place.
    const rank = (one: Declared) => (one.name === name ? 0 : one.state === 'built' ? 1 : 2);
    for (const one of [...holders].sort((x, y) => rank(x) - rank(y))) {
      if (found.length) break;
      const value = this.build(one);
      if (value && is(one.type, type) && nameOf(value, type) === name) found.push({ value, role: one.type, path: one.path });
      if (value) visit(value, one.type, one.path, 1);
    }
    return found;
  }

  /** One of several: that whose role is what the field asks for, such as a PersistentVolumeClaim for "claim". */
  private chosen(candidates: readonly Candidate[], field: string, name: string): Candidate | undefined {
    if (candidates.length < 2) return candidates[0];
    const fitting = candidates.filter(({ role }) => role.toLowerCase().endsWith(field.toLowerCase().replace(/s$/, '')));
    if (fitting.length === 1) return fitting[0];
    const { place } = this.declared.find(({ path }) => path === candidates[1].path)?.node ?? { place: undefined };
    if (place) {
      this.faults.push(faultAt(place, candidates[1].path, `has the name "${name}", to which ${field || 'a field'} refers, and so has `
      + `${candidates[0].path}. Rename one`));
    }
    return candidates[0];
  }
}

/** Whether an object of a class can stand for a type of props. */
function is(name: string, type: string): boolean {
  return name === type || (CONSTRUCTS[name]?.is.includes(type) ?? false);
}

/** Whether a member of an object is what it was given. */
function isProp(name: string, member: string): boolean {
  const { props } = CONSTRUCTS[name];
  const type = props ? fieldsOf(props.replace('?', '')).get(member)?.type : undefined;
  return type !== undefined && type.split('|').some((one) => one in SHAPES.classes);
}

function nameOf(value: any, type: string): unknown {
  const member = SHAPES.classes[type]?.has.find((one) => /[nN]ame$/.test(one));
  return member && value?.[member];
}

function orEmpty(node: Node): Node {
  return isNull(node) ? { kind: 'map', place: node.place, entries: new Map() } : node;
}
