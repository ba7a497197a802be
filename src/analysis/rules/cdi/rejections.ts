import { fields, list, text } from '../../../core/fields';
import { shown } from '../../../core/words';
import { ADOPTING_ANNOTATIONS, rejectedSpec } from '../../../drivers/cdi';
import { renderedClaim } from '../../../drivers/cdi-claims';
import { rejectedDataVolume, unservedVersion } from '../../../drivers/judgements/data-volume';
import { cdiSurroundings } from '../../model/data-volumes';
import { isDataVolume } from '../../model/manifest-object';
import { about, on, rule } from '../rule';

export const CDI001 = rule('CDI001', function* (view) {
  const cdi = cdiSurroundings(view.inventory.objects, view.inventory.classes);
  for (const { item, kind, dataVolume: spec, name, namespace, path, metadata } of view.claims) {
    if (kind !== 'dataVolume' || !spec) continue;
    if (isDataVolume(item)) yield* on(item, unservedVersion(item.object));
    const rejected = [...rejectedDataVolume(spec, path.replace(/\.[^.]+$/, ''))];
    yield* on(item, rejected);
    const existing = view.find('PersistentVolumeClaim', namespace, name);
    const isAdopted = ADOPTING_ANNOTATIONS.some((annotation) => text(fields(metadata.annotations)[annotation]) === 'true')
      || list(existing?.metadata.ownerReferences).some((owner) => fields(owner).kind === 'DataVolume');
    if (existing && !isAdopted) {
      yield about(item, 'metadata.name',
        `claim "${name}" exists, so CDI rejects a DataVolume of that name.`,
        { fix: `Rename one of them, or annotate the DataVolume with ${ADOPTING_ANNOTATIONS[0]}: "true".` });
    }
    if ([...rejectedSpec(spec)].length || renderedClaim(spec, cdi)) continue;
    const storageClass = cdi.classOf(text(fields(spec.storage).storageClassName), spec.contentType === 'archive');
    yield about(item, `${path}.accessModes`,
      `accessModes are missing, and CDI knows none for class "${shown(storageClass?.name)}": no claim is created.`,
      { fix: 'Set accessModes, or add a StorageProfile with claimPropertySets for the class.' });
  }
});
