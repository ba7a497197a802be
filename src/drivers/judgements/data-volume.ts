/* What CDI rejects in a DataVolume, or in the template of a virtual machine. */
import { judgement } from './judgement';
import { Fields, fields, isObject, text } from '../../core/fields';
import { Verdict } from '../../core/judgement';
import { DATA_VOLUME_VERSION, rejectedSpec, unknownFields, unusableSpec } from '../cdi';

const FIXES: ReadonlyArray<readonly [path: RegExp, fix: string]> = [
  [/^pvc\.accessModes$/, 'Set one access mode, or write storage in place of pvc, where CDI chooses it.'],
  [/requests\.storage$/, 'Set resources.requests.storage to at least the size of the disk.'],
  [/^storage$/, 'Write either storage or pvc.'],
  [/^source$/, 'Name one source.'],
];

/** Whether CDI serves the version of a DataVolume object. */
export function* unservedVersion({ apiVersion }: Fields): Iterable<Verdict> {
  if (apiVersion === DATA_VOLUME_VERSION) return;
  yield {
    path: 'apiVersion',
    message: `CDI does not serve ${text(apiVersion)}: the CRD has `
    + `${DATA_VOLUME_VERSION} only.`,
    fix: `Write apiVersion: ${DATA_VOLUME_VERSION}.`,
  };
}

/** Why the CRD or the webhook of CDI rejects the spec of a DataVolume, or why it cannot work. `at` is the path of the spec. */
export function* rejectedDataVolume(spec: Fields, at = 'spec'): Iterable<Verdict> {
  for (const { path, fix } of unknownFields(spec)) yield { path: `${at}.${path}`, message: `unknown field ${path} in a DataVolume.`, fix };
  for (const { path, problem } of [...rejectedSpec(spec), ...unusableSpec(spec)]) {
    const field = path === 'storage' && !isObject(fields(spec).storage) ? at : `${at}.${path}`;
    yield { path: field, message: `${path} ${problem}.`, fix: FIXES.find(([pattern]) => pattern.test(path))?.[1] };
  }
}

export const CDI002 = judgement('CDI002');

/**
 * An import into a class whose volumes exist already takes a second one as scratch space. `lacking` says that there is none, where the volumes are
 * known.
 */
export function* secondVolume(className: string, path: string, lacking?: string): Iterable<Verdict> {
  const outcome = lacking ? `, and ${lacking}` : '';
  yield { path, message: `the import needs a second volume of class "${className}" as scratch space, a filesystem of the same size${outcome}.` };
}
