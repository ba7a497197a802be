import { flagOf } from '../../../kubernetes/args';
import { imageName } from '../../../kubernetes/images';
import { Rule } from '../rule';
import { components } from '../shared/openstack';

export const OST017: Rule = {
  id: 'OST017',
  severity: 'warning',
  title: 'The driver shall read annotations of claims, and is not told their names',
  why: '--pvc-annotations places volumes near or away from others by annotations of the claim. The driver learns the name of the claim only if csi-provisioner has --extra-create-metadata; without it the annotations do nothing.',
  fix: 'Add --extra-create-metadata to csi-provisioner.',
  source: 'cloud-provider-openstack docs/cinder-csi-plugin/using-cinder-csi-plugin.md',
  * check(view) {
    for (const { pod, container, consumer } of components(view)) {
      const wanted = flagOf(container.args, 'pvc-annotations');
      if (consumer !== 'cinder-csi' || wanted === undefined || wanted === 'false') continue;
      const provisioner = pod.containers.find(({ image }) => imageName(image) === 'csi-provisioner');
      const told = provisioner && flagOf(provisioner.args, 'extra-create-metadata');
      if (provisioner && (told === undefined || told === 'false')) {
        yield { on: pod.item, path: `${container.path}.args`, message: '--pvc-annotations does nothing without --extra-create-metadata of csi-provisioner.' };
      }
    }
  },
};
