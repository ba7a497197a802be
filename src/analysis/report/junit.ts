import { fileOf, title } from './text';
import { printable } from '../../core/printable';
import { FindingSeverity, StorageFinding } from '../check/finding';

/**
 * The findings as JUnit XML, a test case each. Errors and warnings are failures, notes and acknowledged findings are skipped.
 *
 * @see https://github.com/testmoapp/junitxml
 */
export function junitReport(findings: readonly StorageFinding[]): string {
  const cases = findings.length ? findings.map(testCase) : ['    <testcase classname="cdk8s-openstack" name="no findings"/>\n'];
  const failures = findings.filter(isFailure).length;
  const counts = `tests="${cases.length}" failures="${failures}" errors="0" skipped="${findings.length - failures}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${counts}>\n  <testsuite name="cdk8s-openstack check" `
    + `${counts}>\n${cases.join('')}  </testsuite>\n</testsuites>\n`;
}

function isFailure({ severity, acknowledged }: StorageFinding): boolean {
  return acknowledged === undefined && severity !== FindingSeverity.INFO;
}

function testCase(finding: StorageFinding): string {
  const { rule, severity, path, line, message, fix, acknowledged } = finding;
  const file = fileOf(finding);
  const place = file === undefined ? '' : ` file="${xml(file)}"${line === undefined ? '' : ` line="${line}"`}`;
  const name = `${rule} ${title(finding.object)}${path ? ` ${path}` : ''}`;
  const result = isFailure(finding) ? `<failure type="${severity}" message="${xml(message)}">${xml(`${message} ${fix}`)}</failure>`
    : `<skipped message="${xml(acknowledged ?? `${message} ${fix}`)}"/>`;
  return `    <testcase classname="${rule}" name="${xml(name)}"${place}>\n      ${result}\n    </testcase>\n`;
}

function xml(text: string): string {
  return printable(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
