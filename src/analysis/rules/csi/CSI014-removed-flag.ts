import { own } from '../../../core/fields';
import { flagOf } from '../../../kubernetes/args';
import { imageName, imageTag, isOlder } from '../../../kubernetes/images';
import { DEAD_FLAGS } from '../../../releases/dead-flags';
import { Rule } from '../rule';

export const CSI014: Rule = {
  id: 'CSI014',
  severity: 'warning',
  title: 'Removed or ignored flag',
  why: 'Some flags of early releases are accepted but ignored. Others stop the program with "unknown flag".',
  fix: 'Remove the flag.',
  source: 'cloud-provider-openstack cmd/cinder-csi-plugin/main.go; kubernetes/kubernetes#108953; CHANGELOG of each sidecar in '
    + 'github.com/kubernetes-csi',
  * check(view) {
    for (const pod of view.pods) {
      for (const container of pod.containers) {
        const image = imageName(container.image);
        for (const { flag, since, why } of own(DEAD_FLAGS, image) ?? []) {
          if (flagOf(container.args, flag) === undefined || isOlder(imageTag(container.image), since)) continue;
          yield { on: pod.item, path: `${container.path}.args`, message: `--${flag} of ${image} ${why} since ${since}.` };
        }
      }
    }
  },
};
