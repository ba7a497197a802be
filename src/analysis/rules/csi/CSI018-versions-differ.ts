import { CINDER_NODE, controllerPart } from '../examples/cinder-csi';
import { Rule } from '../rule';
import { isCinder } from '../shared/csi';
import { manifests, replaced } from '../shared/manifests';
import { shown } from '../shared/words';
import { imageTag } from '../view/pods';

export const CSI018: Rule = {
  id: 'CSI018',
  severity: 'warning',
  title: 'Controller and node plugin are of different versions',
  why: 'The two halves of a driver are tested together. Half an upgrade is easily made, when only one of two manifests is replaced.',
  fix: 'Use the same tag in both.',
  source: 'cloud-provider-openstack docs/cinder-csi-plugin/sidecarcompatibility.md',
  get failing() { return replaced(this.passing, { 'cinder-csi-plugin:v1.36.0': 'cinder-csi-plugin:v1.30.0' }, 'DaemonSet/cinder-node'); },
  passing: manifests`
    ${controllerPart()}
    ${CINDER_NODE}
    ---
  `,
  expects: 'DaemonSet/cinder-node spec.template.spec.containers[1].image',
  * check(view) {
    const found = view.pods.flatMap((pod) => pod.containers.filter(isCinder)
      .map((container) => ({ pod, container, tag: imageTag(container.image) })));
    const [first] = found;
    for (const { pod, container, tag } of found) {
      if (tag === first.tag) continue;
      yield { on: pod.item, path: `${container.path}.image`, message: `cinder-csi-plugin is ${shown(tag)} here, and ${shown(first.tag)} in ${first.pod.item.kind} "${first.pod.item.name}".` };
    }
  },
};
