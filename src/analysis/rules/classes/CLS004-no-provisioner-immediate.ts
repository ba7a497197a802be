import { rule } from '../rule';
import { NO_PROVISIONER, waits } from '../shared/volumes';

export const CLS004 = rule('CLS004', function* (view) {
  for (const item of view.classes) {
    if (item.object.provisioner !== NO_PROVISIONER || waits(item)) continue;
    const volumes = view.inventory.volumes.filter((volume) => volume.className === item.name);
    const anywhere = volumes.length > 0 && volumes.every((volume) => !volume.nodeAffinity);
    yield {
      on: item,
      path: 'volumeBindingMode',
      severity: anywhere ? 'warning' : undefined,
      message: `claims of class "${item.name}" bind before their pods are `
        + `scheduled${anywhere ? '; harmless while every node can reach its volumes' : ''}.`,
    };
  }
});
