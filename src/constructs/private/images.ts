import { invalid, refuse } from '../../core/errors';
import { imageName, isImage, requireImage } from '../../kubernetes/images';
import { requireDnsSubdomain } from '../../kubernetes/names';
import { ImageOptions } from '../images';

const DIGEST = /^sha256:[a-f0-9]{64}$/;

/** Image of a container of the release, after mirror, override and digest. */
export function resolveImage(image: string, options: ImageOptions = {}): string {
  const name = imageName(image);
  const override = options.overrides?.[name];
  const located = override ?? (options.registryMirror ? mirrored(image, options.registryMirror) : image);
  const tagged = located.split('@')[0];
  const digest = options.digests?.[tagged] ?? options.digests?.[name];
  return digest ? `${tagged}@${digest}` : located;
}

/** The options for a part of the images that a component or cluster has: no overrides and digests of others. */
export function imagesFor(options: ImageOptions | undefined, images: string[]): ImageOptions | undefined {
  if (!options) return undefined;
  const names = new Set(images.map(imageName));
  const ours = (by?: { [name: string]: string }) => by && Object.fromEntries(Object.entries(by).filter(([image]) => names.has(imageName(image))));
  return { ...options, overrides: ours(options.overrides), digests: ours(options.digests) };
}

/** Refuses what names no image of the component. `images` are those that the release ships. */
export function checkImageOptions(options: ImageOptions | undefined, images: string[]): void {
  if (!options) return;
  const names = images.map(imageName);
  if (options.registryMirror !== undefined && (!isImage(folder(options.registryMirror)) || options.registryMirror.includes('@'))) {
    invalid('images.registryMirror', options.registryMirror, 'a registry and path without scheme, such as "registry.example.com/mirror"');
  }
  for (const name of options.imagePullSecrets ?? []) requireDnsSubdomain('images.imagePullSecrets', name);
  for (const [key, given] of Object.entries({ overrides: options.overrides, digests: options.digests })) {
    for (const name of Object.keys(given ?? {})) {
      if (!names.includes(name) && !(key === 'digests' && isReference(name))) {
        refuse(`images.${key}`,
          `names "${name}", which no container uses; there are ${[...new Set(names)].sort().join(', ')}`);
      }
    }
  }
  for (const [name, image] of Object.entries(options.overrides ?? {})) requireImage(`images.overrides["${name}"]`, image);
  for (const [name, digest] of Object.entries(options.digests ?? {})) {
    if (!DIGEST.test(digest)) invalid(`images.digests["${name}"]`, digest, '"sha256:" and 64 hexadecimal digits');
  }
  checkTags(options, images);
}

/** Whether a key of digests names a whole image, as `images --resolve` writes them: those of other components may be among them. */
function isReference(key: string): boolean {
  return /[/:]/.test(key) && isImage(key) && !key.includes('@');
}

/** Refuses digests of another tag of an image: after an upgrade the new one would be pulled by tag. */
function checkTags({ digests = {}, ...options }: ImageOptions, images: string[]): void {
  const tagged = images.map((image) => resolveImage(image, options).split('@')[0]);
  const repository = (image: string) => image.replace(/:[^/:]+$/, '');
  for (const image of tagged) {
    const others = Object.keys(digests).filter((key) => isReference(key) && repository(key) === repository(image) && !tagged.includes(key));
    if (others.length && !Object.hasOwn(digests, image) && !Object.hasOwn(digests, imageName(image))) {
      refuse('images.digests', `have ${others.join(', ')}, but not ${image}. Render without digests, and run "cdk8s-openstack images FOLDER `
        + '--resolve FILE" again');
    }
  }
}

/** A registry and path without the slash that may end it. */
function folder(mirror: string): string {
  return mirror.replace(/(.)\/$/, '$1');
}

/** The first part of a name is a registry if it looks like a host; otherwise Docker Hub is meant. */
function mirrored(image: string, mirror: string): string {
  const [first, ...rest] = image.split('/');
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  return `${folder(mirror)}/${isHost ? rest.join('/') : image}`;
}
