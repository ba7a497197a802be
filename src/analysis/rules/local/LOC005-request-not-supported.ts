import { isObject, text } from '../../../core/fields';
import { modesOf, specPath, volumeModeOf } from '../../model/claim-sources';
import { rule } from '../rule';
import { localPathNames, pathsOf } from '../shared/local-path';

export const LOC005 = rule('LOC005', function* (view) {
  const names = localPathNames(view);
  for (const claim of view.claims) {
    const provisioner = text(view.classOf(claim)?.object.provisioner);
    if (!provisioner || !names.has(provisioner) || text(claim.spec.volumeName) || view.planned(claim).some(({ volume }) => volume)) continue;
    const paths = pathsOf(view, view.className(claim));
    const on = { on: claim.item };
    const modes = modesOf(claim).filter((mode) => mode !== 'ReadWriteOnce' && mode !== 'ReadWriteOncePod');
    if (modes.length && !paths?.sharedFileSystemPath) {
      yield {
        ...on,
        path: specPath(claim, 'accessModes'),
        severity: paths || view.closedWorld ? undefined : 'warning',
        message: `local-path does not support ${modes[0]} without sharedFileSystemPath.`,
      };
    }
    if (volumeModeOf(claim) === 'Block') {
      yield { ...on, path: specPath(claim, 'volumeMode'), message: 'local-path does not support volumeMode Block.' };
    }
    if (isObject(claim.spec.selector) && !paths?.sharedFileSystemPath) {
      yield { ...on, path: specPath(claim, 'selector'), message: 'local-path rejects claims with a selector.', fix: 'Remove the selector.' };
    }
  }
});
