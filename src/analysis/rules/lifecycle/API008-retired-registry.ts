import { Rule } from '../rule';

/** Retired registries and their replacements. */
const MOVED: ReadonlyArray<readonly [from: RegExp, what: string, to: string]> = [
  [/^(docker\.io\/)?k8scloudprovider\//, 'has no images of cloud-provider-openstack after 1.23', 'registry.k8s.io/provider-os'],
  [/^quay\.io\/k8scsi\//, 'no longer receives CSI sidecars', 'registry.k8s.io/sig-storage'],
  [/^quay\.io\/external_storage\/local-volume-provisioner/, 'has no local volume provisioner after 2.5', 'registry.k8s.io/sig-storage/local-volume-provisioner'],
  [/^quay\.io\/external_storage\//, 'is closed', 'registry.k8s.io/sig-storage'],
  [/^(k8s\.gcr\.io|gcr\.io\/google[-_]containers)\//, 'is frozen since April 2023', 'registry.k8s.io'],
];

export const API008: Rule = {
  id: 'API008',
  severity: 'warning',
  title: 'Image from a retired registry',
  why: 'The registry receives no new images and so no fixes. Images can be deleted at any time, and a node that pulls one then stays in '
    + 'ImagePullBackOff.',
  fix: 'Use the registry that replaced it.',
  source: 'https://kubernetes.io/blog/2023/02/06/k8s-gcr-io-freeze-announcement/',
  minors: { from: '1.26' },
  * check(view) {
    for (const pod of view.pods) {
      for (const { image, path } of pod.containers) {
        const [from, what, to] = MOVED.find(([pattern]) => pattern.test(image)) ?? [];
        if (!from) continue;
        yield { on: pod.item, path: `${path}.image`, message: `${from.exec(image)![0].replace(/\/$/, '')} ${what}.`, fix: `Use ${to}.` };
      }
    }
  },
};
