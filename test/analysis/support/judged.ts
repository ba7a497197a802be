import { exampleOf } from './rule-examples';
import { check, CheckSettings } from '../../../src/analysis/check/check';
import { StorageFinding } from '../../../src/analysis/check/finding';
import { Inventory } from '../../../src/analysis/model/inventory';
import { StoragePlanOptions } from '../../../src/analysis/options';
import { dedent } from '../../support/dedent';

/** Options of a plan, and the version of cloud-provider-openstack and the last render of a check. */
export interface Asked extends StoragePlanOptions, Pick<CheckSettings, 'release'> {
  readonly previous?: string;
}

/** What one rule says about YAML: `severity Kind/name path: message`. */
export function said(rule: string, yaml: string, options: Asked = {}): string[] {
  return findings(rule, yaml, options).map(({ severity, object, path, message }) => `${severity} ${object.kind}/${object.name} ${path}: ${message}`);
}

/** What one rule, or a group by its prefix, finds in YAML. */
export function findings(rule: string, yaml: string, { previous, release, ...options }: Asked = {}): StorageFinding[] {
  const inventory = (text: string) => Inventory.ofTexts([{ text: dedent(text), file: 'a.yaml' }], options);
  const settings = { release, strict: true, previous: previous === undefined ? undefined : inventory(previous) };
  return check(inventory(yaml), settings).findings.filter((finding) => finding.rule.startsWith(rule));
}

/** The failing example of a rule, with some of its text replaced. */
export function example(id: string, ...replacements: Array<[from: RegExp, to: string]>): string {
  return replacements.reduce((text, [from, to]) => {
    if (text.search(from) < 0) throw new Error(`the example of ${id} does not hold ${from}`);
    return text.replace(from, to);
  }, exampleOf(id).failing);
}
