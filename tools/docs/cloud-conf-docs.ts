/* The docstrings of cloud.conf's structs, which are where a key is described. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Consumer, KEYS, KeyRow } from '../../src/openstack/cloud-conf/keys';

/** A property and its docstring. */
export interface Described {
  readonly struct: string;
  readonly property: string;
  /** In one line, with its tags. */
  readonly docstring: string;
  readonly optional: boolean;
}

const STRUCTS: { [section: string]: string[] } = {
  Global: ['GlobalSection'],
  LoadBalancer: ['LoadBalancerSection', 'LoadBalancerClassSection'],
  LoadBalancerClass: ['LoadBalancerClassSection'],
  Networking: ['NetworkingSection'],
  Metadata: ['MetadataSection'],
  Route: ['RouteSection'],
  BlockStorage: ['BlockStorageSection'],
};
const FILES = ['auth', 'auth-scopes', 'global-section', 'load-balancer-section', 'sections'];

const source = (file: string) => readFileSync(join(__dirname, `../../src/openstack/cloud-conf/${file}.ts`), 'utf8');
const oneLine = (comment: string) => comment.replace(/\s*\n\s*\* ?/g, ' ').trim();

/** The arguments of the factories of `Auth`, and what the factory itself writes. */
const FACTORIES: readonly Described[] = [...source('auth').matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s+public static (\w+)\(/g)]
  .flatMap(([, comment, method]) => oneLine(comment).split(' @param ').map((text, i) => {
    const [, property, docstring] = i === 0 ? ['', '', text] : /^(\w+) (.*)$/.exec(text)!;
    return { struct: method, property, docstring, optional: false };
  }));

/** Every property of the structs, in the order of the source. */
const DESCRIBED: readonly Described[] = FILES.flatMap((file) => {
  let struct = '';
  return [...source(file).matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s+(?:export (?:interface|class) (\w+)|readonly (\w+)(\??):)/g)].map(([, comment, opened, property, optional]) => {
    if (opened) struct = opened;
    return { struct, property: property ?? '', optional: Boolean(optional), docstring: oneLine(comment) };
  });
}).concat(FACTORIES);

/** Where a key is described; ways to authenticate that share a key describe it more than once. */
export function describedAs(row: KeyRow): Described[] {
  const structs = row.auth ? undefined : STRUCTS[row.section];
  return DESCRIBED.filter(({ struct, docstring }) => (structs?.includes(struct) ?? !Object.values(STRUCTS).flat().includes(struct))
    && [...docstring.matchAll(/\(([^()]*)\)/g)].some(([, names]) => names.includes(`\`${row.key}\``)));
}

/** What the docstring says, without its tags, the key and its readers, which have columns of their own. */
export function summaryOf({ docstring }: Described): string {
  return docstring.replace(/\s*@default.*$/, '').replace(/ \(`[^()]*`[^()]*\)/, '').replace(/ Read by (?:\d\.\d|[^.])*\./, '').trim();
}

/** Keys whose docstring does not say which component reads them since when, and optional properties whose docstring has no default. */
export function docstringProblems(): string[] {
  const keys = KEYS.filter(({ property }) => property);
  return [
    ...keys.filter((row) => describedAs(row).length === 0).map(({ section, key }) => `no docstring names \`${key}\` of [${section}]`),
    ...keys.flatMap((row) => describedAs(row).filter(({ docstring }) => !docstring.includes(readBy(row)))
      .map(({ struct, property }) => `the docstring of ${struct}.${property} does not say "${readBy(row)}"`)),
    ...DESCRIBED.filter(({ optional, docstring }) => optional && !docstring.includes('@default')).map(({ struct, property }) => `${struct}.${property} has no @default`),
  ];
}

/** Who reads a key, and in which releases of 1.15 and later; for a property, all its spellings together. */
function readBy({ section, key, property }: KeyRow): string {
  const rows = KEYS.filter((row) => row.section === section && (property === undefined ? row.key === key : row.property === property));
  const [ccm, csi] = (['ccm', 'cinder-csi'] as const).map((consumer) => releases(rows, consumer));
  if (ccm === undefined) return `Read by Cinder CSI${csi}.`;
  if (csi === undefined) return `Read by the CCM${ccm}.`;
  return ccm === csi ? `Read by the CCM and Cinder CSI${ccm}.` : `Read by the CCM${ccm}, by Cinder CSI${csi}.`;
}

function releases(rows: KeyRow[], consumer: Consumer): string | undefined {
  const readers = rows.filter((row) => row.since[consumer] !== undefined);
  if (readers.length === 0) return undefined;
  const number = (minor: string) => Number(minor.split('.')[1]);
  const first = Math.min(...readers.map((row) => number(row.since[consumer]!)));
  const last = Math.max(...readers.map((row) => number(row.removed?.[consumer] ?? '1.999'))) - 1;
  return `${first > 15 ? ` since 1.${first}` : ''}${last < 998 ? ` to 1.${last}` : ''}`;
}
