import { InvalidPropertyError } from '../../core/errors';
import { Judgement, severityOf, Verdict } from '../../core/judgement';
import { Manifest, rejections } from '../../kubernetes/acceptance';
import { isWithin, minorNumber } from '../../kubernetes/minor';

/** Which property a field of a manifest comes from: the longest path that a field starts with counts. Fixes are sentences. */
export interface Origins {
  readonly [path: string]: string | { readonly property: string; readonly fix: string };
}

/** Refuses a manifest that the API server refuses. */
export function requireAccepted(manifest: Manifest, origins: Origins, kubernetesVersion: string): void {
  const [rejection] = rejections(manifest, kubernetesVersion);
  if (!rejection) return;
  const { property, fix } = originOf(rejection.field, origins);
  throw new InvalidPropertyError(property, `is rejected by the API server: ${rejection.message}${fix ? `. ${fix}` : ''} (${rejection.field})`);
}

/** Refuses what a judgement calls an error; what it warns of is for `report`. */
export function requireSound(judgement: Judgement, verdicts: Iterable<Verdict>, origins: Origins, kubernetesVersion: string): void {
  if (!isWithin(minorNumber(kubernetesVersion), judgement.minors)) return;
  for (const verdict of verdicts) {
    if (severityOf(judgement, verdict, true) !== 'error') continue;
    const { property } = originOf(verdict.path, origins);
    throw new InvalidPropertyError(property, `cannot be used: ${verdict.message} ${verdict.fix ?? judgement.fix} (${judgement.id})`);
  }
}

function originOf(field: string, origins: Origins): { property: string; fix?: string } {
  const path = Object.keys(origins).filter((prefix) => prefix === '' || field === prefix || /^[.[]/.test(field.slice(prefix.length)) && field.startsWith(prefix))
    .sort((a, b) => b.length - a.length)[0];
  const origin = path === undefined ? field : origins[path];
  return typeof origin === 'string' ? { property: origin } : origin;
}
