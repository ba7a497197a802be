import { fields, text } from '../../../core/fields';
import { selectorNotProvisioned } from '../../../drivers/judgements/class-settings';
import { VOLUME_PLUGINS, volumePlugin } from '../../../kubernetes/volume-plugins';
import { claimTitle, specPath, writtenClass } from '../../model/claim-sources';
import { surroundingsOf } from '../../model/local-path';
import { about, on, rule } from '../rule';
import { csiDriverOf, driverOf, NO_PROVISIONER, sourceOf } from '../shared/volumes';

export const CLS001 = rule('CLS001', function* (view) {
  const labels = new Set(view.inventory.volumes.map(({ className }) => className));
  for (const claim of view.claims) {
    const name = writtenClass(claim);
    if (!name || view.find('StorageClass', '', name) || view.inventory.world.knownClasses.has(name) || labels.has(name)
      || text(claim.spec.volumeName)) {
      continue;
    }
    const close = view.classes.map((c) => c.name).find((known) => isTypo(name, known));
    yield about(claim.item, specPath(claim, 'storageClassName'),
      `${claimTitle(claim)} names class "${name}", which is not in the input${view.closedWorld ? ', so it never binds' : ''}.`,
      { severity: view.closedWorld ? undefined : 'info', fix: close ? `Write "${close}" if that class is meant.` : undefined });
  }
});

/** Whether two names differ by one letter that is added, removed or replaced. */
function isTypo(a: string, b: string): boolean {
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return Math.max(a.length, b.length) - start - end <= 1;
}

export const CLS015 = rule('CLS015', function* (view) {
  for (const claim of view.claims.filter(({ kind }) => kind === 'template')) {
    const storageClass = view.classOf(claim);
    if (!storageClass || storageClass.object.reclaimPolicy || storageClass.object.provisioner === NO_PROVISIONER) continue;
    yield about(claim.item, specPath(claim, 'storageClassName'),
      `class "${storageClass.name}" defaults to reclaim policy Delete, so deleting the claims of ${claimTitle(claim)} deletes the data.`);
  }
});

/** Drivers that provision volumes of their own type only. */
const CLOUDS = new Set(VOLUME_PLUGINS.map((plugin) => plugin.driver));

export const CLS021 = rule('CLS021', function* (view) {
  for (const item of view.volumes) {
    const storageClass = view.find('StorageClass', '', text(item.spec.storageClassName));
    const provisioner = text(storageClass?.object.provisioner);
    const source = sourceOf(item);
    if (!storageClass || !provisioner || !source || provisioner === NO_PROVISIONER || text(fields(item.spec.claimRef).name)) continue;
    const driver = driverOf(provisioner);
    const plugin = volumePlugin(source);
    const own = csiDriverOf(item) ?? plugin?.driver ?? plugin?.successor;
    if (own === undefined ? !CLOUDS.has(driver) : own === driver) continue;
    yield about(item, 'spec.storageClassName',
      `claims of class "${storageClass.name}" get this ${own ?? source} volume if it is free, and else a new ${driver} volume.`);
  }
});

export const CLS023 = rule('CLS023', function* (view) {
  for (const claim of view.claims) {
    const storageClass = view.classOf(claim);
    if (!storageClass || text(claim.spec.volumeName) || view.planned(claim).some(({ volumes }) => volumes.length)) continue;
    const provisioner = text(storageClass.object.provisioner);
    yield* on(claim.item, selectorNotProvisioned(claim.spec, specPath(claim), provisioner, surroundingsOf(view, storageClass)));
  }
});
