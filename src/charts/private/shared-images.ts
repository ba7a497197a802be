import { ImageOptions } from '../../constructs';
import { checkImageOptions, imagesFor } from '../../constructs/private/images';
import { LocalStaticRelease, Release } from '../../releases';
import { imagesOf } from '../../releases/profile';

/** Splits the image options of a cluster by component: a component rejects names of images that it does not use. */
interface SharedImages {
  readonly manager?: ImageOptions;
  readonly cinder?: ImageOptions;
  readonly localVolumes?: ImageOptions;
}

/** Assigns overrides and digests to the components that use the images. A name that no component uses is an error. */
export function sharedImages(options: ImageOptions | undefined, release: Release, local = LocalStaticRelease.latest()): SharedImages {
  if (!options) return {};
  const manager = release._profile.cloudControllerManager.pod.containers.map((c) => c.image);
  const cinder = imagesOf(release._profile.cinderCsi);
  checkImageOptions(options, [...manager, ...cinder, ...local.images()]);
  return { manager: imagesFor(options, manager), cinder: imagesFor(options, cinder), localVolumes: imagesFor(options, local.images()) };
}
