import { ImagePullPolicy } from './core-v1';

/** Registries, tags and digests of the images of a component or cluster. */
export interface ImageOptions {
  /**
   * Registry, and path below it, that mirrors the upstream registries: "registry.example.com/mirror" makes
   * "registry.k8s.io/sig-storage/csi-attacher:v4.10.0" to "registry.example.com/mirror/sig-storage/csi-attacher:v4.10.0".
   *
   * @default - the upstream registries
   */
  readonly registryMirror?: string;

  /**
   * Complete images by the last part of the image name, such as `{ 'csi-attacher': 'registry.example.com/attacher:v4.10.0-fips' }`. The mirror does
   * not apply to them. A name that no container uses is an error.
   *
   * @default - those of the release
   */
  readonly overrides?: { [name: string]: string };

  /**
   * Digests, appended to the image: by the last part of its name, such as `{ 'csi-attacher': 'sha256:…' }`, or by the whole image, as
   * `cdk8s-openstack images FOLDER --resolve FILE` writes them. A file may have more images than this component, but none of another tag.
   *
   * @default - images are named by tag
   */
  readonly digests?: { [name: string]: string };

  /** Pull policy of all containers. @default - as the release ships it */
  readonly imagePullPolicy?: ImagePullPolicy;
  /** Names of the Secrets with registry credentials, in the namespace of the pods. @default - none */
  readonly imagePullSecrets?: string[];
}
