import { strings } from '../../../core/fields';
import { Rule } from '../rule';
import { CINDER } from '../shared/volumes';
import { shown } from '../shared/words';

const WANTED: { readonly [key: string]: RegExp } = {
  'type': /^(snapshot|backup)$/,
  'force-create': /^(1|0|t|f|true|false)$/i,
  'availability': /./,
  'backup-max-duration-seconds-per-gb': /^\d+$/,
};

export const OST012: Rule = {
  id: 'OST012',
  severity: 'error',
  title: 'A snapshot class has a parameter that the Cinder driver refuses',
  why: 'type must be snapshot or backup, and the time for a backup a whole number: with anything else each snapshot fails. An unknown word for force-create counts as false, without a word.',
  fix: 'Correct the parameter.',
  source: 'cloud-provider-openstack pkg/csi/cinder/controllerserver.go CreateSnapshot',
  * check(view) {
    for (const item of view.items) {
      if (item.kind !== 'VolumeSnapshotClass' || item.object.driver !== CINDER) continue;
      const parameters = strings(item.object.parameters);
      for (const [key, value] of Object.entries(parameters)) {
        const on = { on: item, path: `parameters[${key}]` };
        if (key.startsWith('csi.storage.k8s.io/')) continue;
        const wanted = Object.hasOwn(WANTED, key) ? WANTED[key] : undefined;
        if (!wanted) yield { ...on, severity: 'warning', message: `the driver does not read the parameter ${shown(key)}.` };
        else if (!wanted.test(value)) yield { ...on, severity: key === 'force-create' ? 'warning' : undefined, message: `${key} cannot be ${shown(value)}.` };
      }
    }
  },
};
