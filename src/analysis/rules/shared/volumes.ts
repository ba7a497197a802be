/* What volumes and provisioners support. */
import { fields, text } from '../../../core/fields';
import { oncePer } from '../../../core/once';
import { driverNamed, servingDriver } from '../../../drivers';
import { CINDER_DRIVER } from '../../../drivers/cinder';
import { isZonal } from '../../../drivers/judgements/class-settings';
import { LOCAL_PATH_PROVISIONER } from '../../../drivers/local-path';
import { flagOf } from '../../../kubernetes/args';
import { imageTag, isOlder } from '../../../kubernetes/images';
import { driverOf as driverBehind, NO_PROVISIONER, sourceOf as sourceIn } from '../../../kubernetes/volume-plugins';
import { PROVISIONER_NAME_SINCE } from '../../../releases/dead-flags';
import type { ManifestObject } from '../../model/manifest-object';
import type { View } from '../../model/view';

export { CINDER_DRIVER as CINDER, LOCAL_PATH_PROVISIONER as LOCAL_PATH, NO_PROVISIONER };

/** The driver behind a provisioner name. */
export function driverOf(provisioner: unknown): string {
  return driverBehind(text(provisioner) ?? '');
}

/** Whether the volumes of a provisioner are disks that one node at a time can write, within a zone. */
export function isSingleWriter(provisioner: unknown): boolean {
  return isZonal(servingDriver(text(provisioner)));
}

/** Whether volumes of a provisioner are local to a node: pods that share a claim are then scheduled together, instead of failing to attach. */
export function isNodeLocal(provisioner: unknown): boolean {
  return driverNamed(text(provisioner))?.boundTo === 'node' || /(^|[./-])(local|hostpath|topolvm|lvm|zfs)([./-]|$)/i.test(text(provisioner) ?? '');
}

/** Key of a volume's source, such as "csi"; "" if there is none. */
export function sourceOf(volume: ManifestObject): string {
  return sourceIn(volume.spec);
}

/** The CSI driver of a volume, if it has one. */
export function csiDriverOf(volume: ManifestObject): string | undefined {
  return text(fields(volume.spec.csi).driver);
}

/** Whether claims of a class wait for their first consumer. */
export function waits(storageClass: ManifestObject | undefined): boolean {
  return storageClass?.object.volumeBindingMode === 'WaitForFirstConsumer';
}

/** Whether a workload of the input runs the driver or provisioner, or the user declared it as known. */
export function isServed(view: View, name: string): boolean {
  return view.inventory.world.knownDrivers.has(name) || view.find('CSIDriver', '', name) !== undefined || runners(view).has(name);
}

/** Names of provisioners in arguments and variables of workloads, and those that known images serve. */
const runners = oncePer((view: View): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const container of view.pods.flatMap((pod) => pod.containers)) {
    if (/cinder-csi-plugin/.test(container.image)) names.add(CINDER_DRIVER);
    if (/local-path-provisioner/.test(container.image)) names.add(LOCAL_PATH_PROVISIONER);
    if (/csi-provisioner/.test(container.image)) { // it serves the driver's name, not one of its arguments
      if (isOlder(imageTag(container.image), PROVISIONER_NAME_SINCE)) names.add(flagOf(container.args, 'provisioner') ?? '');
      continue;
    }
    for (const arg of container.args) names.add(arg.replace(/^--?[\w-]+=/, ''));
    for (const variable of Array.isArray(container.value.env) ? container.value.env : []) names.add(text(fields(variable).value) ?? '');
  }
  return names;
});
