import { invalid, refuse } from '../../core/errors';
import { nearest } from '../../core/nearest';

/** A parameter as Argo CD shows it to its users. */
export interface Announcement {
  readonly name: string;
  readonly title: string;
  readonly tooltip?: string;
  readonly collectionType?: 'array';
  readonly string?: string;
  readonly array?: readonly string[];
}

/** What an Application asks for. */
export interface Parameters {
  readonly source?: string;
  readonly files: readonly string[];
  readonly app?: string;
  readonly clusters?: readonly string[];
  readonly release?: string;
  readonly kubernetesVersion?: string;
  readonly allowEmpty: boolean;
  /** Names that are none of ours: those of a program of the repository. */
  readonly others: readonly string[];
}

const LONGEST = 256 * 1024;
const MOST = 200;
const LISTS = ['files', 'clusters'];
const TEXTS = ['source', 'app', 'release', 'kubernetesVersion', 'allowEmpty'];
const KNOWN = [...TEXTS, ...LISTS];
/** What no value of ours holds: control characters. */
const TEXT = /^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]{0,500}$/; // eslint-disable-line no-control-regex

/** Where Argo CD puts the parameters of an Application. */
export const PARAMETERS = 'ARGOCD_APP_PARAMETERS';

/** Reads the parameters of an Application, which anyone who may edit it has written. */
export function parametersFrom(json: string | undefined): Parameters {
  const found = new Map<string, string | readonly string[]>();
  const others: string[] = [];
  for (const given of listed(json)) {
    const { name } = given;
    if (typeof name !== 'string' || !name || !TEXT.test(name)) return refuse(PARAMETERS, 'has a parameter without a name, or whose name is no plain text');
    if (found.has(name)) return refuse(`parameter ${name}`, 'is given twice');
    if (!KNOWN.includes(name)) others.push(name);
    else found.set(name, LISTS.includes(name) ? listOf(name, given) : textOf(name, given));
  }
  const text = (name: string) => found.get(name) as string | undefined;
  const list = (name: string) => found.get(name) as readonly string[] | undefined;
  return {
    source: text('source'),
    app: text('app'),
    release: text('release'),
    kubernetesVersion: text('kubernetesVersion'),
    files: list('files') ?? ['.'],
    clusters: list('clusters'),
    allowEmpty: truth('allowEmpty', text('allowEmpty')),
    others,
  };
}

/** Refuses parameters that nobody reads. */
export function refuseUnread({ others: [name] }: Parameters): void {
  if (name === undefined) return;
  const near = nearest(name, KNOWN);
  refuse(`parameter ${name}`, `is unknown${near ? `: did you mean ${near}?` : ` (known: ${KNOWN.join(', ')})`}`);
}

function listed(json: string | undefined): ReadonlyArray<{ readonly [field: string]: unknown }> {
  if (!json) return [];
  if (json.length > LONGEST) return refuse(PARAMETERS, `is longer than ${LONGEST / 1024} KiB`);
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return refuse(PARAMETERS, 'is no JSON');
  }
  if (value === null) return [];
  if (!Array.isArray(value) || value.some((one) => typeof one !== 'object' || one === null || Array.isArray(one))) {
    return refuse(PARAMETERS, 'must be a list of parameters, each with a name and a string, array or map');
  }
  return value.length > MOST ? refuse(PARAMETERS, `has more than ${MOST} parameters`) : value;
}

function textOf(name: string, given: { readonly [field: string]: unknown }): string {
  const value = given.string;
  if (typeof value !== 'string' || has(given.array) || has(given.map)) return refuse(`parameter ${name}`, 'must have a string');
  return TEXT.test(value) ? value : refuse(`parameter ${name}`, 'must be a line of at most 500 characters');
}

function listOf(name: string, given: { readonly [field: string]: unknown }): readonly string[] {
  const value = given.array;
  if (!Array.isArray(value) || has(given.string) || has(given.map) || value.some((one) => typeof one !== 'string')) {
    return refuse(`parameter ${name}`, 'must have an array of texts');
  }
  if (!value.length || value.some((one) => !one || !TEXT.test(one))) {
    return refuse(`parameter ${name}`, 'must have entries, each a line of at most 500 characters');
  }
  return value;
}

/** Go writes what was left out as null. */
function has(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function truth(name: string, value: string | undefined): boolean {
  if (value === undefined || value === '' || value === 'false') return false;
  return value === 'true' ? true : invalid(`parameter ${name}`, value, 'true or false');
}
