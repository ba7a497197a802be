import { fields, strings, text } from '../../../core/fields';
import { servingDriver } from '../../../drivers';
import { FSTYPE } from '../../../drivers/support/sidecars';
import { databaseFiles } from '../../../kubernetes/database-images';
import { ClaimSource } from '../../model/claim-sources';
import { dataSourceOf } from '../../model/data-sources';
import { tidy } from '../../model/pod-sources';
import type { View } from '../../model/view';
import { about, rule } from '../rule';
import { sourceOf } from '../shared/volumes';

export const MNT022 = rule('MNT022', function* (view) {
  for (const pod of view.pods) {
    if (pod.containers.some(({ init, args }) => init && args.some((arg) => arg.includes('lost+found')))) continue;
    for (const { init, name, value, mounts } of pod.containers) {
      const database = init ? undefined : databaseFiles(value);
      for (const { value: mount, path } of database ? mounts : []) {
        const directory = tidy(text(mount.mountPath) ?? '');
        if (text(mount.subPath) || text(mount.subPathExpr) || !database!.directories.some((one) => tidy(one) === directory)) continue;
        const claim = view.claimOfVolume(pod, mount.name);
        const filesystem = claim && !dataSourceOf(claim.spec) && claim.kind !== 'dataVolume' ? filesystemOf(view, claim) : undefined;
        if (!filesystem?.startsWith('ext')) continue;
        const { title, says, variable } = database!;
        yield about(pod.item, `${path}.mountPath`,
          `${title} in container "${name}" has its data directory ${directory} at the root of a new ${filesystem} volume, which holds `
            + `lost+found: ${says}.`,
          {
            fix: `Set subPath on the mount${variable ? `, or ${variable} to a directory below it such as ${directory}/data` : ' to a directory '
            + 'of the volume'}.`,
          });
      }
    }
  }
});

/** Volume sources of disks, whose fsType defaults to ext4. */
const DISKS = ['awsElasticBlockStore', 'azureDisk', 'cinder', 'fc', 'gcePersistentDisk', 'iscsi', 'rbd', 'vsphereVolume'];

/** The filesystem that is made on the volume of a claim; undefined where none is made, or it is not known. */
function filesystemOf(view: View, claim: ClaimSource): string | undefined {
  if (claim.spec.volumeMode === 'Block') return undefined;
  const volume = view.find('PersistentVolume', '', view.planned(claim)[0]?.volume ?? text(claim.spec.volumeName));
  const source = volume && sourceOf(volume);
  if (source !== undefined && source !== 'csi') return DISKS.includes(source) ? text(fields(volume!.spec[source]).fsType) || 'ext4' : undefined;
  const storageClass = view.classOf(claim);
  const csi = fields(volume?.spec.csi);
  const driver = servingDriver(text(csi.driver) ?? text(storageClass?.object.provisioner));
  const parameters = driver?.parameters as { readonly [name: string]: { readonly default?: string } } | undefined;
  const given = volume ? {} : strings(storageClass?.object.parameters);
  return text(csi.fsType) || (given[FSTYPE] ?? given.fsType ?? parameters?.[FSTYPE]?.default ?? parameters?.fsType?.default);
}
