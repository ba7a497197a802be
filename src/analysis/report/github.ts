import { fileOf, title } from './text';
import { printableData } from '../../core/printable';
import { FindingSeverity, StorageFinding } from '../check/finding';

const COMMANDS = { [FindingSeverity.ERROR]: 'error', [FindingSeverity.WARNING]: 'warning', [FindingSeverity.INFO]: 'notice' };

/**
 * The open findings as GitHub workflow annotations, one per line.
 *
 * @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function githubReport(findings: StorageFinding[]): string {
  return printableData(findings.filter((f) => f.acknowledged === undefined)).map((f) => `${annotation(f)}\n`).join('');
}

function annotation(finding: StorageFinding): string {
  const file = fileOf(finding);
  const properties = Object.entries({ file, line: file && finding.line, title: `${finding.rule} ${title(finding.object)}` })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${escaped(String(value)).replace(/:/g, '%3A').replace(/,/g, '%2C')}`);
  const where = finding.path ? `${finding.path}: ` : '';
  return `::${COMMANDS[finding.severity]} ${properties.join(',')}::${escaped(`${where}${finding.message}\n${finding.fix}`)}`;
}

function escaped(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}
