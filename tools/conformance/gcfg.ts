/*
 * Compares our writer and reader of cloud.conf with gcfg.v1, and our template with the engine of the External Secrets Operator.
 *
 * Run with `npx tsx tools/conformance/gcfg.ts [SEED] [FACTOR]`. Needs Go; its module proxy the first time.
 */
import { spawnSync } from 'node:child_process';
import * as fc from 'fast-check';
import { buildProgram } from './build';
import { NEWEST_RELEASE } from '../../src/kubernetes/minor';
import { SecretText } from '../../src/openstack/cloud-conf';
import { templateOf } from '../../src/openstack/cloud-conf/cloud-conf-template';
import { Later } from '../../src/openstack/cloud-conf/compose';
import { decode } from '../../src/openstack/cloud-conf/decode';
import { readGcfg } from '../../src/openstack/cloud-conf/gcfg-reader';
import { ConfValue } from '../../src/openstack/cloud-conf/gcfg-values';
import { Line, Piece, WritableSection, writeGcfg } from '../../src/openstack/cloud-conf/gcfg-writer';
import { CONSUMERS, Consumer, KEYS, KeyRow, reads, SECTIONS, takesSubsections } from '../../src/openstack/cloud-conf/keys';

const SEED = Number(process.argv[2] ?? 20261122);
const FACTOR = Number(process.argv[3] ?? 1);
const MINOR = NEWEST_RELEASE;
const ROWS: { [consumer in Consumer]: KeyRow[] } = { 'ccm': rowsOf('ccm'), 'cinder-csi': rowsOf('cinder-csi') };

type Values = { [section: string]: { [subsection: string]: { [key: string]: unknown } } };
interface Answer { fatal: boolean; error?: string; extra: boolean; values?: Values; text?: string }
interface Case { suite: string; request: { [key: string]: unknown }; judge: (answer: Answer) => string | undefined }

function rowsOf(consumer: Consumer): KeyRow[] {
  return KEYS.filter((row) => reads(row, consumer, MINOR));
}

function isMap(section: string, consumer: Consumer): boolean {
  return takesSubsections(section, consumer, MINOR);
}

// ---- what is compared

/** Every field of every section with the value that our reader gives it, zero values included; undefined where the text is fatal. */
function ours(text: string | Uint8Array, consumer: Consumer): Values | undefined {
  const document = readGcfg(text);
  if (document.error) return undefined;
  const decoded = decode(document, MINOR, consumer);
  if (decoded.failures.length > 0) return undefined;
  const values: Values = {};
  for (const section of SECTIONS.filter((name) => ROWS[consumer].some((row) => row.section === name))) {
    values[section] = Object.assign(Object.create(null), isMap(section, consumer) ? {} : { '': zero(section, consumer) });
  }
  for (const { header, section } of decoded.headers) values[section][header.subsection] ??= zero(section, consumer);
  for (const { section, variable, row, value } of decoded.settings) {
    const found = values[section][variable.subsection];
    found[row.key] = Array.isArray(value) && value.length > 0 ? [...found[row.key] as string[], ...value] : value;
  }
  return values;
}

function zero(section: string, consumer: Consumer): { [key: string]: ConfValue } {
  const zeros: { [type: string]: ConfValue } = { string: '', word: '', bool: false, int: 0, uint: 0, duration: 0, list: [] };
  return Object.fromEntries(ROWS[consumer].filter((row) => row.section === section && row.type !== 'unsettable').map((row) => [row.key, zeros[row.type]]));
}

/** gcfg's values in the form of ours. */
function theirs(values: Values): Values {
  return JSON.parse(JSON.stringify(values), (key, value) => {
    const type = KEYS.find((row) => row.key === key)?.type;
    if (type === 'list' && value === null) return [];
    if (type === 'duration' && typeof value === 'string') return Number(value) / 1e9;
    return (type === 'int' || type === 'uint') && typeof value === 'string' ? Number(value) : value;
  });
}

function canonical(value: unknown): string {
  const round = (x: unknown) => (typeof x === 'number' && !Number.isInteger(x) ? Number(x.toPrecision(12)) : x);
  const sort = (x: any): any => (x && typeof x === 'object' && !Array.isArray(x) ? Object.fromEntries(Object.keys(x).sort().map((k) => [k, sort(x[k])])) : round(x));
  return JSON.stringify(sort(value));
}

/** A text that may be anything: fatal or not, dropped parts or not, and all values must agree. */
function reading(suite: string, text: string | Uint8Array, consumer: Consumer, expected?: Values): Case {
  return {
    suite,
    request: { consumer, text: Buffer.from(text).toString('base64') },
    judge: (answer) => {
      const mine = ours(text, consumer);
      if (answer.error?.startsWith('panic')) return `gcfg panics: ${answer.error}`;
      if (answer.fatal !== (mine === undefined)) return `gcfg ${answer.fatal ? `fails (${answer.error})` : 'reads it'}, we ${mine ? 'read it' : 'fail'}`;
      const error = readGcfg(text).error;
      // A value that fails is noticed before the syntax of later lines, and without its place; gcfg reads one character ahead.
      if (error && /^\d+:/.test(answer.error!) && !answer.error!.includes('more errors') && !answer.error!.startsWith(`${error.line}:`)) return `the error is in another line: gcfg ${answer.error}, we ${error.line}:${error.column}: ${error.message}`;
      if (!mine) return expected && 'what we wrote is fatal';
      if (canonical(theirs(answer.values!)) !== canonical(mine)) return `values differ: gcfg ${canonical(theirs(answer.values!))}, we ${canonical(mine)}`;
      const extra = decode(readGcfg(text), MINOR, consumer).dropped.length > 0;
      if (answer.extra !== extra) return `gcfg ${answer.extra ? 'drops something' : 'drops nothing'}, we say otherwise`;
      return expected && canonical(mine) !== canonical(expected) ? `written ${canonical(expected)}, read ${canonical(mine)}` : undefined;
    },
  };
}

// ---- cases

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: fc.constantFrom(...'ab "\\\n\t;#=[]\'{}%$\u0001\u007f\u0085\u00a0\u2028\ufeff😀'), maxLength: 20 }),
).filter((text) => !/\p{Cs}/u.test(text));
const carried = anyText.filter((text) => !/[\0\r]/.test(text));
const className = anyText.filter((text) => text !== '' && !/[\0\n]/.test(text));

/** Random sections with random values through the writer, with what must come back. */
const written = fc.constantFrom(...CONSUMERS).chain((consumer) => fc.uniqueArray(
  fc.tuple(fc.constantFrom(...new Set(ROWS[consumer].map((row) => row.section))), className), { maxLength: 6, selector: ([section, name]) => (isMap(section, consumer) ? `${section} ${name}` : section) },
).chain((sections) => fc.tuple(...sections.map(([section, name]) => {
  const settable = ROWS[consumer].filter((row) => row.section === section && row.type !== 'unsettable');
  return fc.subarray(settable).chain((chosen) => fc.tuple(...chosen.map((row) => valueFor(row))).map((values) => ({
    section, subsection: isMap(section, consumer) ? name : '', rows: chosen, values: values as ConfValue[],
  })));
})).map((parts) => ({ consumer, parts: parts as Array<{ section: string; subsection: string; rows: KeyRow[]; values: ConfValue[] }> }))));

function valueFor(row: KeyRow): fc.Arbitrary<ConfValue> {
  switch (row.type) {
    case 'bool': return fc.boolean();
    case 'int': return fc.maxSafeInteger();
    case 'uint': return fc.maxSafeNat();
    case 'duration': return fc.integer({ min: 1, max: 1e6 }).map((milliseconds) => milliseconds / 1000);
    case 'list': return fc.array(carried, { maxLength: 4 });
    case 'word': return fc.constantFrom('public', 'internal', 'admin');
    default: return carried;
  }
}

interface Part { section: string; subsection: string; rows: KeyRow[]; values: ConfValue[] }

function writing({ consumer, parts }: { consumer: Consumer; parts: Part[] }): Case {
  const expected = ours('', consumer)!;
  const sections: WritableSection<never>[] = parts.map(({ section, subsection, rows, values }) => {
    const into = expected[section][subsection] ??= zero(section, consumer);
    const lines: Line<never>[] = rows.flatMap((row, i) => {
      into[row.key] = values[i];
      const texts = Array.isArray(values[i]) ? values[i] as string[] : [row.type === 'duration' ? `${Math.round(Number(values[i]) * 1000)}ms` : String(values[i])];
      return texts.map((value) => ({ key: row.key, value, property: row.key, bare: ['bool', 'int', 'uint', 'duration'].includes(row.type) }));
    });
    return { name: section, subsection: subsection || undefined, property: section, lines };
  });
  return reading('written by us, read by gcfg', writeGcfg(sections).join(''), consumer, expected);
}

/** Every character that can be carried, in values and in names of classes. */
function everyCharacter(): { consumer: Consumer; parts: Part[] } {
  const row = ROWS.ccm.find(({ section, key }) => section === 'LoadBalancerClass' && key === 'floating-subnet')!;
  const parts: Part[] = [];
  for (let from = 0; from <= 0x10ffff; from += 0x400) {
    const text = Array.from({ length: 0x400 }, (_, i) => from + i).filter((code) => code < 0xd800 || code > 0xdfff).map((code) => String.fromCodePoint(code)).join('');
    if (text) parts.push({ section: row.section, subsection: text.replace(/[\0\n]/g, ''), rows: [row], values: [text.replace(/[\0\r]/g, '')] });
  }
  return { consumer: 'ccm', parts };
}

const token = fc.constantFrom('[Global]\n', '[LoadBalancer]\n', '[Networking]\n', '[LoadBalancerClass "a"]\n', '[Global "b"]\n', '[global]', '[', ']', '"', '\\', '\n', '\r\n', '\r', ' ', '\t', '=', ';', '#',
  'password', 'PASSWORD=', 'paſſword=x\n', 'use-clouds', 'use-clouds=', 'public-network-name', 'public-network-name=', 'monitor-delay=', 'max-shared-lb=', 'monitor-max-retries=', 'os-endpoint-type=',
  'enabled=', 'auth-url = ', 'lbclasses', 'lbclasses=1\n', 'tls-insecure', 'unknown=1\n', '[Unknown]\n', '[Unknown "x"]\n', '[LoadBalancer "x"]\n', 'node-volume-attach-limit=', '[BlockStorage]\n', '[Metadata]\n', 'request-timeout=',
  'true', 'YES', 'off', '1', '0', '-1', '+3', '0x1f', '-0x1_f', '0X1', '007', '1_0', '99999999999999999999', '5s', '1m30s', '1.5h', '.5s', '5', '-5s', '1e3', 'a b', '\\"', '\\n', '\\t', '\\\\', '\\\n', '\\\r\n', '\u00a0', 'é', '٣', '中', '\0', '\ufeff', '_', '-', '.', '\u0085', '\u000b');
const soup = fc.array(token, { maxLength: 14 }).map((tokens) => tokens.join(''));
const settings = fc.tuple(fc.constantFrom(...KEYS), fc.oneof(fc.array(token, { maxLength: 3 }).map((tokens) => tokens.join('')), anyText)).map(([row, value]) =>
  `[${row.section}]\n${row.key}=${value}\n`);

function* cases(): Generator<Case> {
  const sample = <T>(arbitrary: fc.Arbitrary<T>, count: number) => fc.sample(arbitrary, { seed: SEED, numRuns: Math.round(count * FACTOR) });
  yield { ...writing(everyCharacter()), suite: 'every character, written by us, read by gcfg' };
  for (const config of sample(written, 3000)) yield writing(config);
  for (const text of sample(soup, 6000)) for (const consumer of CONSUMERS) yield reading('hostile text', text, consumer);
  for (const text of sample(settings, 6000)) yield reading('hostile values', text, text.startsWith('[BlockStorage]') ? 'cinder-csi' : 'ccm');
  for (const text of sample(fc.string({ unit: 'binary', maxLength: 60 }), 500)) yield reading('any characters', Buffer.from(`[Global]\npassword=${text}\n`), 'ccm');
  for (const bytes of sample(fc.uint8Array({ maxLength: 40 }), 1000)) yield reading('any bytes', Buffer.concat([Buffer.from('[Global]\n;'), bytes]), 'ccm');
  for (const [secret, text] of sample(fc.tuple(fc.oneof(anyText, fc.string({ unit: fc.constantFrom(...'ab"\\\r\n\t\0{}') })), carried), 3000)) yield templating(secret, text);
}

/** A secret from a store beside a literal: what the operator renders must be read back as both. */
function templating(secret: string, text: string): Case {
  const later: Later = { secret: SecretText.fromStore({ store: 's', key: 'k' }), name: 'password' };
  const pieces: Piece<Later>[] = writeGcfg<Later>([{
    name: 'Global',
    property: 'global',
    lines: [
      { key: 'region', value: text, property: 'region' }, { key: 'password', value: { later }, property: 'password' }, { key: 'username', value: text, property: 'username' },
    ],
  }]);
  return {
    suite: 'templates of the External Secrets Operator',
    request: { template: true, text: Buffer.from(templateOf(pieces)).toString('base64'), data: { password: Buffer.from(secret).toString('base64') } },
    judge: (answer) => {
      const refused = /[\0\r]/.test(secret);
      if (answer.fatal) return refused && answer.error!.includes('carriage return or NUL') ? undefined : `fails: ${answer.error}`;
      if (refused) return 'a secret that cloud.conf cannot carry is rendered';
      const read = ours(Buffer.from(answer.text!, 'base64'), 'ccm')?.Global[''];
      return read?.password === secret && read.region === text && read.username === text ? undefined : `read back as ${JSON.stringify(read)}`;
    },
  };
}

// ---- run

function main(): number {
  const binary = buildProgram('gcfg', 'gcfg');
  const consumers = Object.fromEntries(CONSUMERS.map((consumer) => [consumer, SECTIONS
    .filter((section) => ROWS[consumer].some((row) => row.section === section))
    .map((section) => ({
      name: section,
      subsections: isMap(section, consumer),
      fields: ROWS[consumer].filter((row) => row.section === section).map(({ key, type }) => ({ key, type })),
    }))]));
  const all = [...cases()];
  const run = spawnSync(binary, { input: [consumers, ...all.map(({ request }) => request)].map((line) => JSON.stringify(line)).join('\n'), encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (run.status !== 0) throw new Error(run.stderr);
  const answers = run.stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as Answer);
  if (answers.length !== all.length) throw new Error(`${all.length} cases, ${answers.length} answers`);
  const counts: { [suite: string]: { cases: number; fatal: number; wrong: number } } = {};
  let shown = 0;
  all.forEach(({ suite, request, judge }, i) => {
    const count = counts[suite] ??= { cases: 0, fatal: 0, wrong: 0 };
    const wrong = judge(answers[i]);
    count.cases++;
    if (answers[i].fatal) count.fatal++;
    if (!wrong) return;
    count.wrong++;
    if (shown++ < 10) process.stdout.write(`DIFFERS ${suite}: ${wrong}\n  ${JSON.stringify(Buffer.from(String(request.text), 'base64').toString())}\n`);
  });
  process.stdout.write(`gcfg.v1 v1.2.3, release ${MINOR}, seed ${SEED}\n`);
  for (const [suite, { cases: n, fatal, wrong }] of Object.entries(counts)) process.stdout.write(`${suite}: ${n} cases, ${fatal} of them fatal, ${wrong} differ\n`);
  return shown > 0 ? 1 : 0;
}

process.exitCode = main();
