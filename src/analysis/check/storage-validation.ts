import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { FindingSeverity, StorageFinding } from './finding';
import { Inventory } from '../model/inventory';
import { checker } from '../on-demand';
import { RulePreset, StorageAnalysisOptions } from './storage-analysis';
import { summaryOf } from './summary';
import { addTo } from '../../core/multimap';
import { takeProps } from '../../core/props';

/** What cdk8s.yaml may say under `properties` of the validation. */
export interface StorageValidationProps extends StorageAnalysisOptions {
  /** Each folder that holds manifests is a cluster of its own. Otherwise all manifests of the app are one cluster. @default false */
  readonly each?: boolean;
}

/**
 * The storage analysis as a validation plugin of the cdk8s CLI: `cdk8s synth` exits with 2 when it finds errors.
 *
 * In cdk8s.yaml:
 *
 *     validations:
 *       - package: ./node_modules/cdk8s-openstack
 *         class: StorageValidation
 *         version: 1.0.0
 *         properties: { closedWorld: true }
 *
 * @see https://cdk8s.io/docs/latest/cli/synth/#validations
 */
export class StorageValidation {
  private readonly props: StorageValidationProps;

  constructor(props: StorageValidationProps = {}) {
    this.props = takeProps('StorageValidation', props ?? {}, undefined, new.target.name);
  }

  /**
   * Checks the manifests that were written; called by the cdk8s CLI.
   *
   * @param context The ValidationContext of cdk8s-cli.
   */
  public async validate(context: any): Promise<void> {
    const findings = this.clusters(context.manifests).flatMap((paths) => this.judged(paths));
    const open = findings.filter((finding) => finding.acknowledged === undefined);
    for (const [rule, found] of byRule(open)) context.report.addViolation(violation(rule, found, context.manifests[0] ?? ''));
    const { error, warning, info } = summaryOf(open);
    context.report.submit(this.fails(open) ? 'failure' : 'success', { errors: String(error), warnings: String(warning), notes: String(info) });
  }

  private clusters(manifests: string[]): string[][] {
    if (!this.props.each) return [manifests];
    return [...new Set(manifests.map((path) => dirname(path)))].map((folder) => manifests.filter((path) => dirname(path) === folder));
  }

  private judged(paths: string[]): StorageFinding[] {
    const inventory = Inventory.ofTexts(paths.map((file) => ({ file, text: readFileSync(file, 'utf8') })), this.props);
    return checker().check(inventory, {
      release: this.props.release,
      strict: this.props.preset === RulePreset.STRICT,
      previous: this.props.previous && Inventory.ofManifests(this.props.previous, this.props),
    }).findings;
  }

  private fails(open: StorageFinding[]): boolean {
    const failing = { error: ['error'], warning: ['error', 'warning'], info: ['error', 'warning', 'info'] }[this.props.failOn
      ?? FindingSeverity.ERROR];
    return open.some(({ severity }) => failing.includes(severity));
  }
}

/** The CLI has no severities: the rule name carries it, so that errors and warnings of one rule are two violations. */
function byRule(findings: StorageFinding[]): Map<string, StorageFinding[]> {
  const groups = new Map<string, StorageFinding[]>();
  for (const finding of findings) {
    const key = `${finding.rule} (${finding.severity})`;
    addTo(groups, key, finding);
  }
  return groups;
}

function violation(ruleName: string, findings: StorageFinding[], anyManifest: string): object {
  const [{ message, fix }] = findings;
  return {
    ruleName,
    recommendation: findings.length > 1 ? `${message} (and ${findings.length - 1} more)` : message,
    fix,
    violatingResources: findings.map(({ object, path, file, line, message: text }) => ({
      resourceName: object.name || 'unknown',
      // The CLI finds constructs by name alone, so the kind is part of the location.
      locations: [[`${object.kind} ${path}`.trim(), line === undefined ? '' : `line ${line}`, findings.length > 1 ? text : ''].filter(Boolean)
        .join(': ')],
      manifestPath: file ?? anyManifest,
    })),
  };
}
