/*
 * Runs jest tests in this process, many times: a test file is loaded again for each run, the code under test is not. Names, matchers and
 * snapshots are those of jest, whose own packages do the work; jest.mock and fake timers are not there.
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
}

export class TestRunner {
  private readonly loaded = new Map<string, { tests: Test[]; snapshotState: any }>();
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
  public async run(file: string, { filter = () => true, toTheEnd = false, asLoaded = false }: RunOptions = {}): Promise<FileResult> {
    const failed: string[] = [];
    const milliseconds: { [test: string]: number } = {};
    const known = asLoaded ? this.loaded.get(file) : undefined;
    const snapshotState = known?.snapshotState ?? this.snapshots(file);
    snapshotState.clear();
    jestExpect.setState({ testPath: file, snapshotState, suppressedErrors: [] });
    let tests: Test[];
    try {
      const all = known?.tests ?? this.collect(file);
      if (asLoaded) this.loaded.set(file, { tests: all, snapshotState });
      tests = all.filter((t) => filter(t.name));
    } catch {
      return { failed: ['(load)'], milliseconds };
    }
    const begun = new Set<Suite>();
    for (const test of tests) {
      const start = performance.now();
      if (!await this.passes(test, begun)) failed.push(test.name);
      milliseconds[test.name] = performance.now() - start;
      if (failed.length && !toTheEnd) break;
    }
    for (const suite of [...begun].reverse()) for (const hook of suite.hooks.afterAll) await hook();
    return { failed, milliseconds };
  }

  private async passes(test: Test, begun: Set<Suite>): Promise<boolean> {
    const suites = lineage(test.suite);
    jestExpect.setState({ currentTestName: test.name, assertionCalls: 0, suppressedErrors: [] });
    try {
      for (const suite of suites.filter((s) => !begun.has(s))) {
        begun.add(suite);
        for (const hook of suite.hooks.beforeAll) await hook();
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
      jest: { fn: this.mocker.fn.bind(this.mocker), spyOn: this.mocker.spyOn.bind(this.mocker), setTimeout: () => {} },
    };
    globals.it = globals.test;
    for (const kind of Object.keys(hooks())) globals[kind] = (hook: () => unknown) => current.hooks[kind].push(hook);
    Object.assign(globalThis, globals);
    delete load.cache[file];
    load(file);
    return tests;
  }

  private snapshots(file: string): any {
    const path = this.resolver ? this.resolver.resolveSnapshotPath(file, '.snap') : join(file, '..', '__snapshots__', `${relative(join(file, '..'), file)}.snap`);
    return new SnapshotState(path, {
      expand: false, updateSnapshot: 'none', prettierPath: null, rootDir: this.root, snapshotFormat: { escapeString: false, printBasicPrototype: false },
    });
  }
}

function hooks(): Suite['hooks'] {
  return { beforeAll: [], beforeEach: [], afterEach: [], afterAll: [] };
}

/** The suites around a suite, outermost first, and itself. */
function lineage(suite: Suite): Suite[] {
  return [...suite.parent ? lineage(suite.parent) : [], suite];
}
