import { strings } from '../../../core/fields';
import { shown } from '../../../core/words';
import { GcfgVariable } from '../../../openstack/cloud-conf/gcfg-reader';
import { rule } from '../rule';
import { confFiles, variablesOf } from '../shared/cloud-conf-files';
import { CINDER, waits } from '../shared/volumes';

export const OST003 = rule('OST003', function* (view) {
  const across = ({ section, key, value }: GcfgVariable) => /^blockstorage$/i.test(section) && /^ignore-volume-az$/i.test(key) && value !== 'false';
  if (confFiles(view).some((file) => variablesOf(file).some(across))) return;
  for (const item of view.classes) {
    const { availability } = strings(item.object.parameters);
    if (item.object.provisioner !== CINDER || !availability || !waits(item)) continue;
    yield {
      on: item,
      path: 'parameters[availability]',
      message: `volumes of class "${item.name}" are created in zone ${shown(availability)}, regardless of the zone of the pod.`,
    };
  }
});
