import { fields } from '../../../core/fields';
import { Rule } from '../rule';
import { CINDER } from '../shared/volumes';
import { shown } from '../shared/words';

const READ = ['type', 'availability'];
const RESERVED = 'csi.storage.k8s.io/';
/** What the sidecars read, after their prefix. */
const SIDECAR = /^(fstype|(provisioner|controller-publish|controller-expand|node-stage|node-publish|node-expand)-secret-(name|namespace))$/;

export const OST002: Rule = {
  id: 'OST002',
  severity: 'error',
  title: 'A class has a parameter that the Cinder driver does not read',
  why: 'The driver reads type and availability. Anything else is dropped without a word, so that volumes are made of the default type, in the default zone.',
  fix: 'Write type or availability; what is for the sidecars starts with csi.storage.k8s.io/.',
  source: 'cloud-provider-openstack docs/cinder-csi-plugin/using-cinder-csi-plugin.md',
  * check(view) {
    for (const item of view.classes) {
      if (item.object.provisioner !== CINDER) continue;
      for (const key of Object.keys(fields(item.object.parameters))) {
        const on = { on: item, path: `parameters[${key}]` };
        if (key.startsWith(RESERVED)) {
          if (!SIDECAR.test(key.slice(RESERVED.length))) yield { ...on, message: `csi-provisioner refuses the parameter ${shown(key)}: it does not know it.` };
        } else if (/^fstype$/i.test(key)) {
          yield { ...on, severity: 'warning', message: `the parameter ${key} is deprecated.`, fix: 'Write csi.storage.k8s.io/fstype.' };
        } else if (!READ.includes(key)) {
          const near = READ.find((known) => key.toLowerCase().includes(known.toLowerCase())) ?? (/zone|az$/i.test(key) ? 'availability' : undefined);
          yield { ...on, message: `the driver does not read the parameter ${shown(key)}.`, fix: near && `Write ${near}.` };
        }
      }
    }
  },
};
