import { isObject, text } from '../../../core/fields';
import { modesOf, specPath, volumeModeOf } from '../../model/claim-sources';
import { Rule } from '../rule';
import { localPathNames, pathsOf } from '../shared/local-path';

export const LOC005: Rule = {
  id: 'LOC005',
  severity: 'error',
  title: 'Claim requests a mode or selector that local-path does not support',
  why: 'local-path provisions directories on one node. ReadWriteMany and ReadOnlyMany require sharedFileSystemPath; block volumes and '
    + 'selectors are not supported. The claim stays Pending with ProvisioningFailed.',
  fix: 'Request ReadWriteOnce and Filesystem, or use storage with more features.',
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
  },
};
