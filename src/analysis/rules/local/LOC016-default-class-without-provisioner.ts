import { Rule } from '../rule';
import { NO_PROVISIONER } from '../shared/volumes';

export const LOC016: Rule = {
  id: 'LOC016',
  severity: 'warning',
  title: 'The default class cannot make volumes',
  why: 'Every claim that names no class gets it, and waits for a local volume that happens to be free: charts and operators that rely on the default hang as soon as there is none.',
  fix: 'Make a class the default whose driver provisions, and name the local one where it is meant.',
  source: 'plugin/pkg/admission/storage/storageclass/setdefault',
  * check(view) {
    const { defaultClass } = view.inventory;
    if (defaultClass?.provisioner !== NO_PROVISIONER) return;
    const item = view.find('StorageClass', '', defaultClass.name);
    if (item) yield { on: item, path: 'metadata.annotations[storageclass.kubernetes.io/is-default-class]', message: `claims without a class get "${item.name}", which makes no volumes.` };
  },
};
