import { readFileSync } from 'node:fs';
import { withTable } from '../../scripts/cloud-conf-table';

test('the page of the cloud config lists the keys of the table', () => {
  const page = readFileSync('docs/cloud-config.md', 'utf8');
  // Otherwise run `npx tsx scripts/cloud-conf-table.ts`.
  expect(page).toBe(withTable(page));
  expect(page.match(/^\| `/gm)!.length).toBeGreaterThan(80);
});
