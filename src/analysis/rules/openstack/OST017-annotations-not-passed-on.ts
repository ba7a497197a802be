import { flagOf } from '../../../kubernetes/args';
import { imageName } from '../../../kubernetes/images';
import { rule } from '../rule';
import { components } from '../shared/openstack';

export const OST017 = rule('OST017', function* (view) {
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
});
