import { problemsOf } from './mapped-class';
import { shown } from '../../../core/words';
import { rule } from '../rule';
import { staticConfigs } from '../shared/static-provisioner';
import { NO_PROVISIONER } from '../shared/volumes';

export const LOC006 = rule('LOC006', function* (view) {
  const configs = staticConfigs(view);
  const mapped = new Set(configs.flatMap(({ classes }) => classes.map(({ name }) => name)));
  const readable = configs.some(({ provisioners }) => provisioners.length) && configs.every(({ map }) => !map.error);
  const byHand = new Set(view.inventory.volumes.map(({ className }) => className));
  for (const item of readable ? view.classes : []) {
    if (item.object.provisioner !== NO_PROVISIONER || mapped.has(item.name) || byHand.has(item.name)) continue;
    yield {
      on: item,
      path: 'metadata.name',
      severity: view.closedWorld ? 'warning' : 'info',
      message: `the static provisioner has no entry for class "${shown(item.name)}", and no volume in the input has the class.`,
      fix: 'Add the class to storageClassMap, or add volumes of the class.',
    };
  }
  for (const config of configs) {
    const on = { on: config.item, path: 'data[storageClassMap]' };
    if (config.map.error) yield { ...on, message: `storageClassMap cannot be parsed: ${config.map.error}.` };
    for (const entry of config.classes) {
      for (const problem of problemsOf(entry, config)) {
        yield {
          ...on,
          message: `class "${shown(entry.name)}": ${problem.message}`,
          severity: problem.severity,
        };
      }
      if (!view.find('StorageClass', '', entry.name) && !view.inventory.world.knownClasses.has(entry.name)) {
        yield {
          ...on,
          severity: view.closedWorld ? undefined : 'info',
          message: `StorageClass "${shown(entry.name)}" is not in the input; without it, the provisioner skips these disks.`,
          fix: 'Add a StorageClass with the provisioner kubernetes.io/no-provisioner.',
        };
      }
    }
  }
});
