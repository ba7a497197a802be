import { modesOf } from '../../model/claim-sources';
import { Rule } from '../rule';
import { sourceOf } from '../shared/volumes';

export const ACM006: Rule = {
  id: 'ACM006',
  severity: 'error',
  title: 'ReadWriteOncePod on a volume that is not CSI',
  why: 'ReadWriteOncePod is supported for CSI volumes only. On others the promise of a single pod is not kept by the node.',
  fix: 'Use a CSI driver for the volume, or ReadWriteOnce.',
  source: 'kubernetes.io docs, Persistent Volumes, Access Modes',
  * check(view) {
    for (const volume of view.volumes) {
      const source = sourceOf(volume);
      if (!source || source === 'csi' || !modesOf(volume).includes('ReadWriteOncePod')) continue;
      yield { on: volume, path: 'spec.accessModes', message: `ReadWriteOncePod is for CSI volumes, and this one is ${source}.` };
    }
  },
};
