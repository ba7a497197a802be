/* Values of a chart, and their translation into properties by the tables in data/. */
import { Code, Named } from './code';
import { DnsPolicy, FsGroupPolicy, ImagePullPolicy, MatchOperator, TaintEffect } from '../../constructs';
import { fields, isObject, list, text } from '../../core/fields';

/** One leaf of a chart's values, and the property that replaces it. */
export interface Leaf {
  readonly leaf: string;
  readonly default: string;
  readonly property: string;
  readonly verdict: 'same' | 'better' | 'not offered';
  readonly why?: string;
  /** Properties, each with the name of a conversion behind a colon; or @ and the part of the chart's module that reads the leaf. */
  readonly to?: string;
  /** The default, where Helm merges it with what is given. */
  readonly base?: { readonly [key: string]: unknown };
}

/** What Helm is told beside the values. */
export interface HelmRelease {
  readonly name: string;
  readonly namespace: string;
  readonly chartVersion: string;
  readonly appVersion: string;
}

/** A value without counterpart. */
export class NoCounterpart extends Error {}

/** Values of a release, the properties that they become, and what has no counterpart. */
export class Values {
  public readonly props: { [prop: string]: any } = {};
  public readonly problems: string[] = [];

  constructor(private readonly given: unknown, private readonly rows: readonly Leaf[], public readonly release: HelmRelease) {}

  /** Sets the properties of all leaves that the tables translate, and lists what no table knows. */
  public translate(): void {
    for (const row of this.rows) {
      if (row.to === undefined || row.to.startsWith('@') || !this.has(row.leaf)) continue;
      const value = merged(row.base, this.get(row.leaf));
      if (isNothing(value) && !isDefaulted(row)) continue;
      for (const [prop, as = 'same'] of row.to.split(', ').map((target) => target.split(':'))) {
        this.attempt(row.leaf, () => this.set(prop, CONVERSIONS[as](value ?? {}, this)));
      }
    }
    for (const path of leavesOf(this.given)) {
      const isKnown = this.rows.some(({ leaf }) => path === leaf || path.startsWith(`${leaf}.`) || path.startsWith(`${leaf}[`)
        || leaf.startsWith(`${path}.`) || leaf.startsWith(`${path}[`)
        || pattern(leaf).test(path));
      if (!isKnown) this.problems.push(`${path}: the chart does not read it`);
    }
  }

  /** Runs a part of the translation; what has no counterpart is listed. */
  public attempt(leaf: string, work: () => void): void {
    try {
      work();
    } catch (e) {
      if (!(e instanceof NoCounterpart)) throw e;
      this.problems.push(`${leaf}: ${e.message}`);
    }
  }

  public has(path: string): boolean {
    const steps = path.split('.');
    return Object.hasOwn(fields(this.get(steps.slice(0, -1).join('.'))), steps[steps.length - 1]);
  }

  /** A value as it was given. */
  public get(path: string): any {
    return path === '' ? this.given : path.split('.')
      .reduce<any>((of, step) => (isObject(of) && Object.hasOwn(of, step) ? of[step] : undefined), this.given);
  }

  /** Whether a switch is on, as a template asks. */
  public isOn(path: string, otherwise = false): boolean {
    return this.has(path) && this.get(path) !== null ? !isFalse(this.get(path)) : otherwise;
  }

  public textOf(path: string): string | undefined {
    const value = this.get(path);
    return value === undefined || value === null || value === '' ? undefined : String(value);
  }

  /** The default that a table states, without its quotes. */
  public defaultOf(leaf: string): string {
    return this.rows.find((row) => row.leaf === leaf)!.default.replace(/^"(.*)"$/, '$1');
  }

  public set(path: string, value: Code): void {
    const steps = path.split('.');
    const holder = steps.slice(0, -1).reduce((of, step) => (of[step] ??= {}), this.props);
    holder[steps[steps.length - 1]] = value;
  }

  /** repository and tag below a path as one reference, if one of them is given. */
  public image(path: string, tag: string): string | undefined {
    if (!this.textOf(`${path}.repository`) && !this.textOf(`${path}.tag`)) return undefined;
    return `${this.textOf(`${path}.repository`) ?? this.defaultOf(`${path}.repository`)}:${this.textOf(`${path}.tag`) ?? tag}`;
  }

  /** The text of a template, if it holds nothing but values. */
  public rendered(template: string): string {
    return template.replace(/\{\{-?\s*(.*?)\s*-?\}\}/g, (_, expression: string) => {
      const known: { readonly [name: string]: string } = {
        '.Release.Name': this.release.name,
        '.Release.Namespace': this.release.namespace,
        '.Chart.AppVersion': this.release.appVersion,
        '.Chart.Version': this.release.chartVersion,
      };
      const value = Object.hasOwn(known, expression) ? known[expression] : /^\.Values(\.\w+)+$/.test(expression)
        ? this.get(expression.slice('.Values.'.length)) : undefined;
      if (value === undefined || value === null || typeof value === 'object') {
        throw new NoCounterpart(`the template {{ ${expression} }} is not `
        + 'read: write its result');
      }
      return String(value);
    });
  }

  public args(path: string): string[] {
    return argsOf(this.get(path), this);
  }
}

/** The paths of what is given, entries of lists as []. */
function leavesOf(value: unknown, prefix = ''): string[] {
  if (Array.isArray(value)) return value.length ? [...new Set(value.flatMap((one) => leavesOf(one, `${prefix}[]`)))] : [prefix];
  if (!isObject(value) || !Object.keys(value).length) return prefix ? [prefix] : [];
  return Object.entries(value).flatMap(([key, one]) => leavesOf(one, prefix ? `${prefix}.${key}` : key));
}

/** A leaf below names that a user chooses. */
function pattern(leaf: string): RegExp {
  return new RegExp(`^${leaf.replace(/[.*+?^${}()|\\]/g, '\\$&').replace(/\[\]/g, '(?:\\.[^.]+|\\[\\])')}(?:[.[].*)?$`);
}

function isFalse(value: unknown): boolean {
  return value === false || value === 0 || value === '' || value === null || value === undefined
    || (typeof value === 'object' && !Object.keys(value as object).length);
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (typeof value === 'object' && !Object.keys(value).length);
}

/** Whether the default of a leaf is something, so that nothing has to be said. */
function isDefaulted({ default: stated }: Leaf): boolean {
  return !/^(\{\}|\[\]|""|''|null|\(undeclared|\(none)/.test(stated);
}

/** As Helm merges maps: null removes a key. */
export function merged(base: unknown, over: unknown): any {
  if (!isObject(base) || !isObject(over)) return over;
  return Object.fromEntries([...new Set([...Object.keys(base), ...Object.keys(over)])].filter((key) => over[key] !== null)
    .map((key) => [key, key in over ? merged(base[key], over[key]) : base[key]]));
}

type Conversion = (value: any, values: Values) => Code;

const member = (name: string, type: object) => (value: any): Code => {
  const found = Object.entries(type).find(([, one]) => one === value)?.[0];
  if (found === undefined) throw new NoCounterpart(`${name} has no "${String(value)}"`);
  return new Named(`${name}.${found}`);
};
const operator = member('MatchOperator', MatchOperator);
const effect = member('TaintEffect', TaintEffect);

export const CONVERSIONS: { readonly [name: string]: Conversion } = {
  same: (value) => value,
  text: (value) => String(value),
  filled: (value) => (isNothing(value) ? undefined : String(value)),
  number: (value) => numberOf(value),
  positive: (value) => numberOf(value) || undefined,
  flag: (value) => !isFalse(value),
  names: (value) => list(value).map((one) => text(one) ?? String(fields(one).name)),
  aliases: (value) => Object.fromEntries(list(value).map(({ ip, hostnames }) => [ip, hostnames])),
  tolerations: (value) => list(value).map((one) => ({
    ...one,
    ...one.operator ? { operator: operator(one.operator) } : {},
    ...one.effect
      ? { effect: effect(one.effect) } : {},
  })),
  duration: (value) => durationOf(String(value)),
  resources: (value) => texts(value),
  controllers: (value) => list(value).map((name) => new Named('CloudController.of', [String(name)])),
  args: (value, values) => argsOf(value, values),
  template: (value, values) => values.rendered(String(value)),
  FsGroupPolicy: member('FsGroupPolicy', FsGroupPolicy),
  DnsPolicy: member('DnsPolicy', DnsPolicy),
  ImagePullPolicy: member('ImagePullPolicy', ImagePullPolicy),
};

/** Quantities may be numbers in YAML. */
function texts(value: any): Code {
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, texts(one)])) : typeof value === 'number'
    ? String(value) : value;
}

function numberOf(value: unknown): number {
  const number = Number(value);
  if (!Number.isFinite(number)) throw new NoCounterpart(`"${String(value)}" is no number`);
  return number;
}

const UNITS: { readonly [unit: string]: number } = { h: 3600, m: 60, s: 1, ms: 0.001 };

/** "7m", "1h30m" or "10m0s" as Go reads it. */
export function durationOf(value: string): Named {
  const parts = [...value.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)];
  if (!parts.length || parts.map(([part]) => part).join('') !== value) throw new NoCounterpart(`"${value}" is no duration such as 3m`);
  const seconds = parts.reduce((sum, [, number, unit]) => sum + Number(number) * UNITS[unit], 0);
  if (!Number.isInteger(seconds)) return new Named('Duration.millis', [Math.round(seconds * 1000)]);
  return seconds % 60 ? new Named('Duration.seconds', [seconds]) : new Named('Duration.minutes', [seconds / 60]);
}

/** Arguments that a chart takes as the text of a YAML list. */
function argsOf(value: unknown, values: Values): string[] {
  if (isNothing(value)) return [];
  if (Array.isArray(value)) return value.map(String);
  if (typeof value !== 'string') throw new NoCounterpart('must be the text of a list');
  const lines = values.rendered(value).split('\n').map((line) => line.trim()).filter((line) => line && !line.startsWith('#'));
  const other = lines.find((line) => !line.startsWith('- '));
  if (other !== undefined) throw new NoCounterpart(`"${other}" is no entry of a list`);
  return lines.map((line) => line.slice(2).trim().replace(/^"(.*)"$|^'(.*)'$/, (_, a, b) => a ?? b));
}
