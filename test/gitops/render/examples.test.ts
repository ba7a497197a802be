import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cli } from '../../cli/support';
import { stderrOf } from '../../support/synth';

const EXAMPLES = join(__dirname, '../../../examples');
const NAMES = readdirSync(EXAMPLES).filter((name) => existsSync(join(EXAMPLES, name, 'cluster.yaml')));
const outdir = mkdtempSync(join(tmpdir(), 'examples-'));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

test.each(NAMES)('%s is the same in YAML as in code, byte for byte', async (name) => {
  const [code, yaml] = [join(outdir, name, 'code'), join(outdir, name, 'yaml')];
  process.env.CDK8S_OUTDIR = code;
  stderrOf(() => require(join(EXAMPLES, name, 'main'))); // eslint-disable-line @typescript-eslint/no-require-imports
  const silent = jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
  const result = await cli(['render', '-f', join(EXAMPLES, name, 'cluster.yaml'), '-o', yaml]);
  silent.mockRestore();
  expect(result).toEqual({ code: 0, out: '', err: '' });
  expect(readdirSync(yaml)).toEqual(readdirSync(code));
  expect(readdirSync(yaml).length).toBeGreaterThan(0);
  for (const file of readdirSync(code)) expect(readFileSync(join(yaml, file), 'utf8')).toBe(readFileSync(join(code, file), 'utf8'));
});

test('there are examples in YAML', () => expect(NAMES.length).toBeGreaterThan(3));
