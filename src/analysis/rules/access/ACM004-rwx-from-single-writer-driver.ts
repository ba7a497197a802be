import { text } from '../../../core/fields';
import { sharedWriting } from '../../../drivers/judgements/class-parameters';
import { claimTitle, modesOf, specPath, volumeModeOf } from '../../model/claim-sources';
import { rule } from '../rule';
import { LOCAL_PATH } from '../shared/volumes';

export const ACM004 = rule('ACM004', function* (view) {
  for (const claim of view.claims) {
    const storageClass = view.classOf(claim);
    const provisioner = text(storageClass?.object.provisioner);
    if (!modesOf(claim).includes('ReadWriteMany') || !storageClass || provisioner === LOCAL_PATH) continue; // LOC005 knows what local-path can do
    const mode = volumeModeOf(claim);
    const shared = sharedWriting(storageClass.object, mode);
    if (!shared || shared.offered || /multi-?attach/i.test(JSON.stringify(storageClass.object.parameters ?? '') + storageClass.name)) continue;
    const message = `${claimTitle(claim)} requests ReadWriteMany, which ${provisioner} does not support for ${mode} volumes of class "${storageClass.name}".`;
    yield { on: claim.item, path: specPath(claim, 'accessModes'), message, fix: shared.needs && `Set ${shared.needs} in a class for shared volumes, or request ReadWriteOnce.` };
  }
});
