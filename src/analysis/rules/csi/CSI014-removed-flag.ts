import { own } from '../../../core/fields';
import { flagOf } from '../../../kubernetes/args';
import { imageName, imageTag, isOlder } from '../../../kubernetes/images';
import { DEAD_FLAGS } from '../../../releases/dead-flags';
import { rule } from '../rule';

export const CSI014 = rule('CSI014', function* (view) {
  for (const pod of view.pods) {
    for (const container of pod.containers) {
      const image = imageName(container.image);
      for (const { flag, since, why } of own(DEAD_FLAGS, image) ?? []) {
        if (flagOf(container.args, flag) === undefined || isOlder(imageTag(container.image), since)) continue;
        yield { on: pod.item, path: `${container.path}.args`, message: `--${flag} of ${image} ${why} since ${since}.` };
      }
    }
  }
});
