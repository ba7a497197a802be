/*
 * Formats of texts, by their name in field-rules.json.
 * Source: k8s.io/apimachinery pkg/util/validation/validation.go, pkg/apis/core/validation/validation.go, github.com/robfig/cron parser.go.
 */
import { isIP } from 'net';
import { LABEL, QUALIFIED, SUBDOMAIN } from './report';
import { isDnsLabel, isDnsSubdomain, isQualifiedName } from '../names';

interface Format { readonly test: (value: string) => boolean; readonly message: string }

const hasBackstep = (path: string) => path.split('/').includes('..');
const isDescending = (path: string) => !path.startsWith('/') && !hasBackstep(path);
const isSubdomainWithUnderscores = (value: string) => value.length <= 253
  && /^[a-z0-9_]([-_a-z0-9]*[a-z0-9_])?(\.[a-z0-9_]([-_a-z0-9]*[a-z0-9_])?)*$/.test(value);

export const FORMATS: { readonly [name: string]: Format } = {
  label: { test: isDnsLabel, message: LABEL },
  subdomain: { test: isDnsSubdomain, message: SUBDOMAIN },
  qualified: { test: isQualifiedName, message: QUALIFIED },
  prefix: { test: (value) => isDnsSubdomain(value.replace(/.-$/s, 'a')), message: SUBDOMAIN },
  envName: { test: (value) => /^[ -<>-~]+$/.test(value), message: 'must be an environment variable name: printable ASCII characters without "="' },
  key: { test: isDataKey, message: 'must be a key: letters, digits, "-", "_" and ".", at most 253 characters, not starting with ".."' },
  portName: { test: isPortName, message: 'must be a port name: at most 15 lower-case letters, digits and "-", at least one letter' },
  port: {
    test: (value: unknown) => (typeof value === 'number' ? value > 0 && value < 65536 : isPortName(String(value))),
    message: 'must be a '
    + 'port number (1-65535) or name',
  },
  ip: { test: isLegacyIp, message: 'must be a valid IP address, such as "10.9.8.7" or "2001:db8::ffff"' },
  local: { test: (path) => isDescending(path) && !path.startsWith('..'), message: "must be a relative path without '..'" },
  descending: { test: isDescending, message: "must be a relative path without '..'" },
  noBacksteps: { test: (path) => !hasBackstep(path), message: "must not contain '..'" },
  header: { test: (value) => /^[-A-Za-z0-9]+$/.test(value), message: 'must be an HTTP header name: letters, digits and "-"' },
  search: { test: (value) => value === '.' || isSubdomainWithUnderscores(value.replace(/\.$/, '')), message: SUBDOMAIN },
  sysctl: {
    test: (value) => value.length <= 253 && /^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/.test(value),
    message: 'must be the name of a sysctl, such as "net.core.somaxconn"',
  },
  text: { test: (value) => value !== '' && value.length <= 64 * 1024, message: 'must have 1 to 65536 characters' },
  managedBy: { test: isManager, message: 'must be a domain-prefixed path such as "example.com/controller", at most 63 characters' },
  windowsUser: { test: isWindowsUser, message: 'must be a user name such as "ContainerUser" or "DOMAIN\\user"' },
  schedule: { test: isSchedule, message: 'must be a schedule such as "*/5 * * * *" or "@daily", without a time zone' },
  timeZone: { test: isTimeZone, message: 'must be an IANA time zone such as "Europe/Berlin"' },
};

/** A key of a ConfigMap or Secret. */
export function isDataKey(value: string): boolean {
  return value.length <= 253 && /^[-._a-zA-Z0-9]+$/.test(value) && value !== '.' && !value.startsWith('..');
}

function isPortName(value: string): boolean {
  return value.length <= 15 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(value) && /[a-z]/.test(value) && !value.includes('--');
}

/** As netutils.ParseIPSloppy: numbers of an IPv4 address may have leading zeros; no zones. */
function isLegacyIp(value: string): boolean {
  return !value.includes('%') && isIP(value.replace(/(^|[.:])0+(?=\d+(\.|$))/g, '$1')) !== 0;
}

function isManager(value: string): boolean {
  const [domain, ...path] = value.split('/');
  return value.length <= 63 && isDnsSubdomain(domain) && /^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/.test(path.join('/'));
}

function isWindowsUser(value: string): boolean {
  const parts = value.split('\\');
  const user = parts[parts.length - 1];
  const hasDomain = parts.length === 1 || /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/.test(parts[0])
    || (parts[0].length < 256 && /^[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(\.[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/.test(parts[0]));
  return parts.length <= 2 && hasDomain && user.length > 0 && user.length <= 104 && !/^[. ]+$/.test(user)
    && !/["/\\:;|=,+*?<>@[\]\p{Cc}]/u.test(user);
}

const NAMES = { month: 'jan feb mar apr may jun jul aug sep oct nov dec', day: 'sun mon tue wed thu fri sat' };
/** Bounds of the five fields of a schedule, with the names of their numbers from the lower bound on. */
const BOUNDS: ReadonlyArray<readonly [number, number, string]> = [[0, 59, ''], [0, 23, ''], [1, 31, ''], [1, 12, NAMES.month], [0, 6, NAMES.day]];

function isSchedule(value: string): boolean {
  if (value.includes('TZ')) return false;
  if (value.startsWith('@')) {
    return /^@(yearly|annually|monthly|weekly|daily|midnight|hourly)$/.test(value)
      || /^@every [-+]?(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))*$/.test(value);
  }
  const parts = value.trim().split(/\s+/);
  return parts.length === 5 && parts.every((part, i) => part.split(',').filter((range) => range !== '').every((range) => isRange(range, BOUNDS[i])));
}

function isRange(range: string, [low, high, names]: readonly [number, number, string]): boolean {
  const number = (word: string) => {
    const named = names ? names.split(' ').indexOf(word.toLowerCase()) : -1;
    return named >= 0 ? named + low : /^\+?\d+$/.test(word) ? Number(word) : NaN;
  };
  const [span, step, more] = range.split('/');
  const [from, to, extra] = span.split('-');
  if (more !== undefined || extra !== undefined || (step !== undefined && !(/^\+?\d+$/.test(step) && Number(step) > 0))) return false;
  if (from === '*' || from === '?') return true;
  const start = number(from);
  const end = to === undefined ? start : number(to); // with a step up to the highest, which is never too high
  return start >= low && end <= high && start <= end;
}

function isTimeZone(value: string): boolean {
  if (!/^[A-Za-z0-9._+-]+(\/[A-Za-z0-9._+-]+)*$/.test(value) || /(^|\/)(-|\.{1,2}(\/|$))/.test(value) || /^local$/i.test(value)
    || /^[+-]/.test(value)) {
    return false;
  }
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }) !== undefined;
  } catch {
    return false;
  }
}
