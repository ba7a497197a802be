import { flagOf } from '../../../kubernetes/args';
import { imageName } from '../../../kubernetes/images';
import { Rule } from '../rule';
import { components } from '../shared/openstack';

export const OST017: Rule = {
  id: 'OST017',
  severity: 'warning',
  title: '--pvc-annotations needs csi-provisioner --extra-create-metadata',
  why: '--pvc-annotations places volumes by annotations of the claim. The driver receives the name of the claim only if csi-provisioner '
    + 'runs with --extra-create-metadata; otherwise the annotations have no effect.',
  fix: 'Add --extra-create-metadata to csi-provisioner.',
  source: 'cloud-provider-openstack docs/cinder-csi-plugin/using-cinder-csi-plugin.md',
  * check(view) {
    for (const { pod, container, consumer } of components(view)) {
      const wanted = flagOf(container.args, 'pvc-annotations');
      if (consumer !== 'cinder-csi' || wanted === undefined || wanted === 'false') continue;
      const provisioner = pod.containers.find(({ image }) => imageName(image) === 'csi-provisioner');
      const told = provisioner && flagOf(provisioner.args, 'extra-create-metadata');
      if (provisioner && (told === undefined || told === 'false')) {
        yield {
          on: pod.item,
          path: `${container.path}.args`,
          message: '--pvc-annotations has no effect without --extra-create-metadata of csi-provisioner.',
        };
      }
    }
  },
};
