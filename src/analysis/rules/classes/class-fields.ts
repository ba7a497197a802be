import { fields, list, text, textList } from '../../../core/fields';
import { shown } from '../../../core/words';
import { isInTreeProvisioner } from '../../../kubernetes/volume-plugins';
import { about, rule } from '../rule';
import { immutable } from '../shared/changes';
import { CINDER, driverOf, isServed, NO_PROVISIONER, waits } from '../shared/volumes';

export const CLS004 = rule('CLS004', function* (view) {
  for (const item of view.classes) {
    if (item.object.provisioner !== NO_PROVISIONER || waits(item)) continue;
    const volumes = view.inventory.volumes.filter((volume) => volume.className === item.name);
    const anywhere = volumes.length > 0 && volumes.every((volume) => !volume.nodeAffinity);
    yield about(item, 'volumeBindingMode',
      `claims of class "${item.name}" bind before their pods are scheduled${anywhere ? '; harmless while every node can reach its volumes' : ''}.`,
      { severity: anywhere ? 'warning' : undefined });
  }
});

export const CLS006 = rule('CLS006', (view) => immutable(view, ['StorageClass']));

export const CLS007 = rule('CLS007', function* (view) {
  for (const item of view.classes) {
    const policy = item.object.reclaimPolicy;
    if (policy === undefined || policy === null || ['Delete', 'Retain'].includes(policy)) continue;
    yield about(item, 'reclaimPolicy', `reclaim policy ${shown(policy)} is not allowed in a StorageClass.`);
  }
});

export const CLS008 = rule('CLS008', function* (view) {
  for (const item of view.classes) {
    const { volumeBindingMode, provisioner } = item.object;
    if (volumeBindingMode !== undefined && volumeBindingMode !== null && !['Immediate', 'WaitForFirstConsumer'].includes(volumeBindingMode)) {
      yield about(item, 'volumeBindingMode',
        `unknown volumeBindingMode ${shown(volumeBindingMode)}.`, { fix: 'Use Immediate or WaitForFirstConsumer.' });
    }
    if (!text(provisioner)) {
      yield about(item, 'provisioner',
        'the class has no provisioner.', { fix: `Set provisioner; without dynamic provisioning, to ${NO_PROVISIONER}.` });
    }
  }
});

export const CLS010 = rule('CLS010', function* (view) {
  for (const item of view.classes) {
    const name = text(item.object.provisioner);
    if (!name || isInTreeProvisioner(name) || isServed(view, name)) continue;
    yield about(item, 'provisioner', `nothing in the input serves provisioner "${name}".`);
  }
});

export const CLS013 = rule('CLS013', function* (view) {
  for (const item of view.classes) {
    if (driverOf(item.object.provisioner) !== CINDER || typeof item.object.allowVolumeExpansion === 'boolean') continue;
    yield about(item, 'allowVolumeExpansion', `claims of class "${item.name}" cannot be expanded.`);
  }
});

export const CLS016 = rule('CLS016', function* (view) {
  for (const item of view.classes) {
    const seen = new Set<string>();
    for (const [i, term] of list(item.object.allowedTopologies).map(fields).entries()) {
      const expressions = list(term.matchLabelExpressions).map(fields);
      const canonical = JSON.stringify(expressions.map(({ key, values }) => [key, textList(values).sort()]).sort());
      if (seen.has(canonical)) yield about(item, `allowedTopologies[${i}]`, 'duplicate topology term.');
      seen.add(canonical);
      const keys = expressions.map(({ key }) => key);
      for (const [j, { key, values }] of expressions.entries()) {
        const path = `allowedTopologies[${i}].matchLabelExpressions[${j}]`;
        if (keys.indexOf(key) < j) yield about(item, `${path}.key`, `duplicate key "${shown(key)}" in one term.`);
        if (!list(values).length) {
          yield about(item, `${path}.values`, 'the list of values is empty.', { fix: 'Add a value, or remove the expression.' });
        }
        const duplicate = list(values).find((value, k, all) => all.indexOf(value) < k);
        if (duplicate !== undefined) yield about(item, `${path}.values`, `duplicate value "${shown(duplicate)}".`);
      }
    }
  }
});
