import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';

const ROOT = join(__dirname, '../..');
/** Ids that the source builds from others: of what the checker of cloud.conf says, and of the report itself. */
const BUILT = ['KEY_NOT_READ_YET', 'UNUSED_ACKNOWLEDGEMENT'];

test('docs/advice.md lists every id of advice, and no other', () => {
  const sources = readdirSync(join(ROOT, 'src/constructs'), { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
  const given = sources.flatMap((path) => [...readFileSync(join(ROOT, 'src/constructs', path), 'utf8').matchAll(/Advice\._give\(\s*[\w.]+,\s*'([A-Z_]+)'/g)].map(([, id]) => id));
  const listed = [...readFileSync(join(ROOT, 'docs/advice.md'), 'utf8').matchAll(/^\| `([A-Z_]+)` \| \S/gm)].map(([, id]) => id);
  expect(given.length).toBeGreaterThan(20);
  expect(listed).toEqual([...new Set([...given, ...BUILT])].sort());
});
