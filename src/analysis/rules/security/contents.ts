import { strings } from '../../../core/fields';
import { shown } from '../../../core/words';
import { imageTag } from '../../../kubernetes/images';
import { about, rule } from '../rule';

export const SEC005 = rule('SEC005', function* (view) {
  for (const item of view.of('ConfigMap')) {
    const { setup, 'config.json': config } = strings(item.object.data);
    if (config !== undefined && setup !== undefined && /(-m|--mode|chmod)[= ]*(-R )?0?777\b/.test(setup)) {
      yield about(item, 'data[setup]', 'the setup script creates world-writable directories.');
    }
  }
});

export const SEC009 = rule('SEC009', function* (view) {
  for (const pod of view.pods) {
    for (const { image, path } of pod.containers) {
      if (isLoose(image)) yield about(pod.item, `${path}.image`, `${shown(image)} has no version tag, so each pull can return another image.`);
    }
  }
  for (const item of view.of('ConfigMap')) {
    const helper = strings(item.object.data)['helperPod.yaml'];
    const image = helper === undefined ? undefined : /^\s*(?:- )?image:\s*['"]?([^\s'"]+)/m.exec(helper)?.[1];
    if (image && isLoose(image)) {
      yield about(item, 'data[helperPod.yaml]', `${shown(image)} has no version tag, so each pull can return another image.`);
    }
  }
});

function isLoose(image: string): boolean {
  return image !== '' && !image.includes('@') && !image.includes('$') && (imageTag(image) ?? 'latest') === 'latest';
}
