import { Rule } from '../rule';
import { NO_PROVISIONER } from '../shared/volumes';

export const LOC016: Rule = {
  id: 'LOC016',
  severity: 'warning',
  title: 'Default class without a provisioner',
  why: 'Every claim that names no class receives it, and stays Pending unless a local volume is free. Charts and operators that rely on '
    + 'the default class then hang.',
  fix: 'Make a class with dynamic provisioning the default, and name the local class explicitly.',
  source: 'plugin/pkg/admission/storage/storageclass/setdefault',
  * check(view) {
    const { defaultClass } = view.inventory;
    if (defaultClass?.provisioner !== NO_PROVISIONER) return;
    const item = view.find('StorageClass', '', defaultClass.name);
    if (item) {
      yield {
        on: item,
        path: 'metadata.annotations[storageclass.kubernetes.io/is-default-class]',
        message: `claims that name no class get the default class "${item.name}", which provisions no volumes.`,
      };
    }
  },
};
