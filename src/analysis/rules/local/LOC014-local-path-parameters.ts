import { strings, text } from '../../../core/fields';
import { shown } from '../../../core/words';
import { classVerdicts, LOC014 as judgement } from '../../../drivers/judgements/class-parameters';
import {
  checksPatterns, CLAIM_PREFIX, isTrue, isVolumeType, LOCAL_PATH, LOCAL_PATH_VOLUME_TYPE, LOCAL_PATH_VOLUME_TYPES, SAFE_PATTERNS_SINCE,
  staysBelowClaim,
} from '../../../drivers/local-path';
import { tidy } from '../../model/pod-sources';
import { on, rule } from '../rule';
import { directoriesOf, localPathNames, localPathProvisioners, pathsOf } from '../shared/local-path';

export const LOC014 = rule(judgement, function* (view) {
  const provisioners = localPathNames(view);
  const [{ patch } = {}] = localPathProvisioners(view);
  const release = patch === undefined ? undefined : `v0.0.${patch}`;
  for (const item of view.classes) {
    if (!provisioners.has(text(item.object.provisioner) ?? '')) continue;
    const parameters = strings(item.object.parameters);
    const paths = pathsOf(view, item.name);
    yield* on(item, classVerdicts(judgement, item.object, { driver: LOCAL_PATH, release }));
    const { nodePath, pathPattern, allowUnsafePathPattern = item.annotations.allowUnsafePathPattern } = parameters;
    if (nodePath && paths && !paths.sharedFileSystemPath && !directoriesOf(paths).some((path) => tidy(path) === tidy(nodePath))) {
      yield { on: item, path: 'parameters[nodePath]', message: `the configuration lists ${shown(nodePath)} for no node.` };
    }
    if (pathPattern && checksPatterns(release) && !isTrue(allowUnsafePathPattern) && !staysBelowClaim(pathPattern)) {
      yield { on: item, path: 'parameters[pathPattern]', message: `the pattern does not start with ${CLAIM_PREFIX}, as the provisioner wants since ${SAFE_PATTERNS_SINCE}.` };
    }
    const type = item.annotations[LOCAL_PATH_VOLUME_TYPE];
    if (type !== undefined && !isVolumeType(type)) {
      yield {
        on: item,
        path: `metadata.annotations[${LOCAL_PATH_VOLUME_TYPE}]`,
        message: `${LOCAL_PATH_VOLUME_TYPE} is ${shown(type)}: it must be ${LOCAL_PATH_VOLUME_TYPES.join(' or ')}.`,
      };
    }
  }
});
