import { UsedImage } from './images';
import { DOCKER_HUB, imageTag, isImage } from '../../kubernetes/images';

/**
 * Images as a CycloneDX 1.6 bill of materials: a container component each, with its package URL, and the objects that use it as properties. It has no
 * serial number and no time, so equal renders give equal files.
 *
 * @see https://cyclonedx.org/docs/1.6/json/
 * @see https://github.com/package-url/purl-spec/blob/main/types-doc/oci-definition.md
 */
export function imagesSbom(images: readonly UsedImage[], version: string): object {
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { tools: { components: [{ type: 'application', name: 'cdk8s-openstack', version }] } },
    components: images.map(component),
  };
}

function component({ image, usedBy }: UsedImage): object {
  const [name, digest] = image.split('@');
  const tag = imageTag(image);
  const repository = tag === undefined ? name : name.slice(0, -tag.length - 1);
  const sha256 = /^sha256:([0-9a-f]{64})$/.exec(digest ?? '')?.[1];
  return {
    'type': 'container',
    'bom-ref': image,
    'name': repository,
    'version': tag ?? digest,
    'hashes': sha256 ? [{ alg: 'SHA-256', content: sha256 }] : undefined,
    'purl': isImage(image) ? packageUrl(repository, tag, digest) : undefined,
    'properties': usedBy.map((value) => ({ name: 'cdk8s-openstack:usedBy', value })),
  };
}

function packageUrl(repository: string, tag?: string, digest?: string): string {
  const [first, ...rest] = repository.split('/');
  const isNamed = rest.length > 0 && /[.:]|^localhost$/.test(first);
  const url = isNamed ? repository : `${DOCKER_HUB.names[0]}/${rest.length ? repository : `library/${repository}`}`;
  const qualifiers = [`repository_url=${encodeURIComponent(url)}`, ...tag === undefined ? [] : [`tag=${encodeURIComponent(tag)}`]];
  return `pkg:oci/${repository.split('/').pop()}${digest ? `@${encodeURIComponent(digest)}` : ''}?${qualifiers.join('&')}`;
}
