import { shown } from '../../../core/words';
import { parseQuantity } from '../../../kubernetes/quantity';
import { requestOf } from '../../model/claim-sources';
import { Rule } from '../rule';
import { changed } from '../shared/changes';

export const GIT003: Rule = {
  id: 'GIT003',
  severity: 'error',
  title: 'Claim is expanded although its class does not allow it',
  why: 'The API server rejects the update: "only dynamically provisioned pvc can be resized and the storageclass that provisions the '
    + 'pvc must support resize". A claim without a class cannot be expanded.',
  fix: 'Set allowVolumeExpansion: true in the class first; it can be changed at any time.',
  source: 'plugin/pkg/admission/storage/persistentvolume/resize/admission.go',
  * check(view) {
    for (const { item, before } of changed(view, 'PersistentVolumeClaim')) {
      const [now, was] = [item, before].map((claim) => parseQuantity(requestOf(claim)));
      const claim = view.claim(item.namespace, item.name);
      if (now === undefined || was === undefined || now <= was || !claim) continue;
      const name = view.className(claim);
      const found = view.classOf(claim);
      if (found?.object.allowVolumeExpansion === true || (name && !found && !view.closedWorld)) continue;
      yield {
        on: item,
        path: 'spec.resources.requests.storage',
        severity: !name && !view.closedWorld ? 'warning' : undefined,
        message: `the request grows from ${shown(requestOf(before))} to ${shown(requestOf(item))}, but `
          + `${name ? `class "${shown(name)}" does not allow expansion` : 'the claim has no class'}.`,
      };
    }
  },
};
