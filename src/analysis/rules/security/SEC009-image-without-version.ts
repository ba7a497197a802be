import { strings } from '../../../core/fields';
import { shown } from '../../../core/words';
import { imageTag } from '../../../kubernetes/images';
import { Rule } from '../rule';

export const SEC009: Rule = {
  id: 'SEC009',
  severity: 'info',
  title: 'Image without a version tag',
  why: 'Without a tag, or with latest, each node runs the image that it pulled last. Pods of one workload differ. A restart can start a '
    + 'new major version that cannot read the old data, without a version to roll back to.',
  fix: 'Use a tag, or better a digest.',
  source: 'https://kubernetes.io/docs/concepts/containers/images/#image-names',
  * check(view) {
    for (const pod of view.pods) {
      for (const { image, path } of pod.containers) {
        if (isLoose(image)) {
          yield { on: pod.item, path: `${path}.image`, message: `${shown(image)} has no version tag, so each pull can return another image.` };
        }
      }
    }
    for (const item of view.of('ConfigMap')) {
      const helper = strings(item.object.data)['helperPod.yaml'];
      const image = helper === undefined ? undefined : /^\s*(?:- )?image:\s*['"]?([^\s'"]+)/m.exec(helper)?.[1];
      if (image && isLoose(image)) {
        yield { on: item, path: 'data[helperPod.yaml]', message: `${shown(image)} has no version tag, so each pull can return another image.` };
      }
    }
  },
};

function isLoose(image: string): boolean {
  return image !== '' && !image.includes('@') && !image.includes('$') && (imageTag(image) ?? 'latest') === 'latest';
}
