import { text } from '../../../core/fields';
import { specPath } from '../../model/claim-sources';
import { Rule } from '../rule';

export const CLS017: Rule = {
  id: 'CLS017',
  severity: 'error',
  minors: { to: '1.33' },
  title: 'volumeAttributesClassName is dropped before Kubernetes 1.34',
  why: 'Up to 1.33 the feature is off by default, and the API server drops the field from claims and volumes without a word: the volume gets no attributes.',
  fix: 'Remove the field, or target Kubernetes 1.34, where it is on.',
  source: 'pkg/api/persistentvolumeclaim/util.go and pkg/api/persistentvolume/util.go, DropDisabledFields',
  * check(view) {
    for (const claim of view.claims) {
      if (!text(claim.spec.volumeAttributesClassName)) continue;
      yield { on: claim.item, path: specPath(claim, 'volumeAttributesClassName'), message: `Kubernetes 1.${view.kubernetes} drops volumeAttributesClassName.` };
    }
    for (const volume of view.volumes) {
      if (!text(volume.spec.volumeAttributesClassName)) continue;
      yield { on: volume, path: 'spec.volumeAttributesClassName', message: `Kubernetes 1.${view.kubernetes} drops volumeAttributesClassName.` };
    }
  },
};
