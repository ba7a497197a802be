import { invalid } from '../core/errors';

const VERSION = /^v(\d+)\.(\d+)\.(\d+)(-[0-9A-Za-z.-]+)?$/;

/** A version such as "v2.9.0" or "v2.9.0-fips", or an error. */
export function requireVersion(property: string, version: string): string {
  return VERSION.test(version) ? version : invalid(property, version, 'a version such as "v2.9.0"');
}

/** Whether `version` is at least `other`, ignoring suffixes after a dash. */
export function isVersionAtLeast(version: string, other: string): boolean {
  const [given, least] = [version, other].map((v) => VERSION.exec(v)!.slice(1, 4).reduce((rank, part) => rank * 10_000 + Number(part), 0));
  return given >= least;
}
