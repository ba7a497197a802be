import { fields, text } from '../../../core/fields';
import { sharedWriting } from '../../../drivers/judgements/class-parameters';
import { unsupportedModes } from '../../../drivers/judgements/volume';
import { exclusiveWithoutCsi } from '../../../kubernetes/judgements/volume';
import { claimTitle, modesOf, specPath, volumeModeOf } from '../../model/claim-sources';
import { about, each, rule } from '../rule';
import { uses } from '../shared/uses';
import { LOCAL_PATH } from '../shared/volumes';

export const ACM004 = rule('ACM004', function* (view) {
  for (const claim of view.claims) {
    const storageClass = view.classOf(claim);
    const provisioner = text(storageClass?.object.provisioner);
    if (!modesOf(claim).includes('ReadWriteMany') || !storageClass || provisioner === LOCAL_PATH) continue; // LOC005 knows what local-path can do
    const mode = volumeModeOf(claim);
    const shared = sharedWriting(storageClass.object, mode);
    if (!shared || shared.offered || /multi-?attach/i.test(JSON.stringify(storageClass.object.parameters ?? '') + storageClass.name)) continue;
    const message = `${claimTitle(claim)} requests ReadWriteMany, which ${provisioner} does not support for ${mode} volumes of class `
      + `"${storageClass.name}".`;
    yield about(claim.item, specPath(claim, 'accessModes'),
      message, { fix: shared.needs && `Set ${shared.needs} in a class for shared volumes, or request ReadWriteOnce.` });
  }
});

export const ACM005 = rule('ACM005', function* (view) {
  for (const { pod, claim, volume, value, path } of uses(view)) {
    const modes = modesOf(claim);
    if (modes.length !== 1 || modes[0] !== 'ReadOnlyMany' || fields(value.persistentVolumeClaim).readOnly === true) continue;
    const writer = pod.containers.find((c) => c.mounts.some((m) => m.value.name === volume && m.value.readOnly !== true));
    if (writer) yield about(pod.item, path, `${claimTitle(claim)} is ReadOnlyMany, but container "${writer.name}" mounts it read-write.`);
  }
});

export const ACM006 = rule('ACM006', each((view) => view.volumes, (item, view) => exclusiveWithoutCsi(item.object, view.minor)));

export const ACM008 = rule('ACM008', each((view) => view.volumes, (item, view) => unsupportedModes(item.object, view.minor)));
