import { IMAGES_MOVED_BEFORE, MOVED_IMAGES } from '../../../kubernetes/registries';
import { rule } from '../rule';

export const API008 = rule('API008', function* (view) {
  for (const pod of view.pods) {
    for (const { image, path } of pod.containers) {
      const [from, what, to] = MOVED_IMAGES.find(([pattern]) => pattern.test(image)) ?? [];
      if (!from) continue;
      yield { on: pod.item, path: `${path}.image`, message: `${from.exec(image)![0].replace(/\/$/, '')} ${what}.`, fix: `Use ${to}.` };
    }
  }
}, { from: IMAGES_MOVED_BEFORE });
