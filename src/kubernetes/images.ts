import { invalid } from '../core/errors';

const REFERENCE = /^[a-z0-9]+([._-][a-z0-9]+)*(:\d+)?(\/[a-z0-9]+((\.|_{1,2}|-+)[a-z0-9]+)*)*(:\w[\w.-]{0,127})?(@[a-z0-9]+:[a-f0-9]{32,})?$/;

/** The registry of images that name none: its API, and where the configuration of docker has its login. */
export const DOCKER_HUB = { host: 'registry-1.docker.io', names: ['docker.io', 'index.docker.io'], login: 'https://index.docker.io/v1/' };

/** Whether a value is an image reference: path with optional registry, tag and digest. */
export function isImage(text: unknown): text is string {
  return typeof text === 'string' && REFERENCE.test(text);
}

/** Returns the image reference, or throws if it is invalid. */
export function requireImage(property: string, image: string): string {
  return isImage(image) ? image
    : invalid(property, image, 'an image such as "registry.example.com/group/name:v1" or "…@sha256:<64 hex digits>"');
}

/** The last part of an image's name: "csi-attacher" of "registry.k8s.io/sig-storage/csi-attacher:v4.10.0". */
export function imageName(image: string): string {
  return image.split('@')[0].split('/').pop()!.split(':')[0];
}

/** The tag of an image, without digest. */
export function imageTag(image: string): string | undefined {
  return /:([^/:]+)$/.exec(image.split('@')[0])?.[1];
}

/** Whether a tag such as "v1.15.0" is older than a version; tags that are not versions count as newer. */
export function isOlder(tag: string | undefined, since: string): boolean {
  const match = /^v?(\d+)\.(\d+)/.exec(tag ?? '');
  const [major, minor] = since.split('.').map(Number);
  return match !== null && (Number(match[1]) < major || (Number(match[1]) === major && Number(match[2]) < minor));
}
