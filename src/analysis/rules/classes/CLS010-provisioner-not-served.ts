import { text } from '../../../core/fields';
import { isInTreeProvisioner } from '../../../kubernetes/volume-plugins';
import { rule } from '../rule';
import { isServed } from '../shared/volumes';

export const CLS010 = rule('CLS010', function* (view) {
  for (const item of view.classes) {
    const name = text(item.object.provisioner);
    if (!name || isInTreeProvisioner(name) || isServed(view, name)) continue;
    yield { on: item, path: 'provisioner', message: `nothing in the input serves provisioner "${name}".` };
  }
});
