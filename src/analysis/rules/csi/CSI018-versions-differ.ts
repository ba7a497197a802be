import { shown } from '../../../core/words';
import { imageTag, isOlder } from '../../../kubernetes/images';
import { rule } from '../rule';
import { controllers, isCinder } from '../shared/csi';

export const CSI018 = rule('CSI018', function* (view) {
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
    yield {
      on: pod.item,
      path: `${container.path}.image`,
      message: `cinder-csi-plugin has tag ${shown(tag)} here, but ${shown(first.tag)} in ${first.pod.item.kind} "${first.pod.item.name}".`,
    };
  }
});

/** Removed APIs that sidecars before a version use. */
const TOO_OLD: { readonly [sidecar: string]: { since: string; needs: string; removed: number } } = {
  'csi-provisioner': { since: '2.0', needs: 'CSINode v1beta1', removed: 22 },
  'csi-attacher': { since: '3.0', needs: 'VolumeAttachment v1beta1', removed: 22 },
};
