import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Configuration, UsageError } from './command';
import { CONFIGURATION, tried } from './files';
import { FindingSeverity } from '../analysis/check/finding';
import { PolicyAcknowledgement } from '../analysis/check/policy';
import { Arrival } from '../analysis/options';
import { nearest } from '../core/nearest';

export const NONE: Configuration = { values: {}, extraRules: [], severities: new Map(), acknowledgements: [] };
const RULE = /^[A-Z]{3}\d{3}$/;
const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const KEYS = ['kubernetes', 'release', 'arrival', 'preset', 'failOn', 'closedWorld', 'defaultClass', 'baseline', 'files', 'known', 'rules',
  'acknowledge'];
const SEVERITIES = ['error', 'warning', 'info', 'off'];

/** Reads a configuration file, or the one in the current folder if there is one. */
export function readConfiguration(named: string | undefined): Configuration {
  const file = named ?? CONFIGURATION;
  if (named === undefined && !existsSync(file)) return NONE;
  const text = tried(file, () => readFileSync(file, 'utf8'));
  const { parseDocument } = require('yaml') as typeof import('yaml'); // eslint-disable-line @typescript-eslint/no-require-imports
  const document = parseDocument(text, { prettyErrors: false, logLevel: 'silent', schema: 'core' });
  if (document.errors.length) throw new UsageError(`${file} is not valid YAML: ${document.errors[0].message.split('\n')[0]}`);
  const content = document.toJS();
  for (const key of ['kubernetes', 'release']) { // 1.30 is a version here, and not the number 1.3
    if (typeof content?.[key] === 'number') content[key] = (document.get(key, true) as { source?: string } | undefined)?.source ?? content[key];
  }
  return new Reader(file, content).read();
}

/** Checks the keys and the types of a configuration, and names what is wrong by its path. */
class Reader {
  constructor(private readonly file: string, private readonly content: unknown) {}

  public read(): Configuration {
    const top = this.map('', this.content ?? {}, KEYS);
    const files = this.map('files', top.files ?? {}, ['include', 'exclude']);
    const known = this.map('known', top.known ?? {}, ['classes', 'claims', 'drivers', 'secrets']);
    const rules = this.map('rules', top.rules ?? {}, ['include', 'exclude', 'severity']);
    const severity = this.map('rules.severity', rules.severity ?? {});
    const values = {
      'kubernetes': this.text('kubernetes', top.kubernetes),
      'release': this.text('release', top.release),
      'arrival': this.choice('arrival', top.arrival, Object.values(Arrival)),
      'preset': this.choice('preset', top.preset, ['recommended', 'strict']),
      'fail-on': this.choice('failOn', top.failOn, ['error', 'warning', 'info', 'none']),
      'default-class': this.text('defaultClass', top.defaultClass),
      'baseline': top.baseline === undefined ? undefined : join(dirname(this.file), this.text('baseline', top.baseline)!),
      'closed-world': this.flag('closedWorld', top.closedWorld),
      'include': this.texts('files.include', files.include),
      'exclude': this.texts('files.exclude', files.exclude),
      ...Object.fromEntries(Object.entries(known).map(([key, names]) => [`known-${key}`, this.texts(`known.${key}`, names)])),
    };
    return {
      file: this.file,
      values: Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)),
      extraRules: (this.texts('rules.include', rules.include) ?? []).map((id) => this.rule('rules.include', id)),
      severities: new Map([
        ...Object.entries(severity).map(([id, value]) => [this.rule('rules.severity', id), this.severity(`rules.severity.${id}`, value)] as const),
        ...(this.texts('rules.exclude', rules.exclude) ?? []).map((id) => [this.rule('rules.exclude', id), 'off'] as const),
      ]),
      acknowledgements: this.list('acknowledge', top.acknowledge ?? []).map((one, i) => this.acknowledgement(`acknowledge[${i}]`, one)),
    };
  }

  private acknowledgement(path: string, value: unknown): PolicyAcknowledgement {
    const { rule, object, reason, expires } = this.map(path, value, ['rule', 'object', 'reason', 'expires']);
    const day = this.text(`${path}.expires`, expires);
    if (day !== undefined && !DAY.test(day)) this.fail(`${path}.expires`, `must be a day such as 2027-01-31, got "${day}"`);
    if (!this.text(`${path}.reason`, reason)?.trim()) {
      this.fail(`${path}.reason`,
        'is required: it tells the next reader why the finding is acceptable');
    }
    return { rule: this.rule(`${path}.rule`, rule), object: this.text(`${path}.object`, object), reason: String(reason).trim(), expires: day };
  }

  private map(path: string, value: unknown, keys?: string[]): { [key: string]: unknown } {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) this.fail(path || 'the file', 'must be a map');
    for (const key of keys ? Object.keys(value) : []) {
      if (keys!.includes(key)) continue;
      const meant = nearest(key, keys!);
      this.fail(path ? `${path}.${key}` : key, `is not known${meant ? `; did you mean ${meant}?` : ''} (known: ${keys!.join(', ')})`);
    }
    return value as { [key: string]: unknown };
  }

  private list(path: string, value: unknown): unknown[] {
    return Array.isArray(value) ? value : this.fail(path, 'must be a list');
  }

  private texts(path: string, value: unknown): string[] | undefined {
    return value === undefined ? undefined : this.list(path, value).map((one, i) => this.text(`${path}[${i}]`, one)!);
  }

  /** Versions and days without quotes are numbers and texts to YAML. */
  private text(path: string, value: unknown): string | undefined {
    if (value === undefined || typeof value === 'string') return value;
    return typeof value === 'number' ? String(value) : this.fail(path, 'must be a text');
  }

  private flag(path: string, value: unknown): boolean | undefined {
    return value === undefined || typeof value === 'boolean' ? value : this.fail(path, 'must be true or false');
  }

  private rule(path: string, id: unknown): string {
    return typeof id === 'string' && RULE.test(id) ? id : this.fail(path, `must be the id of a rule such as BND001, got ${JSON.stringify(id)}`);
  }

  private severity(path: string, value: unknown): FindingSeverity | 'off' {
    return this.choice(path, value === false ? 'off' : value, SEVERITIES) as FindingSeverity | 'off';
  }

  private choice(path: string, value: unknown, known: string[]): string | undefined {
    if (value === undefined || known.includes(String(value))) return value as string | undefined;
    return this.fail(path, `must be one of ${known.join(', ')}, got ${JSON.stringify(value)}`);
  }

  private fail(path: string, problem: string): never {
    throw new UsageError(`${this.file}: ${path} ${problem}`);
  }
}
