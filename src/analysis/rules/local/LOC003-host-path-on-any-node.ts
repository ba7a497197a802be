import { fields, isObject } from '../../../core/fields';
import { Rule } from '../rule';
import { sourceOf } from '../shared/volumes';
import { shown } from '../shared/words';

export const LOC003: Rule = {
  id: 'LOC003',
  severity: 'warning',
  title: 'A hostPath volume is another directory on each node',
  why: 'Nothing ties the pod to the node that has the data: after it has moved, it finds an empty directory, and later the old data again.',
  fix: 'Use a local volume with nodeAffinity, or a class that makes volumes.',
  source: 'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
  * check(view) {
    const nodes = view.inventory.nodes.filter(({ item }) => item !== undefined);
    if (nodes.length === 1) return;
    for (const item of view.volumes) {
      if (sourceOf(item) !== 'hostPath' || isObject(fields(item.spec.nodeAffinity).required)) continue;
      yield { on: item, path: 'spec.hostPath', message: `${shown(item.spec.hostPath.path)} is another directory on each node.` };
    }
  },
};
