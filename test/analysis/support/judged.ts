import { check, CheckSettings } from '../../../src/analysis/check';
import { Inventory } from '../../../src/analysis/inventory/inventory';
import { StoragePlanOptions } from '../../../src/analysis/options';
import { dedent } from '../../../src/analysis/rules/rule';

/** Options of a plan, and the version of cloud-provider-openstack and the last render of a check. */
export interface Asked extends StoragePlanOptions, Pick<CheckSettings, 'release'> {
  readonly previous?: string;
}

/** What one rule says about YAML: `severity Kind/name path: message`. */
export function said(rule: string, yaml: string, { previous, release, ...options }: Asked = {}): string[] {
  const inventory = (text: string) => Inventory.ofTexts([{ text: dedent(text), file: 'a.yaml' }], options);
  const settings = { release, strict: true, previous: previous === undefined ? undefined : inventory(previous) };
  return check(inventory(yaml), settings).findings.filter((finding) => finding.rule === rule)
    .map(({ severity, object, path, message }) => `${severity} ${object.kind}/${object.name} ${path}: ${message}`);
}
