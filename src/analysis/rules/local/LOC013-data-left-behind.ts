import { localPathNames } from './local-path';
import { strings, text } from '../../../core/fields';
import { HOSTNAME } from '../../../kubernetes/labels';
import { Rule } from '../rule';
import { shown } from '../shared/words';

export const LOC013: Rule = {
  id: 'LOC013',
  severity: 'warning',
  title: 'Deleted volumes leave their data on the node',
  why: 'When it deletes a volume, the provisioner takes the value of the affinity for the name of the node. If it is another label, the node is not found, the cleaning is skipped, and the volume goes while its data stays.',
  fix: 'Leave nodeAffinityKey out, or use reclaimPolicy: Retain and clean by hand.',
  source: 'rancher/local-path-provisioner provisioner.go deleteFor, since v0.0.33',
  * check(view) {
    const provisioners = localPathNames(view);
    for (const item of view.classes) {
      const { nodeAffinityKey } = strings(item.object.parameters);
      if (!provisioners.has(text(item.object.provisioner) ?? '') || item.object.reclaimPolicy === 'Retain') continue;
      if (nodeAffinityKey === undefined || nodeAffinityKey === HOSTNAME) continue;
      yield { on: item, path: 'parameters[nodeAffinityKey]', message: `the values of ${shown(nodeAffinityKey)} are no names of nodes, so nothing is cleaned.` };
    }
  },
};
