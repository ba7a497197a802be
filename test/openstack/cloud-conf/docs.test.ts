import { readFileSync } from 'fs';
import { CONSUMERS, KEYS, SECTIONS } from '../../../src/openstack/cloud-conf/keys';

/* `npm run docs` writes the table of keys; what it says of a key comes from the docstrings. */
const table = readFileSync('docs/cloud-config.md', 'utf8').split('<!-- keys:')[1].split('<!-- end of keys -->')[0];
const sections = new Map(table.split(/^### /m).slice(1).map((text) => [/^\[(\w+)\]/.exec(text)![1], text]));

test('the page of the cloud config has a table for each section', () => {
  expect([...sections.keys()]).toEqual(SECTIONS);
});

test.each(SECTIONS)('the table of [%s] lists the keys that a property writes, and who reads them', (section) => {
  const rows = [...sections.get(section)!.matchAll(/^\| `([^`]+)` \| `[^`]+` \| [^|]+ \| [^|]* \|([^|]*)\|([^|]*)\| [^|]+/gm)];
  const listed = rows.map(([, key, ...readers]) => [key, ...readers.map((text) => text.trim() !== '')]);
  const keys = KEYS.filter((row) => row.section === section && row.property);
  expect(keys.length).toBeGreaterThan(0);
  expect(listed).toEqual(keys.map((row) => [row.key, ...CONSUMERS.map((consumer) => row.since[consumer] !== undefined)]));
});
