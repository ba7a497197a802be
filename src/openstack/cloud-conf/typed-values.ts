/* Converts typed properties to the text of the file, by the row of the key. */
import { ConfValue, decodeValue } from './gcfg-values';
import { KeyRow } from './keys';
import { invalid, refuse } from '../../core/errors';
import { requirePem } from '../../core/pem';
import { isCidr } from '../../kubernetes/cidr';
import { isAtLeast, Minor } from '../../kubernetes/minor';
import { requireAbsolutePath, requireInteger, requireLabels, requireOneOf } from '../../kubernetes/names';

/** A value in the file: one text, or several for a key that is repeated. */
interface TypedValue {
  readonly texts: string[];
  /** Written without quotes. */
  readonly bare: boolean;
  /** The value that the component reads. */
  readonly value: ConfValue;
}

const UUID = /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;

/** Converts and checks a value that is not secret. */
export function toText(property: string, row: KeyRow, value: unknown, minor: Minor): TypedValue {
  switch (row.type) {
    case 'bool': return bare(booleanOf(property, value));
    case 'int':
    case 'uint': return bare(requireInteger(property, value as number, row.minimum ?? 0, row.maximum));
    case 'duration': return duration(property, value);
    case 'list': return list(property, row, value, minor);
    default: return row.values?.includes('true') ? { ...bare(booleanOf(property, value)), value: String(value) }
      : text(property, stringOf(property, row, value));
  }
}

function bare(value: boolean | number): TypedValue {
  return { texts: [String(value)], bare: true, value };
}

function text(property: string, value: string): TypedValue {
  if (value === '') invalid(property, value, 'a non-empty string', 'Omit it instead');
  return { texts: [value], bare: false, value };
}

function booleanOf(property: string, value: unknown): boolean {
  return typeof value === 'boolean' ? value : invalid(property, value, 'true or false');
}

/** gcfg rejects a duration without a unit. */
function duration(property: string, value: any): TypedValue {
  if (typeof value?.toMilliseconds !== 'function') invalid(property, value, 'a Duration of cdk8s, such as Duration.seconds(5)');
  const milliseconds: number = value.toMilliseconds({ integral: false });
  if (milliseconds <= 0) refuse(property, 'must be greater than zero');
  const written = milliseconds % 1000 === 0 ? `${milliseconds / 1000}s` : `${milliseconds}ms`;
  if (!decodeValue('duration', written)) refuse(property, `is ${written}, which is out of range. Durations are between a nanosecond and 292 years`);
  return { texts: [written], bare: true, value: milliseconds / 1000 };
}

function list(property: string, row: KeyRow, value: unknown, minor: Minor): TypedValue {
  const texts = stringsOf(property, value);
  if (texts.length > 1 && row.listSince && !isAtLeast(minor, row.listSince)) {
    refuse(property, `accepts a list since ${row.listSince}; the release is ${minor}. Give one name or choose a newer release`);
  }
  for (const [i, item] of texts.entries()) {
    if (item.includes(',')) invalid(`${property}[${i}]`, item, 'the name of one network', 'Make each name a separate item');
  }
  return { texts, bare: false, value: texts };
}

function stringOf(property: string, row: KeyRow, value: any): string {
  switch (row.format) {
    case 'labels': return labels(property, value);
    case 'cidrs': return stringsOf(property, value).map((cidr) => requireAnyCidr(property, cidr)).join(',');
    case 'comma': return choices(property, row, value);
    default: return formatted(property, row, value);
  }
}

function formatted(property: string, row: KeyRow, value: any): string {
  if (row.open) return typeof value?.name === 'string' ? value.name : invalid(property, value, 'a value such as LoadBalancerProvider.OVN');
  if (typeof value !== 'string') return invalid(property, value, 'a string');
  if (row.values) requireOneOf(property, value, row.values);
  switch (row.format) {
    case 'path': return requireAbsolutePath(property, value, '/etc/openstack/ca.pem');
    case 'url': return requireUrl(property, value);
    case 'uuid': return UUID.test(value) ? value : invalid(property, value, 'a UUID such as "bc8a590a-5d65-4525-98f3-f7ef29c727d5"',
      'A name does not work here: use the ID that the openstack client shows');
    case 'word': return /^\S+$/.test(value) ? value : invalid(property, value, 'an ID without blanks');
    case 'pem': return requirePem(property, value);
    default: return value;
  }
}

function requireUrl(property: string, value: string): string {
  if (value.includes('@')) refuse(property, 'must not contain a user or password. Use Auth');
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || /\s/.test(value)) invalid(property, value, 'a URL such as "https://openstack.example.com:5000/v3"');
  return value;
}

/** Host bits may be set: the components look for addresses within it. */
function requireAnyCidr(property: string, value: string): string {
  return isCidr(value) ? value : invalid(property, value, 'CIDRs such as "10.0.0.0/8" or "2001:db8::/32"');
}

function labels(property: string, value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) invalid(property, value, 'labels such as { zone: "a" }');
  const map = value as { [name: string]: string };
  requireLabels(property, map);
  return Object.keys(map).sort().map((name) => (map[name] === '' ? name : `${name}=${map[name]}`)).join(',');
}

function choices(property: string, row: KeyRow, value: unknown): string {
  const chosen = stringsOf(property, value);
  const valid = chosen.length > 0 && new Set(chosen).size === chosen.length && chosen.every((choice) => row.values!.includes(choice));
  return valid ? chosen.join(',') : invalid(property, value, `one or more of ${row.values!.join(', ')}, each once`);
}

function stringsOf(property: string, value: unknown): string[] {
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string' && item !== '')) {
    invalid(property, value, 'a list of non-empty strings');
  }
  return value as string[];
}
