import { fields } from '../../../core/fields';
import { secretNames } from '../../../drivers/support/sidecars';
import { rule } from '../rule';
import { CINDER } from '../shared/volumes';

const SECRET = secretNames('provisioner');

export const CSI016 = rule('CSI016', function* (view) {
  for (const item of view.classes.filter(({ object }) => object.provisioner === CINDER)) {
    const { [SECRET.name]: name, [SECRET.namespace]: namespace } = fields(item.object.parameters);
    const secret = typeof namespace === 'string' ? view.find('Secret', namespace, name) : undefined;
    if (!secret) continue;
    const has = fields(secret.object.stringData).cloud !== undefined || fields(secret.object.data).cloud !== undefined;
    if (!has) yield { on: item, path: `parameters[${SECRET.name}]`, message: `Secret "${secret.name}" has no key cloud.` };
  }
});
