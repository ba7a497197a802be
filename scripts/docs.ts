/*
 * Writes the generated pages: `npm run docs`. With --check it only says which of them are out of date, and fails.
 */
import { helmParity } from './docs/helm-parity';
import { publish } from './docs/pages';
import { sourceCoverage } from './docs/source-coverage';
import { storagePlanPicture } from './docs/storage-plan';
import { upgradeNotes } from './docs/upgrade-notes';
import { rulePages } from '../src/analysis/rules/pages';

const check = process.argv.includes('--check');
const stale = publish({
  'docs/helm-parity.md': helmParity(), 'docs/source-coverage.md': sourceCoverage(), ...upgradeNotes(), ...rulePages(), ...storagePlanPicture(),
}, check);
for (const path of stale) process.stdout.write(check ? `out of date: ${path} (npm run docs writes it)\n` : `wrote ${path}\n`);
process.exit(check && stale.length ? 1 : 0);
