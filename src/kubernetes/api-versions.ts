/* API versions by Kubernetes minor. Data: the lifecycle files of k8s.io/api and the kinds of the OpenAPI document (`npm run kubernetes:import`). */
import rows from './data/api-versions.json';
import { isAtLeast, Minor, minorNumber } from './minor';

interface Version {
  readonly apiVersion: string;
  readonly kind: string;
  /** First minor that serves the version. */
  readonly since: string;
  /** First minor that no longer serves the version. */
  readonly removed?: string;
  /** The replacement version. */
  readonly use?: string;
}

/** Why a version is not served, and its replacement if known. */
interface Unserved {
  readonly message: string;
  readonly fix?: string;
}

const VERSIONS = new Map((rows as Version[]).map((row) => [`${row.apiVersion} ${row.kind}`, row]));

/** Why a Kubernetes minor does not serve an object's apiVersion, with the fix; undefined if it does. */
export function servedVersion({ apiVersion, kind }: Pick<Version, 'apiVersion' | 'kind'>, minor: number): Unserved | undefined {
  const row = VERSIONS.get(`${apiVersion} ${kind}`);
  if (!row) return undefined;
  if (row.removed && minor >= minorNumber(row.removed)) {
    return {
      message: `Kubernetes 1.${minor} does not serve ${apiVersion} ${kind}: it was removed in ${row.removed}.`,
      fix: row.use && `Write apiVersion: ${row.use}.`,
    };
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
