import { strings } from '../../../core/fields';
import { shown } from '../../../core/words';
import { GcfgVariable } from '../../../openstack/cloud-conf/gcfg-reader';
import { Rule } from '../rule';
import { confFiles, variablesOf } from '../shared/cloud-conf-files';
import { CINDER, waits } from '../shared/volumes';

export const OST003: Rule = {
  id: 'OST003',
  severity: 'warning',
  title: 'Zone of the volumes is fixed, but not that of the pods',
  why: 'The parameter availability overrides the zone of the node that the scheduler selected. The volume is created in that zone, and '
    + 'a pod in another zone cannot attach it unless Cinder serves all zones.',
  fix: 'Use allowedTopologies, or set ignore-volume-az in [BlockStorage] if volumes can be attached across zones.',
  source: 'cloud-provider-openstack pkg/csi/cinder/controllerserver.go CreateVolume',
  * check(view) {
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
  },
};
