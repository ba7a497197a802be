import { spawnSync } from 'child_process';
import { readFileSync } from 'fs';
import { join } from 'path';
import { App, ApiObject, Chart, Duration, Size } from 'cdk8s';
import * as library from '../../src';
import data from '../../src/core/data/shapes.json';
import { InvalidPropertyError } from '../../src/core/errors';
import { PropChecker, Shapes, takeProps } from '../../src/core/props';
import { thorough } from '../support/thorough';

const { Naming, Release, StorageClass, SecretText } = library;
const shapes = data as unknown as Shapes;
const root = join(__dirname, '../..');

function tool(args: string[], input = ''): { stdout: string; stderr: string; status: number | null } {
  const { stdout, stderr, status } = spawnSync(join(root, 'node_modules/.bin/tsx'), ['tools/shapes/write.ts', ...args], { cwd: root, encoding: 'utf8', input });
  return { stdout, stderr, status };
}

/** A checker of few types. */
const checker = new PropChecker({
  takes: { 'Cluster': 'ClusterProps', 'Node': 'NodeProps', 'Node.of': 'NodeProps?', 'Node.all': 'Taint[]' },
  structs: {
    Taint: [{ 'key': 'string', 'effect?': 'Effect' }],
    Common: [{ 'labels?': 'string{}' }],
    NodeProps: ['Common', {
      'replicas?': 'number',
      'taints?': 'Taint[]',
      'drained?': 'boolean',
      'spec?': 'any{}',
      'timeout?': 'Duration',
      'secret?': 'SecretText',
      'naming?': 'Naming',
      'registryMirror?': 'string',
      'flags?': 'string[]',
      'parent?': 'NodeProps',
      'role?': 'IRole|RoleProps',
      'roles?': 'IRole|RoleProps[]',
    }],
    RoleProps: [{ 'rules': 'string[]', 'name?': 'string', 'taint?': 'Taint' }],
    ClusterProps: [{ 'name': 'string', 'release?': 'Release', 'node?': 'NodeProps', 'pools?': 'NodeProps[]' }],
  },
  enums: { Effect: { NO_SCHEDULE: 'NoSchedule', NO_EXECUTE: 'NoExecute' } },
  classes: {
    Duration: shapes.classes.Duration,
    SecretText: shapes.classes.SecretText,
    IRole: { has: ['name'], knows: ['name', 'namespace'], from: ['Role.fromName(…)'] },
    Naming: { has: [], from: ['Naming.manifests(…)'] },
    Release: { has: ['minor'], from: [] },
  },
});
const cluster = (props: object) => () => checker.take('Cluster', { name: 'c', ...props } as any);

describe('the shapes', () => {
  test('are those of the public types: npm run shapes writes them', () => {
    expect(tool(['--check'])).toEqual({ stdout: '', stderr: '', status: 0 });
  }, 120_000);

  thorough(test.skip, test)('follow the types: a property that is added to a source is known', () => {
    const path = 'src/constructs/pod-options.ts';
    const changed = readFileSync(join(root, path), 'utf8').replace('export interface PodOptions extends ContainerOptions {', '$&\n  readonly shoeSize?: number;');
    const { stdout } = tool(['--print'], JSON.stringify({ [path]: changed }));
    const props = { clusterName: 'c', cloudConfig: library.CloudConfig.fromSecretName('c'), cinder: { node: { shoeSize: 43 } } };
    expect(new PropChecker(JSON.parse(stdout)).take('OpenStackClusterChart', props)).toBe(props);
    expect(() => takeProps('OpenStackClusterChart', props)).toThrow('cinder.node.shoeSize is unknown');
    expect(() => new PropChecker(JSON.parse(stdout)).take('OpenStackClusterChart', { ...props, cinder: { node: { shoeSize: 'XL' } } } as any)).toThrow('cinder.node.shoeSize must be a number, got "XL"');
  }, 120_000);

  test('are needed for what takes props', () => {
    expect(() => takeProps('Nobody', {})).toThrow(new Error('no shape of Nobody: run npm run shapes'));
  });
});

describe('a name that is unknown', () => {
  test.each<[string, object, string]>([
    ['misspelled', { nmae: 'c' }, 'nmae is unknown: did you mean name?'],
    ['misspelled further in', { node: { replica: 2 } }, 'node.replica is unknown: did you mean node.replicas?'],
    ['in another place', { replicas: 2 }, 'replicas is unknown: did you mean node.replicas or pools[0].replicas?'],
    ['of the outer props', { node: { name: 'n' } }, 'node.name is unknown: did you mean name?'],
    ['a part of the right one', { node: { registry: 'r' } }, 'node.registry is unknown: did you mean node.registryMirror?'],
    ['the plural of a part', { node: { mirrors: 'r' } }, 'node.mirrors is unknown: did you mean node.registryMirror?'],
    ['misspelled in another place', { replica: 2 }, 'replica is unknown: did you mean node.replicas or pools[0].replicas?'],
    ['in a list', { pools: [{}, { taints: [{ key: 'a', efect: 'x' }] }] }, 'pools[1].taints[0].efect is unknown: did you mean pools[1].taints[0].effect?'],
    ['like nothing', { colour: 'red' }, 'colour is unknown: ClusterProps has name, release, node, pools'],
  ])('%s is refused', (_, props, message) => {
    expect(cluster(props)).toThrow(new InvalidPropertyError(message.split(' ')[0], message.replace(/^\S+ /, '')));
  });

  test('counts as absent while it is undefined', () => {
    expect(checker.take('Cluster', { name: 'c', colour: undefined } as any)).toEqual({ name: 'c' });
  });

  test('may belong to a derived class, which passes on props of its own', () => {
    const props = { name: 'c', colour: 'red' };
    expect(checker.take('Cluster', props, 'MyCluster')).toBe(props);
    expect(() => checker.take('Cluster', { ...props, node: { colour: 'red' } } as any, 'MyCluster')).toThrow('node.colour is unknown');
    expect(() => checker.take('Cluster', { colour: 'red' } as any, 'MyCluster')).toThrow('name is missing');
    expect(() => checker.take('Cluster', props, 'Node')).not.toThrow();
  });
});

describe('a value of the wrong type', () => {
  test.each<[object, string]>([
    [{ name: 5 }, 'name must be a string, got 5'],
    [{ name: null }, 'name must be a string, got null'],
    [{ node: 'n' }, 'node must be an object with labels, replicas, taints, … (NodeProps), got "n"'],
    [{ node: [] }, 'node must be an object with labels, replicas, taints, … (NodeProps), got []'],
    [{ node: new Map() }, 'node must be an object with labels, replicas, taints, … (NodeProps), got an instance of Map'],
    [{ pools: {} }, 'pools must be a list of NodeProps, got {}'],
    [{ node: { replicas: '3' } }, 'node.replicas must be a number, got "3"'],
    [{ node: { replicas: NaN } }, 'node.replicas must be a number, got NaN'],
    [{ node: { drained: 'yes' } }, 'node.drained must be true or false, got "yes"'],
    [{ node: { flags: '--v=5' } }, 'node.flags must be a list of strings, got "--v=5"'],
    [{ node: { flags: ['a', 5] } }, 'node.flags[1] must be a string, got 5'],
    [{ node: { flags: [undefined] } }, 'node.flags[0] must be a string, got undefined'],
    // eslint-disable-next-line no-sparse-arrays
    [{ node: { flags: ['a', , 'b'] } }, 'node.flags[1] must be a string, got undefined'],
    [{ node: { labels: ['a'] } }, 'node.labels must be a map of strings, got ["a"]'],
    [{ node: { labels: { 'a/b': true } } }, 'node.labels["a/b"] must be a string, got true'],
    [{ node: { labels: new Map([['a', 'b']]) } }, 'node.labels must be a map of strings, got an instance of Map'],
    [{ node: { spec: 'x' } }, 'node.spec must be an object, got "x"'],
    [{ node: { taints: [{ key: 'a', effect: 'Never' }] } }, 'node.taints[0].effect must be one of NoSchedule, NoExecute, got "Never"'],
    [{ node: { taints: [{ key: 'a', effect: 'noschedule' }] } }, 'node.taints[0].effect must be one of NoSchedule, NoExecute, got "noschedule". Use Effect.NO_SCHEDULE'],
    [{ node: { taints: [{ key: 'a', effect: 'NO_EXECUTE' }] } }, 'got "NO_EXECUTE". Use Effect.NO_EXECUTE'],
    [{ node: { timeout: 5 } }, 'node.timeout must be a Duration, such as Duration.millis(…) or Duration.seconds(…) or Duration.minutes(…), got 5'],
    [{ node: { naming: {} } }, 'node.naming must be a Naming, such as Naming.manifests(…), got {}'],
    [{ release: '1.36' }, 'release must be a Release, got "1.36"'],
    [{ release: Release }, 'release must be a Release, got the function Release'],
  ])('%j is refused', (props, message) => {
    expect(cluster(props)).toThrow(InvalidPropertyError);
    expect(cluster(props)).toThrow(message);
  });

  test('is not repeated where someone may have given a password, nor what objects hold', () => {
    expect(cluster({ node: { secret: 'hunter2' } })).toThrow(/^node.secret must be a SecretText, .*, got a string$/);
    expect(cluster({ node: { secret: { value: 'hunter2' } } })).toThrow(/got \{ value \}$/);
  });

  test.each<[any, string]>([
    [null, 'props must be an object with name, release, node, … (ClusterProps), got null'], ['c', 'props must be an object'], [() => 1, 'props must be an object'], [[], 'props must be an object'],
  ])('as the props themselves, %p, is refused', (props, message) => expect(() => checker.take('Cluster', props)).toThrow(message));
});

test('what is missing is named, with what to give', () => {
  expect(() => checker.take('Cluster', {})).toThrow(new InvalidPropertyError('name', 'is missing: give a string'));
  expect(() => checker.take('Cluster', undefined)).toThrow('name is missing');
  expect(cluster({ name: undefined })).toThrow('name is missing');
  expect(cluster({ pools: [{ taints: [{}] }] })).toThrow('pools[0].taints[0].key is missing: give a string');
  expect(checker.take('Node', undefined)).toEqual({});
});

test('what is undefined counts as absent, at any depth; the props of the caller stay as they are', () => {
  const props = { name: 'c', release: undefined, node: { labels: { a: 'b', c: undefined }, parent: { replicas: undefined, flags: ['x'] } }, pools: [{ drained: undefined }] };
  const taken = checker.take('Cluster', props);
  expect(JSON.stringify(taken)).toBe('{"name":"c","node":{"labels":{"a":"b"},"parent":{"flags":["x"]}},"pools":[{}]}');
  expect('release' in taken).toBe(false);
  expect('release' in props).toBe(true);
  expect(taken.node.parent.flags).toBe(props.node.parent.flags);
  const plain = { name: 'c', node: { labels: { a: 'b' } } };
  expect(checker.take('Cluster', plain)).toBe(plain);
});

test('values are recognised by what they have: those of other copies of a library are taken', () => {
  const duration = Object.fromEntries(shapes.classes.Duration.has.map((member) => [member, () => 1]));
  const naming = new ({ Naming: class {} }.Naming)();
  expect(cluster({ node: { timeout: duration, naming }, release: { minor: '1.36' } })).not.toThrow();
  expect(cluster({ node: { timeout: Duration.seconds(1), naming: Naming.manifests(), secret: SecretText.unsafe('x') }, release: Release.V1_36 })).not.toThrow();
  const inherited = Object.create({ get name() { return 'c'; } });
  expect(checker.take('Cluster', inherited)).toBe(inherited);
  expect(checker.take('Cluster', Object.assign(Object.create(null), { name: 'c', node: Object.create(null) })).name).toBe('c');
  expect(() => checker.take('Node.all', [{ key: 'a' }])).not.toThrow();
});

describe('what exists, or the props to make it from', () => {
  const node = (role: unknown) => checker.take('Cluster', { name: 'c', node: { role } });
  class Role {
    constructor(public readonly name: string, public readonly rules?: string[], public readonly other = 1) {}
  }

  test.each<[string, unknown]>([
    ['a reference', { name: 'r' }], ['one with all it may have', { name: 'r', namespace: 'n' }], ['an instance, whatever it has besides', new Role('r', ['a'])],
    ['props', { rules: ['a'] }], ['props with a name', { name: 'r', rules: ['a'], taint: { key: 'k' } }],
  ])('takes %s', (_, role) => expect(node(role).node.role).toBe(role));

  test('takes props without what is undefined', () => {
    expect(Object.keys(node({ name: undefined, rules: ['a'] }).node.role as object)).toEqual(['rules']);
    expect(checker.take('Cluster', { name: 'c', node: { roles: [{ name: 'r' }, { rules: [], name: undefined }] } }).node.roles[1]).toEqual({ rules: [] });
  });

  test.each<[unknown, string]>([
    [{ rulez: ['a'] }, 'node.role.rulez is unknown: did you mean node.role.rules?'],
    [{ name: 'r', rulez: ['a'] }, 'node.role.rulez is unknown: did you mean node.role.rules?'],
    [{ name: 'r', rules: ['a'], taint: { kye: 'k' } }, 'node.role.taint.kye is unknown: did you mean node.role.taint.key?'],
    [{ namespace: 'n' }, 'node.role.namespace is unknown: RoleProps has rules, name, taint'],
    [{ rules: 'a' }, 'node.role.rules must be a list of strings, got "a"'],
    [{}, 'node.role.rules is missing: give a list of strings'],
    [{ toString: 1 }, 'node.role.toString is unknown'],
    ['secret', 'node.role must be an IRole, such as Role.fromName(…), or an object with rules, name, taint (RoleProps), got a string'],
    [null, 'node.role must be an IRole, such as Role.fromName(…), or an object with rules, name, taint (RoleProps), got null'],
    [[], 'node.role must be an IRole, such as Role.fromName(…), or an object with rules, name, taint (RoleProps), got []'],
    [new (class Other {})(), 'node.role must be an IRole, such as Role.fromName(…), got an instance of Other'],
  ])('refuses %j', (role, message) => expect(() => node(role)).toThrow(message));

  test('has members that are known elsewhere', () => {
    expect(cluster({ rules: ['a'] })).toThrow('rules is unknown: did you mean node.role.rules or node.roles[0].rules or pools[0].role.rules?');
  });
});

describe('every public struct', () => {
  const types: { [name: string]: any } = { ...library, ...Object.assign({}, ...Object.values(library).filter((member) => typeof member === 'object')) };
  const structOf = (type: string) => type.replace(/\?|\[\]|\{\}/g, '');
  const members = (struct: string): Array<[string, string]> => shapes.structs[struct].flatMap((part) => (typeof part === 'string' ? members(part) : Object.entries(part)));

  /** Calls a constructor or method with props, and with texts for the other parameters. */
  function call(callable: string, props: unknown): unknown {
    const [name, method] = callable.split('.');
    const type = types[name];
    const target = method === undefined ? type : type[method] ?? type.prototype[method];
    const scope = new Chart(new App(), 'test');
    const source: string = target.toString();
    const taken = new RegExp(`(?:takeProps|propsOf)\\)?\\((?:new\\.target, )?["']${callable.replace('.', '\\.')}["'], (?:scope, id, )?(\\w+)`).exec(source)![1];
    const head = method === undefined ? source.slice(source.indexOf('constructor(')) : source;
    const list = head.slice(head.indexOf('(') + 1, head.indexOf(') {'));
    const args = list.split(', ').map((parameter) => parameter.split(' ')[0]).map((parameter) => (parameter === taken ? props : ['scope', 'construct'].includes(parameter) ? scope : 'x'));
    if (method === undefined) return new type(...args);
    return type[method] ? type[method](...args) : target.call({ node: { path: 'test/x' } }, ...args);
  }

  /** How props lead to a struct: from a constructor or method, step by step. */
  const wayTo = new Map<string, { readonly callable: string; readonly wrap: (inner: unknown) => unknown }>();
  const queue = Object.entries(shapes.takes).map(([callable, type]) => ({ type, callable, wrap: (inner: unknown) => inner }));
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { type, callable, wrap } = next;
    const struct = structOf(type);
    if (!(struct in shapes.structs) || wayTo.has(struct)) continue;
    const here = (inner: unknown) => wrap(type.includes('[]') ? [inner] : type.includes('{}') ? { key: inner } : inner);
    wayTo.set(struct, { callable, wrap: here });
    queue.push(...members(struct).map(([name, inner]) => ({ type: inner, callable, wrap: (value: unknown) => here({ [name.replace('?', '')]: value }) })));
  }

  const wrongFor = (type: string): unknown => ({ string: 5, number: 'five', boolean: 'yes' } as { [type: string]: unknown })[type] ?? 'text';
  const error = (callable: string, props: unknown): any => {
    try {
      call(callable, props);
    } catch (e) {
      return e;
    }
    return undefined;
  };
  const drawn = <T>(all: Iterable<T>) => [...all].filter((_, i) => i % thorough(3, 1) === 0);
  const misfits = (tried: Iterable<[string, unknown, string]>) => drawn(tried).flatMap(([callable, props, property]) => {
    const e = error(callable, props);
    return e instanceof InvalidPropertyError && e.property.includes(property) && (callable.startsWith('Storage') || e.path !== '') ? [] : [`${callable} ${JSON.stringify(props)}: ${e}`];
  });

  test('is reached by a constructor or method', () => {
    const bases = new Set(Object.values(shapes.structs).flatMap((parts) => parts.filter((part) => typeof part === 'string')));
    expect(Object.keys(shapes.structs).filter((struct) => !wayTo.has(struct) && !bases.has(struct))).toEqual([]);
    expect(wayTo.size).toBeGreaterThan(100);
    expect(Object.keys(shapes.takes).length).toBeGreaterThan(80);
  });

  function* mistakes(kind: (name: string, type: string, optional: boolean) => object | undefined): Iterable<[string, unknown, string]> {
    for (const [struct, { callable, wrap }] of wayTo) {
      for (const [member, type] of members(struct)) {
        const name = member.replace('?', '');
        const props = kind(name, type, member.endsWith('?'));
        if (props) yield [callable, wrap(props), Object.keys(props)[0] ?? ''];
      }
    }
  }

  test('refuses a misspelled name', () => {
    expect(misfits(mistakes((name) => ({ [`${name}x`]: 'a' })))).toEqual([]);
  });

  test('refuses a value of the wrong type', () => {
    expect(misfits(mistakes((name, type) => (type === 'any' ? undefined : { [name]: wrongFor(type) })))).toEqual([]);
  });

  test('refuses null', () => {
    expect(misfits(mistakes((name, type) => (type === 'any' ? undefined : { [name]: null })))).toEqual([]);
  });

  test('refuses a value of another enum', () => {
    const foreign = [...mistakes((name, type) => (structOf(type) in shapes.enums ? { [name]: type.includes('[]') ? ['Foreign'] : type.includes('{}') ? { a: 'Foreign' } : 'Foreign' } : undefined))];
    expect(foreign.length).toBeGreaterThan(60);
    expect(misfits(foreign)).toEqual([]);
  });

  test('misses what is required', () => {
    const required = [...wayTo].flatMap(([struct, { callable, wrap }]): Array<[string, unknown, string]> => {
      const first = members(struct).find(([member]) => !member.endsWith('?'));
      return first ? [[callable, wrap({}), first[0]]] : [];
    });
    expect(required.length).toBeGreaterThan(60);
    expect(misfits(required)).toEqual([]);
  });

  test('is made by factories that name a wrong argument', () => {
    const chart = () => new Chart(new App(), 'c');
    /** Static methods that are private in TypeScript. */
    const hidden = (name: string) => name.startsWith('_') || ['known', 'isConstruct'].includes(name);
    let calls = 0;
    const raw = Object.entries(types).filter(([, type]) => typeof type === 'function').flatMap(([name, type]) => (
      Object.getOwnPropertyNames(type).filter((method) => typeof type[method] === 'function' && !hidden(method)).flatMap((method) => {
        const source: string = type[method].toString();
        const names = source.slice(source.indexOf('(') + 1, source.indexOf(') {')).split(',').map((parameter) => parameter.trim().split(/[ =]/)[0]).filter(Boolean);
        return names.flatMap((parameter, i) => [undefined, null, 5, {}, [], true].flatMap((wrong) => {
          const args = names.map((other, j) => (j === i ? wrong : ['scope', 'construct'].includes(other) ? chart() : 'x'));
          calls++;
          try {
            type[method](...args);
          } catch (e) {
            if (!(e instanceof InvalidPropertyError)) return [`${name}.${method}(${parameter}: ${JSON.stringify(wrong)}): ${e}`];
          }
          return [];
        }));
      })));
    expect(raw).toEqual([]);
    expect(calls).toBeGreaterThan(500);
  });

  test('is no null, text or number', () => {
    expect(Object.keys(shapes.takes).flatMap((callable) => [null, 'text', 5].filter((props) => !(error(callable, props) instanceof InvalidPropertyError)).map((props) => `${callable}(${props})`)))
      .toEqual(['StorageValidation(null)']); // cdk8s passes null where cdk8s.yaml has an empty `properties`
  });
});

test('programs take what they took: references, and objects of others', () => {
  const chart = new Chart(new App(), 'c');
  const claim = new library.PersistentVolumeClaim(chart, 'a', { size: Size.gibibytes(1), storageClass: StorageClass.fromStorageClassName('ssd'), labels: undefined, name: undefined });
  expect(claim.node.findChild('PersistentVolumeClaim')).toBeInstanceOf(ApiObject);
});
