/*
 * Source: pkg/apis/core/validation/validation.go (ValidateNode), pkg/apis/storage/validation/validation.go (ValidateCSINode).
 */
import { Report } from './report';
import { driverName } from './volume';
import { decodedTexts, fields, Fields, list, text, textList } from '../../core/fields';
import { isCidr } from '../cidr';
import { isQualifiedName } from '../names';

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];
const LONGEST_NODE_ID = 256;

/** The server reports taints with a path below metadata. */
export function validateNode(report: Report, object: any): void {
  podRanges(report, fields(object.spec));
  const seen = new Set<string>();
  list(fields(object.spec).taints).map(fields).forEach(({ key, value, effect }, i) => {
    const at = `metadata.taints[${i}]`;
    report.qualified(`${at}.key`, text(key) ?? '');
    report.labels(`${at}.value`, { a: value });
    report.oneOf(`${at}.effect`, effect ?? '', EFFECTS);
    const kind = `${effect} ${key}`;
    if (seen.has(kind)) report.refuse(at, `Duplicate value: "${key}"`);
    seen.add(kind);
  });
}

function podRanges(report: Report, { podCIDR, podCIDRs }: Fields): void {
  const given = textList(podCIDRs);
  const ranges = text(podCIDR) && given[0] !== podCIDR ? [podCIDR] : given;
  ranges.forEach((range, i) => isCidr(range) || report.invalid(`spec.podCIDRs[${i}]`, range, 'must be a valid CIDR value, such as "10.9.8.0/24" '
    + 'or "2001:db8::/64"'));
  const families = new Set(ranges.map((range) => range.includes(':')));
  if (ranges.length > 1 && (families.size < 2 || ranges.length > 2)) {
    report.invalid('spec.podCIDRs', ranges, 'may specify no more than one CIDR for each IP family');
  }
}

export function validateCsiNode(report: Report, object: any): void {
  const names = new Set<unknown>();
  list(fields(object.spec).drivers).map(fields).forEach((driver, i) => {
    const at = `spec.drivers[${i}]`;
    driverName(report, `${at}.name`, driver.name);
    if (names.has(driver.name)) report.refuse(`${at}.name`, `Duplicate value: "${driver.name ?? ''}"`);
    names.add(driver.name);
    if (report.required(`${at}.nodeID`, driver.nodeID) && driver.nodeID.length > LONGEST_NODE_ID) {
      report.invalid(`${at}.nodeID`, driver.nodeID, `must be ${LONGEST_NODE_ID} characters or less`);
    }
    const { count } = fields(driver.allocatable);
    if (typeof count === 'number' && count < 0) report.invalid(`${at}.allocatable.count`, count, 'must be greater than or equal to 0');
    const keys = decodedTexts(driver.topologyKeys);
    keys.forEach((key, k) => {
      if (!key) report.refuse(at, 'Required value');
      if (keys.indexOf(key) < k) report.refuse(at, `Duplicate value: "${key}"`);
      if (!isQualifiedName(key)) report.invalid(at, key, 'must be a qualified name');
    });
  });
}
