import { IMAGES_MOVED_BEFORE, MOVED_IMAGES } from '../../../kubernetes/registries';
import { Rule } from '../rule';

export const API008: Rule = {
  id: 'API008',
  severity: 'warning',
  title: 'Image from a retired registry',
  why: 'The registry receives no new images and so no fixes. Images can be deleted at any time, and a node that pulls one then stays in '
    + 'ImagePullBackOff.',
  fix: 'Use the registry that replaced it.',
  source: 'https://kubernetes.io/blog/2023/02/06/k8s-gcr-io-freeze-announcement/',
  minors: { from: IMAGES_MOVED_BEFORE },
  * check(view) {
    for (const pod of view.pods) {
      for (const { image, path } of pod.containers) {
        const [from, what, to] = MOVED_IMAGES.find(([pattern]) => pattern.test(image)) ?? [];
        if (!from) continue;
        yield { on: pod.item, path: `${path}.image`, message: `${from.exec(image)![0].replace(/\/$/, '')} ${what}.`, fix: `Use ${to}.` };
      }
    }
  },
};
