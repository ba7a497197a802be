import { imageName } from '../../../kubernetes/images';
import { ImageOptions } from '../../images';

/** The options without what is said about images of the component's other pods. */
export function narrowed(images: ImageOptions | undefined, image: string): ImageOptions | undefined {
  if (!images) return undefined;
  const only = (map?: { [name: string]: string }) => map && Object.fromEntries(Object.entries(map).filter(([name]) => name === imageName(image)));
  return { ...images, overrides: only(images.overrides), digests: only(images.digests) };
}

