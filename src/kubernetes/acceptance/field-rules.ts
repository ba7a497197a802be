/*
 * Rules of single fields, from field-rules.json, applied to everything below a field.
 */
import { FORMATS } from './formats';
import { Report } from './report';
import { isObject } from '../../core/fields';
import data from '../data/field-rules.json';
import schema from '../data/fields.json';
import { isAtLeast } from '../minor';

/** Checks one value that is given; empty texts too. */
type Check = (report: Report, field: string, value: unknown) => void;
interface Rule { readonly since: string; readonly isNeeded: boolean; readonly most: number; readonly checks: readonly Check[] }

const TYPES: { readonly [type: string]: { readonly [field: string]: string } } = schema.types as any;
/** Checks by their word in field-rules.json; other words are formats. */
const CHECKS: { readonly [word: string]: (rest: readonly string[], name: string) => Check } = {
  enum: (supported) => (report, field, value) => report.oneOf(field, value, supported),
  int: ([least, most]) => {
    const [low, high] = [Number(least), Number(most ?? Infinity)];
    const range = most ? `must be between ${low} and ${high}, inclusive` : `must be greater than or equal to ${low}`;
    return (report, field, value) => {
      if (typeof value === 'number' && (value < low || value > high)) report.invalid(field, value, range);
    };
  },
};
const RULES = new Map(Object.entries(data.rules).map(
  ([type, fields]) => [type, Object.entries(fields).map(([field, rule]) => [field, parsed(rule)] as const)]));
/** Fields below which some rule applies, by type. */
const LEADING = new Map<string, ReadonlyArray<readonly [string, string]>>();

/** Applies the rules to a value of a type; below the fields of `except` none. */
export function applyRules(
  report: Report, field: string, type: string, value: unknown, kubernetesVersion: string, except: readonly string[] = [],
): void {
  if (!isObject(value)) return;
  for (const [key, rule] of RULES.get(type) ?? []) {
    if (!except.includes(key)) applyRule(report, `${field}.${key}`, rule, value[key], kubernetesVersion);
  }
  for (const [key, inner] of leading(type)) {
    const below = value[key];
    if (below === undefined || below === null || except.includes(key)) continue;
    // null decodes to an empty item
    if (Array.isArray(below)) below.forEach((item, i) => applyRules(report, `${field}.${key}[${i}]`, inner, item ?? {}, kubernetesVersion));
    else applyRules(report, `${field}.${key}`, inner, below, kubernetesVersion);
  }
}

function applyRule(report: Report, field: string, { since, isNeeded, most, checks }: Rule, value: unknown, kubernetesVersion: string): void {
  if (since && !isAtLeast(kubernetesVersion, since)) return;
  if (value === undefined || value === null || ((value === '' || (Array.isArray(value) && !value.length)) && isNeeded)) {
    if (isNeeded) report.refuse(field, 'Required value');
    return;
  }
  if (!Array.isArray(value)) {
    for (const check of checks) check(report, field, value);
    return;
  }
  if (value.length > most) report.refuse(field, `Too many: ${value.length}: must have at most ${most} items`);
  value.forEach((item, i) => { for (const check of checks) check(report, `${field}[${i}]`, item ?? ''); }); // null decodes to an empty text
}

function parsed(text: string): Rule {
  const parts = text.split('; ').map((part) => part.split(' '));
  const argument = (word: string) => parts.find(([first]) => first === word)?.[1];
  return {
    since: argument('since') ?? '',
    isNeeded: parts.some(([word]) => word === 'need'),
    most: Number(argument('most') ?? Infinity),
    checks: parts.filter(([word]) => !['since', 'need', 'most'].includes(word)).map(([word, ...rest]) => {
      const name = word.replace('!', '');
      const check = (CHECKS[name] ?? formatCheck)(rest, name);
      return word.endsWith('!') ? check : (report, field, value) => { if (value !== '') check(report, field, value); };
    }),
  };
}

function formatCheck(_: readonly string[], name: string): Check {
  const { test, message } = FORMATS[name];
  return (report, field, value) => { if (!test(value as string)) report.invalid(field, value, message); };
}

function leading(type: string): ReadonlyArray<readonly [string, string]> {
  let found = LEADING.get(type);
  if (!found) {
    LEADING.set(type, []); // a type within itself leads no further
    found = Object.entries(TYPES[type] ?? {}).map(([key, inner]) => [key, inner.replace(/^\[/, '')] as const)
      .filter(([, inner]) => RULES.has(inner) || (TYPES[inner] && leading(inner).length));
    LEADING.set(type, found);
  }
  return found;
}
