import { localPathNames, pathsOf } from './local-path';
import { isObject, text } from '../../../core/fields';
import { modesOf, specPath, volumeModeOf } from '../../model/claim-sources';
import { Rule } from '../rule';

export const LOC005: Rule = {
  id: 'LOC005',
  severity: 'error',
  title: 'A claim asks the local-path provisioner for what it cannot make',
  why: 'It makes directories on one node: for ReadWriteMany and ReadOnlyMany it needs sharedFileSystemPath, it never makes block devices, and it refuses selectors. The claim stays Pending with ProvisioningFailed.',
  fix: 'Ask for ReadWriteOnce and Filesystem, or use a storage that can do more.',
  source: 'rancher/local-path-provisioner provisioner.go',
  * check(view) {
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
          message: `the local-path provisioner makes no ${modes[0]} volume without sharedFileSystemPath.`,
        };
      }
      if (volumeModeOf(claim) === 'Block') yield { ...on, path: specPath(claim, 'volumeMode'), message: 'the local-path provisioner makes no block devices.' };
      if (isObject(claim.spec.selector) && !paths?.sharedFileSystemPath) yield { ...on, path: specPath(claim, 'selector'), message: 'the local-path provisioner refuses claims with a selector.' };
    }
  },
};
