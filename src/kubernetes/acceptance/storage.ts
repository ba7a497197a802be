/*
 * Source: pkg/apis/storage/validation/validation.go.
 */
import { Report } from './report';
import { fields, isObject, list, text } from '../../core/fields';
import { parseQuantity } from '../quantity';

const MOST_PARAMETERS = 512;
const LARGEST_PARAMETERS = 256 * 1024;
const SHORTEST_TOKEN = 600;
const LONGEST_TOKEN = 2 ** 32;

export function validateStorageClass(report: Report, object: any): void {
  provisioner(report, 'provisioner', object.provisioner);
  parameters(report, object.parameters, true);
  if (text(object.reclaimPolicy)) report.oneOf('reclaimPolicy', object.reclaimPolicy, ['Delete', 'Retain']);
  if (object.volumeBindingMode !== undefined && object.volumeBindingMode !== null) {
    report.oneOf('volumeBindingMode', object.volumeBindingMode, ['Immediate', 'WaitForFirstConsumer']);
  }
  topologies(report, list(object.allowedTopologies));
}

export function validateAttributesClass(report: Report, object: any): void {
  provisioner(report, 'driverName', object.driverName);
  parameters(report, object.parameters, false);
}

export function validateDriver(report: Report, object: any): void {
  const spec = fields(object.spec);
  if (spec.fsGroupPolicy !== undefined) report.oneOf('spec.fsGroupPolicy', spec.fsGroupPolicy, ['File', 'None', 'ReadWriteOnceWithFSType']);
  for (const mode of list(spec.volumeLifecycleModes)) report.oneOf('spec.volumeLifecycleModes', mode, ['Persistent', 'Ephemeral']);
  const audiences = new Set<string>();
  list(spec.tokenRequests).map(fields).forEach((request, i) => {
    const audience = text(request.audience) ?? '';
    if (audiences.has(audience)) {
      report.refuse(`spec.tokenRequests[${i}].audience`, `Duplicate value: "${audience}"`);
      return;
    }
    audiences.add(audience);
    const seconds = request.expirationSeconds;
    if (typeof seconds !== 'number') return;
    const field = `spec.tokenRequests[${i}].expirationSeconds`;
    if (seconds < SHORTEST_TOKEN) report.invalid(field, seconds, 'may not specify a duration less than 10 minutes');
    if (seconds > LONGEST_TOKEN) report.invalid(field, seconds, 'may not specify a duration larger than 2^32 seconds');
  });
  if (typeof spec.serviceAccountTokenInSecrets === 'boolean' && !audiences.size) {
    report.invalid('spec.serviceAccountTokenInSecrets', spec.serviceAccountTokenInSecrets, 'serviceAccountTokenInSecrets is set but no '
      + 'tokenRequests are specified');
  }
  const period = spec.nodeAllocatableUpdatePeriodSeconds;
  if (typeof period === 'number' && period < 10) {
    report.invalid('spec.nodeAllocatableUpdatePeriodSeconds', period, 'must be greater than or equal to 10 seconds');
  }
}

export function validateStorageCapacity(report: Report, object: any): void {
  report.labelSelector('nodeTopology', object.nodeTopology);
  report.subdomain('storageClassName', text(object.storageClassName) ?? '');
  if ((parseQuantity(object.capacity) ?? 0n) < 0n) report.invalid('capacity', object.capacity, 'must be greater than or equal to 0');
}

function provisioner(report: Report, field: string, value: unknown): void {
  if (report.required(field, value)) report.qualified(field, (text(value) ?? '').toLowerCase());
}

function parameters(report: Report, value: unknown, mayBeEmpty: boolean): void {
  const entries = isObject(value) ? Object.entries(value) : [];
  if (entries.length > MOST_PARAMETERS) {
    report.refuse('parameters', `Too long: may not have more than ${MOST_PARAMETERS} items`);
    return;
  }
  if (entries.some(([key]) => key === '')) report.invalid('parameters', '', 'field can not be empty.');
  const size = entries.reduce((sum, [key, item]) => sum + Buffer.byteLength(key) + Buffer.byteLength(String(item)), 0);
  if (size > LARGEST_PARAMETERS) report.refuse('parameters', `Too long: may not be more than ${LARGEST_PARAMETERS} bytes`);
  if (!mayBeEmpty && !entries.length) report.refuse('parameters', 'Required value: must contain at least one key/value pair');
}

function topologies(report: Report, terms: readonly unknown[]): void {
  const seen = new Set<string>();
  terms.map(fields).forEach((term, i) => {
    const field = `allowedTopologies[${i}].matchLabelExpressions`;
    const byKey = new Map<string, string[]>();
    list(term.matchLabelExpressions).map(fields).forEach((expression, j) => {
      const key = text(expression.key) ?? '';
      const values = list(expression.values);
      if (!values.length) report.refuse(`${field}[${j}].values`, 'Required value');
      values.forEach((value, k) => values.indexOf(value) < k && report.refuse(`${field}[${j}].values[${k}]`, `Duplicate value: "${value}"`));
      report.qualified(`${field}[${j}].key`, key);
      if (byKey.has(key)) report.refuse(`${field}[${j}].key`, `Duplicate value: "${key}"`);
      byKey.set(key, [...new Set(values)].sort());
    });
    const whole = JSON.stringify([...byKey].sort());
    // The server compares each term with a list that starts with an empty term for each, so a term without expressions is always a duplicate.
    if (seen.has(whole) || byKey.size === 0) report.refuse(field, 'Duplicate value: ""');
    seen.add(whole);
  });
}
