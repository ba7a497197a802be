import { judgement } from './judgement';
import { fields, Fields } from '../../core/fields';
import { Verdict } from '../../core/judgement';
import { names } from '../../core/words';

export const LOC010 = judgement('LOC010');

const PATHS = ['nodePathMap', 'sharedFileSystemPath'];

/** Whether config.json of the local-path provisioner has paths that it ignores beside those of classes. Its keys are in lower case. */
export function* ignoredPaths(config: Fields): Iterable<Verdict> {
  const ignored = PATHS.filter((key) => config[key.toLowerCase()]);
  if (!ignored.length || !Object.keys(fields(config.storageclassconfigs)).length) return;
  const message = `the provisioner ignores the top-level ${names(ignored)}, because storageClassConfigs is set.`;
  yield { path: 'data[config.json]', severity: 'warning', message, fix: `Remove ${ignored.join(' and ')}.` };
}
