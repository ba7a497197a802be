/* What volumes and provisioners can do. */
import { fields, isObject, own, text } from '../../../core/fields';
import { VOLUME_SOURCES } from '../../model/admission';
import type { ManifestObject } from '../../model/manifest-object';
import type { View } from '../../model/view';

export const NO_PROVISIONER = 'kubernetes.io/no-provisioner';
export const CINDER = 'cinder.csi.openstack.org';
export const LOCAL_PATH = 'rancher.io/local-path';

/** CSI drivers that in-tree provisioners have become. Source: k8s.io/csi-translation-lib. */
export const MIGRATED: { readonly [provisioner: string]: string } = {
  'kubernetes.io/aws-ebs': 'ebs.csi.aws.com',
  'kubernetes.io/gce-pd': 'pd.csi.storage.gke.io',
  'kubernetes.io/azure-file': 'file.csi.azure.com',
  'kubernetes.io/azure-disk': 'disk.csi.azure.com',
  'kubernetes.io/cinder': CINDER,
  'kubernetes.io/vsphere-volume': 'csi.vsphere.vmware.com',
  'kubernetes.io/portworx-volume': 'pxd.portworx.com',
};

/** Provisioners whose volumes one node at a time can write. */
const SINGLE_WRITER = new Set([
  CINDER, 'kubernetes.io/cinder', 'ebs.csi.aws.com', 'kubernetes.io/aws-ebs', 'pd.csi.storage.gke.io', 'kubernetes.io/gce-pd', 'disk.csi.azure.com',
  'kubernetes.io/azure-disk',
]);

/** The driver behind a provisioner name. */
export function driverOf(provisioner: unknown): string {
  const name = text(provisioner) ?? '';
  return own(MIGRATED, name) ?? name;
}

export function isSingleWriter(provisioner: unknown): boolean {
  return SINGLE_WRITER.has(text(provisioner) ?? '');
}

/** Whether volumes of a class live on one node: claims of several pods then bring these together instead of failing to attach. */
export function isNodeLocal(provisioner: unknown): boolean {
  return provisioner === NO_PROVISIONER || provisioner === LOCAL_PATH || /(^|[./-])(local|hostpath|topolvm|lvm|zfs)([./-]|$)/i.test(text(provisioner) ?? '');
}

/** Key of a volume's source, such as "csi"; "" if there is none. */
export function sourceOf(volume: ManifestObject): string {
  return VOLUME_SOURCES.find((source) => isObject(volume.spec[source])) ?? '';
}

/** The CSI driver of a volume, if it has one. */
export function csiDriverOf(volume: ManifestObject): string | undefined {
  return text(fields(volume.spec.csi).driver);
}

/** Whether claims of a class wait for their pod. */
export function waits(storageClass: ManifestObject | undefined): boolean {
  return storageClass?.object.volumeBindingMode === 'WaitForFirstConsumer';
}

/** Whether something in the input runs the driver or provisioner of that name, or it is said to be in the cluster. */
export function isServed(view: View, name: string): boolean {
  return view.inventory.world.knownDrivers.has(name) || view.find('CSIDriver', '', name) !== undefined || runners(view).has(name);
}

const served = new WeakMap<View, ReadonlySet<string>>();

/** Names that workloads give to themselves in arguments and variables, and what their images are known to serve. */
function runners(view: View): ReadonlySet<string> {
  const known = served.get(view);
  if (known) return known;
  const names = new Set<string>();
  for (const container of view.pods.flatMap((pod) => pod.containers)) {
    if (/cinder-csi-plugin/.test(container.image)) names.add(CINDER);
    if (/local-path-provisioner/.test(container.image)) names.add(LOCAL_PATH);
    if (/csi-provisioner/.test(container.image)) continue; // it serves what the driver says, whatever its arguments
    for (const arg of container.args) names.add(arg.replace(/^--?[\w-]+=/, ''));
    for (const variable of Array.isArray(container.value.env) ? container.value.env : []) names.add(text(fields(variable).value) ?? '');
  }
  served.set(view, names);
  return names;
}
