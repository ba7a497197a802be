import { fileOf, title } from './text';
import { FindingSeverity, StorageFinding } from '../check/finding';
import { Rule, Severity } from '../rules/rule';

const LEVELS: { [severity in Severity]: string } = { error: 'error', warning: 'warning', info: 'note' };
const PAGES = 'https://github.com/cdk8s-openstack/cdk8s-openstack/blob/main/docs/rules';

/**
 * All findings as SARIF 2.1.0. Acknowledged findings are suppressed, with their reason as justification.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarifReport(findings: StorageFinding[], rules: readonly Rule[], version?: string): object {
  const found = rules.filter((rule) => findings.some((f) => f.rule === rule.id));
  const index = new Map(found.map((rule, i) => [rule.id, i]));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: {
        driver: {
          name: 'cdk8s-openstack',
          ...(version === undefined ? {} : { version }),
          informationUri: 'https://github.com/cdk8s-openstack/cdk8s-openstack',
          rules: found.map(descriptor),
        },
      },
      columnKind: 'utf16CodeUnits',
      results: findings.map((finding) => result(finding, index.get(finding.rule))),
    }],
  };
}

function descriptor(rule: Rule): object {
  return {
    id: rule.id,
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.why },
    help: { text: rule.fix, markdown: `${rule.fix}\n\n[${rule.id}](${page(rule)}) shows an example.` },
    helpUri: page(rule),
    defaultConfiguration: { level: LEVELS[rule.severity] },
  };
}

function page({ id }: Rule): string {
  return `${PAGES}/${id}.md`;
}

function result(finding: StorageFinding, ruleIndex: number | undefined): object {
  const name = title(finding.object);
  const file = fileOf(finding);
  return {
    ruleId: finding.rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: finding.severity === FindingSeverity.INFO ? 'note' : finding.severity,
    message: { text: `${name}: ${finding.message} ${finding.fix}` },
    locations: [{
      ...(file === undefined ? {} : {
        physicalLocation: {
          artifactLocation: { uri: uri(file) },
          ...(finding.line === undefined ? {} : { region: { startLine: finding.line } }),
        },
      }),
      logicalLocations: [{ fullyQualifiedName: finding.path ? `${name} ${finding.path}` : name, kind: 'object' }],
    }],
    partialFingerprints: { 'object/v1': `${finding.rule} ${name} ${finding.path}` },
    ...(finding.acknowledged === undefined ? {} : {
      suppressions: [{ kind: 'inSource', status: 'accepted', justification: finding.acknowledged }],
    }),
  };
}

/** A path as a relative or file URI. */
function uri(file: string): string {
  const path = file.replace(/\\/g, '/').split('/').map(encodeURIComponent).join('/');
  if (/^[a-z]%3A\//i.test(path)) return `file:///${path.replace('%3A', ':')}`; // a Windows drive letter
  return file.startsWith('/') ? `file://${path}` : path;
}
