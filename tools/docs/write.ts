/*
 * Writes the generated pages: `npm run docs`. With --check it only lists those that are out of date, and fails if there are any.
 */
import { apiPages } from './api';
import { cloudConfigPage } from './cloud-conf-table';
import { helmParity } from './helm-parity';
import { publish } from './pages';
import { planPageAssets } from './plan-page';
import { rulePages } from './rule-pages';
import { sourceCoverage } from './source-coverage';
import { storagePlanPicture } from './storage-plan';
import { upgradeNotes } from './upgrade-notes';

const check = process.argv.includes('--check');
const stale = publish({
  'docs/helm-parity.md': helmParity(),
  'docs/source-coverage.md': sourceCoverage(),
  ...apiPages(),
  ...cloudConfigPage(),
  ...upgradeNotes(),
  ...planPageAssets(),
  ...rulePages(),
  ...storagePlanPicture(),
}, check);
for (const path of stale) process.stdout.write(check ? `out of date: ${path} (npm run docs writes it)\n` : `wrote ${path}\n`);
process.exit(check && stale.length ? 1 : 0);
