import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Terminal } from '../src/cli/command';

/*
 * What a program loads that only renders.
 */
test.each(['../src/analysis/rules', '../src/analysis/check/check', 'cdk8s-plus-28'])('the library loads %s only when it is needed', (module) => {
  let loaded = false;
  jest.isolateModules(() => {
    jest.doMock(module, () => {
      loaded = true;
      return jest.requireActual(module);
    });
    const { StorageAnalysis } = jest.requireActual('../src');
    expect(loaded).toBe(false);
    if (module.startsWith('..')) {
      expect(StorageAnalysis.ofManifests([]).toSarif().runs).toHaveLength(1);
      expect(loaded).toBe(true);
    }
  });
});

describe('the command plan', () => {
  const manifest = join(mkdtempSync(join(tmpdir(), 'plan-')), 'claim.json');
  writeFileSync(manifest, JSON.stringify({
    apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  }));
  const RULE_MODULES = sources('analysis/rules');

  test.each(['text', 'json', 'svg', 'mermaid'])('prints %s without loading a rule', async (format) => {
    expect(await loadedBy(['plan', manifest, '--format', format])).toEqual([]);
  });

  test('loads the rules for the findings on the html page', async () => {
    expect(await loadedBy(['plan', manifest, '--format', 'html'])).toEqual(expect.arrayContaining(['analysis/rules/index.ts']));
  });

  /** The modules of rules that a run of the program loads. */
  async function loadedBy(args: string[]): Promise<string[]> {
    const loaded: string[] = [];
    let printed = '';
    await jest.isolateModulesAsync(async () => {
      for (const module of RULE_MODULES) {
        jest.doMock(`../src/${module}`, () => {
          loaded.push(module);
          return jest.requireActual(`../src/${module}`);
        });
      }
      const terminal: Terminal = {
        stdin: process.stdin, colour: false, width: 100, out: (text) => { printed += text; }, err: (text) => { throw new Error(text); },
      };
      const { run } = jest.requireActual('../src/cli/run');
      expect(await run(args, terminal)).toBe(0);
    });
    expect(printed).toContain('data');
    return loaded;
  }
});

/** The modules below a folder of src. */
function sources(folder: string): string[] {
  const files = readdirSync(join(__dirname, '../src', folder), { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.ts')).map((file) => `${folder}/${file}`).sort();
}
