/* Releases of the drivers in the input. */
import { NFS_IMAGE } from '../../../drivers/nfs';
import { imageName, imageTag } from '../../../kubernetes/images';
import type { View } from '../../model/view';

/** Release of the Cinder CSI driver: that of its image where the input runs it, else that of cloud-provider-openstack. */
export function cinderRelease(view: View): string {
  return imageRelease(view, 'cinder-csi-plugin') ?? `1.${view.release}`;
}

/** Release of the Manila CSI driver. */
export function manilaRelease(view: View): string {
  return imageRelease(view, 'manila-csi-plugin') ?? `1.${view.release}`;
}

/** Release of csi-driver-nfs, where the input runs it. */
export function nfsRelease(view: View): string | undefined {
  const tag = imageTag(imageIn(view, NFS_IMAGE) ?? '');
  return /^v?(\d+\.\d+)\./.exec(tag ?? '')?.[1];
}

function imageRelease(view: View, image: string): string | undefined {
  const found = imageIn(view, image);
  return found && releaseOf(found);
}

function imageIn(view: View, image: string): string | undefined {
  const container = view.pods.flatMap((pod) => pod.containers).find((one) => imageName(one.image) === image);
  return container?.image;
}

/** Minor of cloud-provider-openstack that the tag of an image names. */
export function releaseOf(image: string): string | undefined {
  return /^v?(1\.\d{1,3})([.+-]|$)/.exec(imageTag(image) ?? '')?.[1];
}
