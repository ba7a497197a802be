import { imageTag, isOlder } from '../../../kubernetes/images';
import { Rule } from '../rule';
import { controllers, isCinder } from '../shared/csi';
import { shown } from '../shared/words';

export const CSI018: Rule = {
  id: 'CSI018',
  severity: 'warning',
  title: 'Parts of a driver whose versions do not go together',
  why: 'The two halves of a driver are tested together. Half an upgrade is easily made, when only one of two manifests is replaced. A sidecar that is older than the APIs of the cluster finds nothing to do.',
  fix: 'Use the same tag in both.',
  source: 'cloud-provider-openstack docs/cinder-csi-plugin/sidecarcompatibility.md; CHANGELOG-2.0 of external-provisioner, CHANGELOG-3.0 of external-attacher',
  * check(view) {
    const found = view.pods.flatMap((pod) => pod.containers.filter(isCinder)
      .map((container) => ({ pod, container, tag: imageTag(container.image) })));
    const [first] = found;
    for (const { pod, sidecars } of controllers(view)) {
      for (const [name, { image, path }] of sidecars) {
        const { since, needs, removed } = TOO_OLD[name] ?? {};
        if (!since || view.kubernetes < removed! || !isOlder(imageTag(image), since)) continue;
        yield {
          on: pod.item,
          path: `${path}.image`,
          message: `${name} ${shown(imageTag(image))} needs ${needs}, which Kubernetes has not served since 1.${removed}.`,
          fix: `Use ${name} of v${since} or later.`,
        };
      }
    }
    for (const { pod, container, tag } of found) {
      if (tag === first.tag) continue;
      yield { on: pod.item, path: `${container.path}.image`, message: `cinder-csi-plugin is ${shown(tag)} here, and ${shown(first.tag)} in ${first.pod.item.kind} "${first.pod.item.name}".` };
    }
  },
};

/** What the sidecars before a version ask the API server for. */
const TOO_OLD: { readonly [sidecar: string]: { since: string; needs: string; removed: number } } = {
  'csi-provisioner': { since: '2.0', needs: 'CSINode v1beta1', removed: 22 },
  'csi-attacher': { since: '3.0', needs: 'VolumeAttachment v1beta1', removed: 22 },
};
