import { readFileSync } from 'node:fs';
import { KEYS } from '../../../src/openstack/cloud-conf/keys';
import { DESCRIBED, describedAs, readBy } from '../../../tools/docs/cloud-conf-docs';
import { withTable } from '../../../tools/docs/cloud-conf-table';

test('the page of the cloud config lists the keys of the table', () => {
  const page = readFileSync('docs/cloud-config.md', 'utf8');
  // Otherwise run `npx tsx tools/docs/cloud-conf-table.ts`.
  expect(page).toBe(withTable(page));
  expect(page.match(/^\| `/gm)!.length).toBeGreaterThan(80);
});

test.each(KEYS.filter(({ property }) => property).map((row): [string, typeof row] => [`${row.section}.${row.key}`, row]))('%s says in its docstring who reads it since when', (_, row) => {
  const described = describedAs(row);
  expect(described).not.toEqual([]);
  for (const { docstring } of described) expect(docstring).toContain(readBy(row));
});

test('every optional property of a section says its default', () => {
  const source = ['auth', 'global-section', 'load-balancer-section', 'sections'].map((file) => readFileSync(`src/openstack/cloud-conf/${file}.ts`, 'utf8')).join('');
  const optional = [...source.matchAll(/readonly (\w+)\?:/g)].map(([, name]) => name);
  expect(optional.length).toBeGreaterThan(70);
  for (const name of optional) expect([name, DESCRIBED.filter(({ property }) => property === name).some(({ docstring }) => docstring.includes('@default'))]).toEqual([name, true]);
});
