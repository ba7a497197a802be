/*
 * Runs jest tests in this process, many times: a test file is loaded again for each run, the code under test is not. Names, matchers and
 * snapshots are those of jest, whose own packages do the work; jest.mock, modules of its own for a test and fake timers are not there.
 */
import { readFileSync } from 'fs';
import { createRequire } from 'module';
import { join, relative } from 'path';

const load = createRequire(__filename);
const { bind } = load('jest-each');
const { ModuleMocker } = load('jest-mock');
const { addSerializer, SnapshotState } = load('jest-snapshot');
const { jestExpect } = load('@jest/expect');

interface Test { readonly name: string; readonly run: () => unknown; readonly suite: Suite }
interface Suite { readonly name: string; readonly parent?: Suite; readonly hooks: { [kind: string]: Array<() => unknown> } }

/** What became of a test file. */
export interface FileResult {
  /** Names of the tests that failed; "(load)" where the file itself did. */
  readonly failed: string[];
  /** Milliseconds that each took to compute. */
  readonly milliseconds: { [test: string]: number };
}

/** Which tests of a file to run, by their full name. */
type Filter = (name: string) => boolean;

/** How to run a file. */
export interface RunOptions {
  /** Which of its tests. @default - all */
  readonly filter?: Filter;
  /** Goes on after a failure. @default false */
  readonly toTheEnd?: boolean;
  /** Takes the tests as they were loaded before: for files that compute nothing while they are loaded. @default false */
  readonly asLoaded?: boolean;
  /** Called when the file is loaded and after hooks that several tests share (without a name), and after each test. */
  readonly done?: (test?: string) => void;
}

export class TestRunner {
  private readonly loaded = new Map<string, Test[]>();
  private readonly snapshotStates = new Map<string, any>();
  private readonly config: any;
  private readonly resolver?: any;
  private readonly mocker = new ModuleMocker(globalThis);

  constructor(private readonly root: string) {
    this.config = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).jest;
    const path = (p: string) => p.replace('<rootDir>', root);
    for (const serializer of this.config.snapshotSerializers ?? []) addSerializer(load(join(root, path(serializer).replace(root, ''))));
    if (this.config.snapshotResolver) this.resolver = load(join(root, path(this.config.snapshotResolver).replace(root, '')));
  }

  /** Runs the tests of a file until one fails. */
  public async run(file: string, { filter = () => true, toTheEnd = false, asLoaded = false, done = () => {} }: RunOptions = {}): Promise<FileResult> {
    const failed: string[] = [];
    const milliseconds: { [test: string]: number } = {};
    const snapshotState = this.snapshots(file);
    snapshotState.clear();
    jestExpect.setState({ testPath: file, snapshotState, suppressedErrors: [] });
    let tests: Test[];
    try {
      const all = (asLoaded ? this.loaded.get(file) : undefined) ?? this.collect(file);
      if (asLoaded) this.loaded.set(file, all);
      tests = all.filter((t) => filter(t.name));
    } catch {
      return { failed: ['(load)'], milliseconds };
    }
    done();
    const begun = new Set<Suite>();
    for (const test of tests) {
      const start = busy();
      if (!await this.passes(test, begun, done)) failed.push(test.name);
      milliseconds[test.name] = busy() - start;
      done(test.name);
      if (failed.length && !toTheEnd) break;
    }
    for (const suite of [...begun].reverse()) for (const hook of suite.hooks.afterAll) await hook();
    return { failed, milliseconds };
  }

  private async passes(test: Test, begun: Set<Suite>, done: () => void): Promise<boolean> {
    const suites = lineage(test.suite);
    jestExpect.setState({ currentTestName: test.name, assertionCalls: 0, suppressedErrors: [] });
    try {
      for (const suite of suites.filter((s) => !begun.has(s))) {
        begun.add(suite);
        for (const hook of suite.hooks.beforeAll) await hook();
        if (suite.hooks.beforeAll.length) done();
      }
      for (const suite of suites) for (const hook of suite.hooks.beforeEach) await hook();
      await test.run();
      for (const suite of [...suites].reverse()) for (const hook of suite.hooks.afterEach) await hook();
      return jestExpect.getState().suppressedErrors.length === 0;
    } catch {
      return false;
    } finally {
      this.mocker.restoreAllMocks();
    }
  }

  /** The tests that a file declares. */
  private collect(file: string): Test[] {
    const tests: Test[] = [];
    const top: Suite = { name: '', hooks: hooks() };
    let current = top;
    const test = (name: string, run?: () => unknown) => {
      if (run) tests.push({ name: [...lineage(current).slice(1).map((s) => s.name), name].join(' '), run, suite: current });
    };
    const describe = (name: string, body: () => void) => {
      const parent = current;
      current = { name, parent, hooks: hooks() };
      try {
        body();
      } finally {
        current = parent;
      }
    };
    const skip = Object.assign(() => {}, { each: () => () => {} });
    const globals: any = {
      test: Object.assign(test, { each: bind(test), skip, todo: skip }),
      describe: Object.assign(describe, { each: bind(describe, false), skip }),
      expect: jestExpect,
      jest: {
        fn: this.mocker.fn.bind(this.mocker),
        spyOn: this.mocker.spyOn.bind(this.mocker),
        restoreAllMocks: () => this.mocker.restoreAllMocks(),
        setTimeout: () => {},
      },
    };
    globals.it = globals.test;
    for (const kind of Object.keys(hooks())) globals[kind] = (hook: () => unknown) => current.hooks[kind].push(hook);
    Object.assign(globalThis, globals);
    delete load.cache[file];
    load(file);
    return tests;
  }

  private snapshots(file: string): any {
    const known = this.snapshotStates.get(file);
    if (known) return known;
    const path = this.resolver ? this.resolver.resolveSnapshotPath(file, '.snap')
      : join(file, '..', '__snapshots__', `${relative(join(file, '..'), file)}.snap`);
    const state = new SnapshotState(path, {
      expand: false,
      updateSnapshot: 'none',
      prettierPath: null,
      rootDir: this.root,
      snapshotFormat: { escapeString: false, printBasicPrototype: false },
    });
    this.snapshotStates.set(file, state);
    return state;
  }
}

/** Milliseconds that this process computed: other programs of the machine change nothing about it. */
function busy(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function hooks(): Suite['hooks'] {
  return { beforeAll: [], beforeEach: [], afterEach: [], afterAll: [] };
}

/** The suites around a suite, outermost first, and itself. */
function lineage(suite: Suite): Suite[] {
  return [...suite.parent ? lineage(suite.parent) : [], suite];
}
