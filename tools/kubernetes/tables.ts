/* The tables of src/kubernetes/data that upstream's sources decide, as functions of them. */

interface Row { readonly apiVersion: string; readonly kind: string; readonly since: string; readonly removed?: string; readonly use?: string }
type Shape = { readonly [field: string]: string };
/** Names of fields, by type. */
type Names = { readonly [type: string]: readonly string[] };

/** What conformance/facts prints about a release. */
export interface Facts {
  readonly minor: string;
  readonly version: string;
  readonly lifecycle: readonly Row[];
  readonly gates: { readonly [gate: string]: { readonly onSince?: string } };
  readonly types: { readonly [name: string]: { readonly kinds?: readonly string[]; readonly fields: Shape } };
  readonly scopes: ReadonlyArray<{ readonly group: string; readonly kind: string; readonly namespaced: boolean }>;
  readonly enums: { readonly [name: string]: readonly string[] };
  readonly functions: { readonly [name: string]: string };
}

export interface Tables {
  readonly 'fields': {
    readonly source: string;
    /** The minor that `types` began with. */
    readonly base: string;
    /** Fields and types that later minors added, and fields that they dropped. */
    readonly since: { readonly [minor: string]: Names };
    readonly until: { readonly [minor: string]: Names };
    readonly roots: { readonly [kind: string]: string };
    readonly types: { readonly [type: string]: Shape };
  };
  readonly 'api-versions': readonly Row[];
  readonly 'feature-gates': { readonly [gate: string]: string };
  readonly 'features': { readonly [feature: string]: { readonly name: string; readonly gate: string; readonly since: string; readonly onSince?: string } };
  readonly 'kinds': {
    readonly builtIn: { readonly [group: string]: { readonly namespaced: readonly string[]; readonly cluster: readonly string[] } };
    readonly custom: object;
  };
}

export const TABLES = ['fields', 'api-versions', 'feature-gates', 'features', 'kinds'] as const;

/** What every minor since this one serves needs no row: this library supports 1.15 and newer. */
const OLDEST = 14;
/** Requests, options and reviews: kinds of which no object is stored, so that nobody writes one to a file. */
const NOT_STORED = /Review$|Options$|Discovery$|^(Binding|DeploymentRollback|PodStatusResult|RangeAllocation|Scale|SerializedReference|TokenRequest)$/;
/** Types whose last word means another type in fields.json. */
const RENAMED: { readonly [name: string]: string } = { 'io.k8s.api.rbac.v1.Subject': 'RoleSubject' };

const number = (minor: string) => Number(minor.split('.')[1]);
const byName = <T>(entries: Iterable<readonly [string, T]>) => Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
const keyOf = ({ apiVersion, kind }: Row) => `${apiVersion} ${kind}`;
const groupOf = (apiVersion: string) => (apiVersion.includes('/') ? apiVersion.split('/')[0] : '');
const isStored = ({ apiVersion, kind }: Row) => !NOT_STORED.test(kind) && !(kind === 'Eviction' && groupOf(apiVersion) === 'policy');

/** The tables with what a minor says, given the minor before it. */
export function imported(tables: Tables, facts: Facts, previous: Facts): Tables {
  return {
    'fields': fields(tables.fields, facts),
    'api-versions': versions(tables['api-versions'], facts, previous),
    'feature-gates': byName([...Object.entries(tables['feature-gates']), ...removedGates(facts, previous).map((gate) => [gate, facts.minor] as const)]),
    'features': features(tables.features, facts),
    'kinds': kinds(tables.kinds, facts),
  };
}

/** Gates that no component of the minor knows, and one of the minor before did. */
export function removedGates(facts: Facts, previous: Facts): string[] {
  return Object.keys(previous.gates).filter((gate) => !Object.hasOwn(facts.gates, gate));
}

/** The types that the roots lead to. */
function typesOf(roots: Tables['fields']['roots'], { types }: Facts): { [type: string]: Shape } {
  const found: { [type: string]: Shape } = {};
  const nameOf = (full: string) => RENAMED[full] ?? full.slice(full.lastIndexOf('.') + 1);
  const add = (full: string, name: string) => {
    if (found[name]) return;
    found[name] = {};
    found[name] = byName(Object.entries(types[full].fields).map(([field, notation]) => {
      const [, prefix, inner] = /^([[{]*)(.*)$/.exec(notation)!;
      if (types[inner]) add(inner, nameOf(inner));
      return [field, prefix + (types[inner] ? nameOf(inner) : inner.includes('.') ? 'x' : inner)] as const;
    }));
  };
  for (const [kind, name] of Object.entries(roots)) {
    const full = Object.keys(types).find((one) => types[one].kinds?.length === 1 && types[one].kinds![0] === kind);
    if (full) add(full, name);
  }
  return byName(Object.entries(found));
}

function fields(table: Tables['fields'], facts: Facts): Tables['fields'] {
  const types = typesOf(table.roots, facts);
  const newest = Object.keys(table.since).pop() ?? table.base;
  if (number(facts.minor) <= number(newest) && Object.keys(table.types).length) return table;
  const source = table.source.replace(/v1\.\d+\.\d+/, facts.version);
  if (!Object.keys(table.types).length) return { ...table, source, types };
  const all: { [type: string]: Shape } = { ...table.types };
  const [added, dropped]: Array<{ [type: string]: string[] }> = [{}, {}];
  for (const [name, shape] of Object.entries(types)) {
    const before = all[name] ?? {};
    all[name] = byName(Object.entries({ ...before, ...shape }));
    if (!table.types[name]) continue; // only fields that are new themselves lead to a new type
    const fresh = Object.keys(shape).filter((field) => !Object.hasOwn(before, field));
    const gone = Object.keys(before).filter((field) => !Object.hasOwn(shape, field) && !isDropped(table, name, field));
    if (fresh.length) added[name] = fresh;
    if (gone.length) dropped[name] = gone;
  }
  return {
    ...table,
    source,
    since: { ...table.since, [facts.minor]: byName(Object.entries(added)) },
    until: { ...table.until, ...Object.keys(dropped).length ? { [facts.minor]: byName(Object.entries(dropped)) } : {} },
    types: byName(Object.entries(all)),
  };
}

function isDropped({ until }: Tables['fields'], type: string, field: string): boolean {
  return Object.values(until).some((names) => names[type]?.includes(field));
}

/**
 * Rows of upstream take the place of what an older minor announced. The replacement is the stable version, once there is one. Versions are also dropped
 * without notice.
 */
function versions(table: readonly Row[], facts: Facts, previous: Facts): Row[] {
  const rows = new Map(table.map((row) => [keyOf(row), row]));
  const told = new Set(facts.lifecycle.map(keyOf));
  for (const row of previous.lifecycle.filter((one) => isStored(one) && !told.has(keyOf(one)))) {
    const left = facts.lifecycle.filter(({ apiVersion, kind }) => kind === row.kind && groupOf(apiVersion) === groupOf(row.apiVersion));
    const removed = row.removed && number(row.removed) < number(facts.minor) ? row.removed : facts.minor;
    rows.set(keyOf(row), { ...row, removed, use: left.map(({ apiVersion }) => apiVersion).sort().pop() });
  }
  const [now, then] = [facts, previous].map(servedKinds);
  for (const [key, row] of now) if (!then.has(key) && !rows.has(key)) rows.set(key, { ...row, since: facts.minor });
  for (const key of then.keys()) {
    const row = rows.get(key);
    if (!row || now.has(key) || (row.removed && number(row.removed) < number(facts.minor))) continue;
    const left = [...now.values()].filter(({ apiVersion, kind }) => kind === row.kind && groupOf(apiVersion) === groupOf(row.apiVersion));
    rows.set(key, { ...row, removed: facts.minor, use: left.map(({ apiVersion }) => apiVersion).sort().pop() });
  }
  for (const row of facts.lifecycle) {
    if (isStored(row) && (row.removed || number(row.since) >= OLDEST)) rows.set(keyOf(row), row);
  }
  const stable = new Map<string, string>();
  for (const { apiVersion, kind } of [...facts.lifecycle, ...rows.values()]) {
    if (/(^|\/)v\d+$/.test(apiVersion)) stable.set(`${groupOf(apiVersion)} ${kind}`, apiVersion);
  }
  return [...rows.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)).map(({ apiVersion, kind, since, removed, use }) => {
    const better = removed ? stable.get(`${groupOf(apiVersion)} ${kind}`) ?? use : use;
    return { apiVersion, kind, since, ...removed ? { removed } : {}, ...better ? { use: better } : {} };
  });
}

/** Versions of stored objects that the OpenAPI document has; those in alpha have no lifecycle. */
function servedKinds({ types, scopes }: Facts): Map<string, Omit<Row, 'since'>> {
  const stored = new Set(scopes.map(({ group, kind }) => `${group} ${kind}`));
  const found = new Map<string, Omit<Row, 'since'>>();
  for (const [one, ...more] of Object.values(types).map(({ kinds: own = [] }) => own)) {
    if (!one || more.length) continue;
    const slash = one.lastIndexOf('/');
    const row = { apiVersion: one.slice(0, slash), kind: one.slice(slash + 1) };
    if (stored.has(`${groupOf(row.apiVersion)} ${row.kind}`) && isStored({ ...row, since: '' })) found.set(keyOf({ ...row, since: '' }), row);
  }
  return found;
}

function features(table: Tables['features'], { gates }: Facts): Tables['features'] {
  return Object.fromEntries(Object.entries(table).map(([name, { onSince, ...row }]) => {
    const now = gates[row.gate]?.onSince ?? onSince;
    return [name, { ...row, ...now ? { onSince: now } : {} }];
  }));
}

function kinds(table: Tables['kinds'], { scopes }: Facts): Tables['kinds'] {
  const groups = new Map(Object.entries(table.builtIn).map(([group, { namespaced, cluster }]) => [group, [new Set(cluster), new Set(namespaced)]]));
  for (const { group, kind, namespaced } of scopes) {
    const known = groups.get(group) ?? [new Set<string>(), new Set<string>()];
    groups.set(group, known);
    if (!known[0].has(kind) && !known[1].has(kind)) known[Number(namespaced)].add(kind);
  }
  const builtIn = [...groups]
    .map(([group, [cluster, namespaced]]) => [group, { namespaced: [...namespaced].sort(), cluster: [...cluster].sort() }] as const);
  return { ...table, builtIn: byName(builtIn) };
}

/** The tables without all that the facts of some minors say. */
export function stripped(tables: Tables, facts: readonly Facts[], previous: Facts): Tables {
  const upstream = new Set(facts.flatMap((one, i) => {
    const then = servedKinds(facts[i - 1] ?? previous);
    return [...one.lifecycle.map(keyOf), ...[...servedKinds(one).keys()].filter((key) => !then.has(key))];
  }));
  const removed = new Set(facts.flatMap((one, i) => removedGates(one, facts[i - 1] ?? previous)));
  const scopes = new Set(facts.flatMap((one) => one.scopes.map(({ group, kind }) => `${group} ${kind}`)));
  const told = facts[facts.length - 1].gates;
  const builtIn = Object.entries(tables.kinds.builtIn).map(([group, { namespaced, cluster }]) => {
    const [kept, wide] = [namespaced, cluster].map((list) => list.filter((kind) => !scopes.has(`${group} ${kind}`)));
    return [group, { namespaced: kept, cluster: wide }] as const;
  });
  return {
    'fields': { ...tables.fields, since: {}, until: {}, types: {} },
    'api-versions': tables['api-versions'].filter((row) => !upstream.has(keyOf(row))),
    'feature-gates': Object.fromEntries(Object.entries(tables['feature-gates']).filter(([gate]) => !removed.has(gate))),
    'features': Object.fromEntries(Object.entries(tables.features).map(([name, { onSince, ...row }]) => [
      name, { ...row, ...onSince && !told[row.gate]?.onSince ? { onSince } : {} },
    ])),
    'kinds': { ...tables.kinds, builtIn: Object.fromEntries(builtIn) },
  };
}

/** A table as its file: an entry a line. */
export function printed(name: typeof TABLES[number], table: any): string {
  const line = (value: unknown): string => {
    if (Array.isArray(value)) return `[${value.map(line).join(', ')}]`;
    if (typeof value !== 'object' || value === null) return JSON.stringify(value);
    return `{${Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}: ${line(inner)}`).join(', ')}}`;
  };
  const lines = (value: object, indent: string): string => {
    const entries = Object.entries(value);
    return entries.length ? `{\n${entries.map(([key, inner]) => `${indent}  ${JSON.stringify(key)}: ${line(inner)}`).join(',\n')}\n${indent}}` : '{}';
  };
  if (Array.isArray(table)) return `[\n${table.map((row) => `  ${line(row)}`).join(',\n')}\n]\n`;
  if (name !== 'fields' && name !== 'kinds') return `${lines(table, '')}\n`;
  return `{\n${Object.entries(table).map(([key, value]) => `  ${JSON.stringify(key)}: ${typeof value === 'object' ? lines(value as object, '  ') : line(value)}`).join(',\n')}\n}\n`;
}

/** What changed, and what a person must read because no table follows from it. */
export function review({ fields: { since } }: Tables, facts: Facts, previous: Facts): string {
  const list = (title: string, entries: readonly string[]) => (entries.length ? `${title} (${entries.length}):\n${entries.map((one) => `  ${one}\n`).join('')}` : '');
  const shared = Object.keys(facts.types).filter((name) => previous.types[name]);
  const fieldsOf = ({ types }: typeof facts, name: string) => JSON.stringify(Object.keys(types[name].fields));
  const changed = shared.filter((name) => fieldsOf(facts, name) !== fieldsOf(previous, name));
  const known = new Set(previous.lifecycle.map(keyOf));
  const values = (names: readonly string[] = []) => [...new Set(names)].join(' ');
  const own = (name: string) => !/\/v\d|zz_/.test(name);
  return [
    list('types with other fields', changed),
    list('new fields of known types', Object.entries(since[facts.minor] ?? {}).map(([type, names]) => `${type}: ${names.join(' ')}`)),
    list('new API versions', facts.lifecycle.filter((row) => !known.has(keyOf(row))).map(keyOf)),
    list('removed feature gates', removedGates(facts, previous)),
    list('feature gates now on by default', Object.keys(facts.gates).filter((gate) => facts.gates[gate].onSince === facts.minor)),
    list('READ: enumerations with other values, for field-rules.json', Object.keys(facts.enums)
      .filter((name) => previous.enums[name] && values(facts.enums[name]) !== values(previous.enums[name]))
      .map((name) => `${name}: ${values(previous.enums[name])} -> ${values(facts.enums[name])}`)),
    list('READ: changed validation and defaulting functions, for acceptance/ and meaning.json', Object.keys(facts.functions)
      .filter((name) => (own(name) || /SetDefaults/.test(name)) && facts.functions[name] !== previous.functions[name])),
  ].join('');
}
