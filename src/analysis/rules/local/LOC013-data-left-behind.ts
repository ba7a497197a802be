import { localPathNames } from './local-path';
import { strings, text } from '../../../core/fields';
import { HOSTNAME } from '../../../kubernetes/labels';
import { Rule } from '../rule';
import { shown } from '../shared/words';

export const LOC013: Rule = {
  id: 'LOC013',
  severity: 'warning',
  title: 'Deleted local-path volumes leave their data on the node',
  why: 'On deletion, the provisioner uses the affinity value of the volume as the node name. With a label other than the hostname it '
    + 'finds no node and skips the cleanup: the volume is deleted, but its data stays.',
  fix: 'Remove nodeAffinityKey, or use reclaimPolicy: Retain and clean up manually.',
  source: 'rancher/local-path-provisioner provisioner.go deleteFor, since v0.0.33',
  * check(view) {
    const provisioners = localPathNames(view);
    for (const item of view.classes) {
      const { nodeAffinityKey } = strings(item.object.parameters);
      if (!provisioners.has(text(item.object.provisioner) ?? '') || item.object.reclaimPolicy === 'Retain') continue;
      if (nodeAffinityKey === undefined || nodeAffinityKey === HOSTNAME) continue;
      yield { on: item, path: 'parameters[nodeAffinityKey]', message: `values of ${shown(nodeAffinityKey)} are not node names, so nothing is cleaned up.` };
    }
  },
};
