import { invalid } from '../core/errors';

/** A minor version such as "1.36", of Kubernetes or of a component that follows its releases. */
export type Minor = string;

/** The newest Kubernetes minor that this library knows; the default if none is given. */
export const NEWEST_KNOWN_MINOR: Minor = '1.37';

/** The newest minor of cloud-provider-openstack that this library knows. It may follow Kubernetes by some months. */
export const NEWEST_RELEASE: Minor = '1.36';

/** Most cached versions: few occur in practice, and input must not fill the memory. */
const MOST_REMEMBERED = 1000;
const read = new Map<string, number>();

/** The release of cloud-provider-openstack that a cluster has of which only the Kubernetes minor is known. */
export function releaseFor(kubernetes: Minor): Minor {
  return isAtLeast(NEWEST_KNOWN_MINOR, kubernetes) && isAtLeast(kubernetes, NEWEST_RELEASE) ? NEWEST_RELEASE : kubernetes;
}

/** The minor as a number. Accepts "1.36", "v1.36" and "1.36.3". */
export function minorNumber(version: string): number {
  let number = read.get(version);
  if (number === undefined) {
    const match = /^v?1\.(\d+)(\.\d+)?([-+].*)?$/.exec(version);
    if (!match) invalid('version', version, 'a version such as "1.36"');
    number = Number(match[1]);
    if (read.size < MOST_REMEMBERED) read.set(version, number);
  }
  return number;
}

/** An inclusive range of minors; open at an end that is undefined. */
interface MinorRange {
  readonly from?: Minor;
  readonly to?: Minor;
}

/** Whether a range contains a minor, given as a number. */
export function isWithin(minor: number, { from, to }: MinorRange = {}): boolean {
  return (from === undefined || minor >= minorNumber(from)) && (to === undefined || minor <= minorNumber(to));
}

/** Whether `version` is the same as or newer than `other`. */
export function isAtLeast(version: Minor, other: Minor): boolean {
  return minorNumber(version) >= minorNumber(other);
}
