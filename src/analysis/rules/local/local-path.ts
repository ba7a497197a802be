import { strings, text } from '../../../core/fields';
import { about, each, on, rule } from '../rule';
import { configProblems } from './local-path-config';
import { count, shown } from '../../../core/words';
import { classVerdicts } from '../../../drivers/judgements/class-parameters';
import { dataLeftBehind, defaultWithoutProvisioner, unsupportedExpansion } from '../../../drivers/judgements/class-settings';
import { unsupportedClaim, withoutPathOnNodes } from '../../../drivers/judgements/local-path-claim';
import { ignoredPaths } from '../../../drivers/judgements/local-path-config';
import {
  checksPatterns, CLAIM_PREFIX, isTrue, isVolumeType, LOCAL_PATH, LOCAL_PATH_VOLUME_TYPE, LOCAL_PATH_VOLUME_TYPES, SAFE_PATTERNS_SINCE,
  staysBelowClaim,
} from '../../../drivers/local-path';
import { specPath } from '../../model/claim-sources';
import { directoriesOf, localPathConfigs, localPathNames, localPathProvisioners, pathsOf, surroundingsOf } from '../../model/local-path';
import { tidy } from '../../model/pod-sources';

export const LOC005 = rule('LOC005', function* (view) {
  const names = localPathNames(view);
  for (const claim of view.claims) {
    const provisioner = text(view.classOf(claim)?.object.provisioner);
    if (!provisioner || !names.has(provisioner) || text(claim.spec.volumeName) || view.planned(claim).some(({ volume }) => volume)) continue;
    const paths = pathsOf(view, view.className(claim));
    const claimed = { on: claim.item };
    for (const verdict of unsupportedClaim(claim.spec, specPath(claim), Boolean(paths?.sharedFileSystemPath))) {
      const isCertain = paths || view.closedWorld || verdict.path.endsWith('.volumeMode');
      yield { ...claimed, ...verdict, severity: isCertain ? undefined : 'warning' };
    }
    if (!paths || paths.sharedFileSystemPath) continue;
    for (const verdict of withoutPathOnNodes(paths.nodePathMap, view.inventory.nodes.map(({ name }) => name), specPath(claim))) {
      yield { ...claimed, ...verdict, severity: view.closedWorld ? undefined : 'warning' };
    }
  }
});

export const LOC010 = rule('LOC010', function* (view) {
  const names = localPathNames(view);
  const classes = view.classes.filter((item) => names.has(text(item.object.provisioner) ?? '')).map(({ name }) => name);
  for (const config of localPathConfigs(view)) {
    yield* on(config.item, ignoredPaths(config.value));
    for (const { key, message, severity } of configProblems(config, classes)) yield about(config.item, `data[${key}]`, message, { severity });
  }
});

export const LOC012 = rule('LOC012', function* (view) {
  for (const { pod } of localPathProvisioners(view)) {
    const most = view.mostReplicas(pod.item);
    if (pod.item.kind === 'DaemonSet') {
      yield about(pod.item, 'kind',
        'a DaemonSet runs a provisioner on each node.', { fix: 'Use a Deployment with replicas: 1 and strategy Recreate.' });
    } else if (most > 1) {
      yield about(pod.item, 'spec.replicas', `${count(most, 'replica')} handle the same claims.`);
    }
  }
});

export const LOC013 = rule('LOC013', each((view) => view.classes, (item, view) => dataLeftBehind(item.object, surroundingsOf(view, item))));

export const LOC014 = rule('LOC014', function* (view) {
  const provisioners = localPathNames(view);
  const [{ patch } = {}] = localPathProvisioners(view);
  const release = patch === undefined ? undefined : `v0.0.${patch}`;
  for (const item of view.classes) {
    if (!provisioners.has(text(item.object.provisioner) ?? '')) continue;
    const parameters = strings(item.object.parameters);
    const paths = pathsOf(view, item.name);
    yield* on(item, classVerdicts('LOC014', item.object, { driver: LOCAL_PATH, release }));
    const { nodePath, pathPattern, allowUnsafePathPattern = item.annotations.allowUnsafePathPattern } = parameters;
    if (nodePath && paths && !paths.sharedFileSystemPath && !directoriesOf(paths).some((path) => tidy(path) === tidy(nodePath))) {
      yield about(item, 'parameters[nodePath]', `the configuration lists ${shown(nodePath)} for no node.`);
    }
    if (pathPattern && checksPatterns(release) && !isTrue(allowUnsafePathPattern) && !staysBelowClaim(pathPattern)) {
      yield about(item, 'parameters[pathPattern]',
        `the pattern does not start with ${CLAIM_PREFIX}, as the provisioner wants since ${SAFE_PATTERNS_SINCE}.`);
    }
    const type = item.annotations[LOCAL_PATH_VOLUME_TYPE];
    if (type !== undefined && !isVolumeType(type)) {
      yield about(item, `metadata.annotations[${LOCAL_PATH_VOLUME_TYPE}]`,
        `${LOCAL_PATH_VOLUME_TYPE} is ${shown(type)}: it must be ${LOCAL_PATH_VOLUME_TYPES.join(' or ')}.`);
    }
  }
});

export const LOC015 = rule('LOC015', each((view) => view.classes, (item, view) => unsupportedExpansion(item.object, surroundingsOf(view, item))));

export const LOC016 = rule('LOC016', function* (view) {
  const { defaultClass } = view.inventory;
  const item = defaultClass && view.find('StorageClass', '', defaultClass.name);
  if (item) yield* on(item, defaultWithoutProvisioner(item.object));
});
