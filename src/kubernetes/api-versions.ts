/* Which Kubernetes serves which version of an API. Data: k8s.io/api v0.36.3, the lifecycle files of each
 * version; of what 1.37 changed, v0.37.2: v1 of three kinds, and with it the removal of their older versions in 1.40. */
import rows from './data/api-versions.json';
import { isAtLeast, Minor, minorNumber } from './minor';

interface Version {
  readonly apiVersion: string;
  readonly kind: string;
  /** First minor that serves it. */
  readonly since: string;
  /** First minor that does not serve it any more. */
  readonly removed?: string;
  /** The version that took over. */
  readonly use?: string;
}

/** Why a version is not served, and what to write in its place where that is known. */
interface Unserved {
  readonly message: string;
  readonly fix?: string;
}

const VERSIONS = new Map((rows as Version[]).map((row) => [`${row.apiVersion} ${row.kind}`, row]));

/** Why a minor of Kubernetes does not serve the version of an object, and what to do; undefined where it does. */
export function servedVersion({ apiVersion, kind }: Pick<Version, 'apiVersion' | 'kind'>, minor: number): Unserved | undefined {
  const row = VERSIONS.get(`${apiVersion} ${kind}`);
  if (!row) return undefined;
  if (row.removed && minor >= minorNumber(row.removed)) {
    return { message: `Kubernetes 1.${minor} does not serve ${apiVersion} ${kind}: it was removed in ${row.removed}.`, fix: row.use && `Write apiVersion: ${row.use}.` };
  }
  if (minor >= minorNumber(row.since)) return undefined;
  return { message: `Kubernetes 1.${minor} does not serve ${apiVersion} ${kind}: it was added in ${row.since}.`, fix: older(row, minor) };
}

/** The newest version of the kind that the minor serves and `wanted` took over from. */
function older(wanted: Version, minor: number): string | undefined {
  const served = (rows as Version[]).filter((row) => row.kind === wanted.kind && row.use === wanted.apiVersion
    && minor >= minorNumber(row.since) && minor < minorNumber(row.removed!));
  return served.length ? `Write apiVersion: ${served[served.length - 1].apiVersion}.` : undefined;
}

/** The newest version that a minor serves of a kind, or that it came with later. A version that is off by default counts. */
export function newestVersion(kind: string, kubernetes: Minor): string {
  const known = (rows as Version[]).filter((row) => row.kind === kind).sort((a, b) => minorNumber(a.since) - minorNumber(b.since));
  const served = known.filter(({ since }) => isAtLeast(kubernetes, since));
  return (served.length ? served[served.length - 1] : known[0]).apiVersion;
}
