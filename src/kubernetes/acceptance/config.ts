/*
 * ConfigMaps and Secrets.
 * Source: pkg/apis/core/validation/validation.go (ValidateConfigMap, ValidateSecret).
 */
import { FORMATS, isDataKey } from './formats';
import { Manifest } from './manifest';
import { Report } from './report';
import { fields, Fields, strings, text } from '../../core/fields';

const LARGEST = 1024 * 1024;
/** Keys that a type of Secret requires: each of them, or one of a list. */
const NEEDED: { readonly [type: string]: ReadonlyArray<readonly string[]> } = {
  'kubernetes.io/dockercfg': [['.dockercfg']],
  'kubernetes.io/dockerconfigjson': [['.dockerconfigjson']],
  'kubernetes.io/basic-auth': [['username', 'password']],
  'kubernetes.io/ssh-auth': [['ssh-privatekey']],
  'kubernetes.io/tls': [['tls.crt'], ['tls.key']],
};

const size = (given: unknown): number => Object.values(strings(given)).reduce((sum, value) => sum + Buffer.byteLength(value), 0);

const decodedSize = (given: unknown): number => Object.values(strings(given)).reduce((sum, value) => sum + Buffer.byteLength(value, 'base64'), 0);

export function validateConfigMap(report: Report, { data, binaryData }: Manifest): void {
  keys(report, 'data', data);
  keys(report, 'binaryData', binaryData);
  for (const key of Object.keys(fields(binaryData))) {
    if (Object.hasOwn(fields(data), key)) report.invalid(`data[${key}]`, key, 'duplicate of key present in binaryData');
  }
  if (size(data) + decodedSize(binaryData) > LARGEST) report.refuse('', `Too long: may not be more than ${LARGEST} bytes`);
}

export function validateSecret(report: Report, secret: Manifest): void {
  const { data, stringData } = secret;
  const all = { ...fields(data), ...strings(stringData) };
  const fromData = Object.fromEntries(Object.entries(strings(data)).filter(([key]) => !Object.hasOwn(strings(stringData), key)));
  keys(report, 'data', { ...fields(data), ...fields(stringData) });
  if (decodedSize(fromData) + size(stringData) > LARGEST) report.refuse('data', `Too long: may not be more than ${LARGEST} bytes`);
  const type = text(secret.type) ?? '';
  if (type === 'kubernetes.io/service-account-token' && !strings(fields(secret.metadata).annotations)['kubernetes.io/service-account.name']) {
    report.refuse('metadata.annotations[kubernetes.io/service-account.name]', 'Required value');
  }
  for (const choice of Object.hasOwn(NEEDED, type) ? NEEDED[type] : []) {
    if (!choice.some((key) => Object.hasOwn(all, key) && (all[key] || type !== 'kubernetes.io/ssh-auth'))) {
      choice.forEach((key) => report.refuse(`data[${key}]`, 'Required value'));
    }
  }
  for (const key of type.startsWith('kubernetes.io/dockerc') ? NEEDED[type]?.[0] ?? [] : []) {
    const value = strings(stringData)[key] ?? (typeof all[key] === 'string' ? Buffer.from(all[key], 'base64').toString() : undefined);
    if (value !== undefined && !isJsonObject(value)) report.invalid(`data[${key}]`, '<secret contents redacted>', 'must be a JSON object');
  }
}

function keys(report: Report, field: string, given: unknown): void {
  for (const key of Object.keys(fields(given))) if (!isDataKey(key)) report.invalid(`${field}[${key}]`, key, FORMATS.key.message);
}

function isJsonObject(text_: string): boolean {
  try {
    const value: unknown = JSON.parse(text_);
    return value === null || (typeof value === 'object' && !Array.isArray(value as Fields));
  } catch {
    return false;
  }
}
