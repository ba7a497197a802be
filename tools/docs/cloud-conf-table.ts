/* The table of keys in docs/cloud-config.md: everything between its two comments. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describedAs, docstringProblems, summaryOf } from './cloud-conf-docs';
import { Consumer, KEYS, KeyRow, SECTIONS } from '../../src/openstack/cloud-conf/keys';

const PAGE = 'docs/cloud-config.md';
const START = '<!-- keys: `npm run docs` writes them -->';
const END = '<!-- end of keys -->';

const TYPES: { [type in KeyRow['type']]: string } = {
  string: 'text', word: 'enum', bool: 'boolean', int: 'number', uint: 'number', duration: 'Duration', list: 'texts', unsettable: '',
};

/** The page with a row for each key that a property writes. */
export function cloudConfigPage(): { [path: string]: string } {
  const problems = docstringProblems();
  if (problems.length) throw new Error(problems.join('\n'));
  const text = readFileSync(join(__dirname, '../..', PAGE), 'utf8');
  const [before, rest] = text.split(START);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error(`${PAGE}: the comments around the table of keys are missing: ${START} and ${END}`);
  return { [PAGE]: `${before}${START}\n${SECTIONS.map(sectionTable).join('\n')}\n${END}${after}` };
}

function sectionTable(section: string): string {
  const rows = KEYS.filter((row) => row.section === section && row.property);
  return [
    `\n### [${section}]\n`,
    '| key | property | type | default | CCM | Cinder CSI | |', '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows.map((row) => `| ${[
      `\`${row.key}\``, `\`${propertyOf(row)}\``, typeOf(row), row.default ?? '', minors(row, 'ccm'), minors(row, 'cinder-csi'), meaningOf(row),
    ].join(' | ')} |`),
  ].join('\n');
}

function propertyOf(row: KeyRow): string {
  const { property } = describedAs(row)[0];
  return row.auth ? `auth: ${property || 'cloudsYaml()'}` : property;
}

function meaningOf(row: KeyRow): string {
  return summaryOf(describedAs(row)[0]).replace(/\|/g, '\\|');
}

function typeOf(row: KeyRow): string {
  if (row.secret) return 'SecretText';
  if (row.values?.includes('true')) return 'boolean';
  if (row.format === 'labels') return 'labels';
  if (row.format === 'cidrs') return 'CIDRs';
  if (row.format === 'comma') return 'enums';
  if (row.format === 'uuid') return 'UUID';
  return row.values && row.key !== 'lb-version' && row.key !== 'bs-version' ? 'enum' : TYPES[row.type];
}

/** The releases of 1.15 and later that read the key. */
function minors(row: KeyRow, consumer: Consumer): string {
  const since = row.since[consumer];
  const removed = row.removed?.[consumer];
  if (since === undefined) return '';
  const first = Number(since.split('.')[1]) <= 15 ? '' : since;
  const last = removed && `1.${Number(removed.split('.')[1]) - 1}`;
  if (first && last) return `${first} to ${last}`;
  return last ? `to ${last}` : first ? `since ${first}` : 'all';
}
