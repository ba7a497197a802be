import { ApiObject } from 'cdk8s';
import { Manifest } from './emit';
import { definedOf } from './workload';
import { refuse } from '../../core/errors';
import { imageName } from '../../kubernetes/images';
import { isAtLeast } from '../../kubernetes/minor';
import { HARDENED_SINCE } from '../../releases/hardening';
import { Advice } from '../advice';

/** Whether a component is hardened; refuses it where the cluster lacks what it needs. */
export function isHardened({ hardened = false }: { readonly hardened?: boolean }, kubernetesVersion: string): boolean {
  if (hardened && !isAtLeast(kubernetesVersion, HARDENED_SINCE)) {
    refuse('hardened', `needs Kubernetes ${HARDENED_SINCE} or newer, but the cluster has ${kubernetesVersion}. Set securityContext and `
      + 'podSecurityContext');
  }
  return hardened;
}

/**
 * Lets nobody connect to the pods of a hardened component but on `ports`. They may call whom they want: no manifest has the addresses of the API
 * server and of OpenStack's services. The rule says so, as the namespace may deny it to pods without one. Pods in the host network have no policy.
 */
export function networkPolicy(
  { name, namespace, labels }: Partial<Manifest['metadata']>, matchLabels: { [key: string]: string },
  ports: Array<{ readonly port: number; readonly protocol?: string }> = [],
): Manifest {
  const open = ports.map(({ port, protocol = 'TCP' }) => ({ port, protocol }));
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: definedOf({ name: name!, namespace, labels }),
    spec: { podSelector: { matchLabels }, policyTypes: ['Ingress', 'Egress'], ingress: open.length ? [{ ports: open }] : [], egress: [{}] },
  };
}

/** Reports images of a hardened workload that are named by tag. */
export function adviseOnTags(object: ApiObject, { spec }: Manifest): void {
  const images: string[] = spec.template.spec.containers.map(({ image }: { image: string }) => image);
  const tagged = [...new Set(images.filter((image) => !image.includes('@')))];
  if (!tagged.length) return;
  Advice._give(object, 'IMAGES_WITHOUT_DIGEST', 'images have a tag, which can move to another image, but no digest: '
    + `${tagged.map(imageName).join(', ')}.`,
  'Run "cdk8s-openstack images FOLDER --resolve digests.json" on the output, and set images.digests to the content of the file.');
}
