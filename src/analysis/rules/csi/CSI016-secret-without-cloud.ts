import { fields } from '../../../core/fields';
import { secretNames } from '../../../drivers/support/sidecars';
import { Rule } from '../rule';
import { CINDER } from '../shared/volumes';

const SECRET = secretNames('provisioner');

export const CSI016: Rule = {
  id: 'CSI016',
  severity: 'error',
  title: 'Secret of a class does not name a cloud',
  why: "With several clouds, Cinder CSI uses the cloud that the key cloud of the class's Secret names. Without the key it uses the "
    + 'default cloud. A name that was not passed with --cloud-name fails.',
  fix: 'Set the key cloud to one of the names passed with --cloud-name.',
  source: 'cloud-provider-openstack pkg/csi/cinder/controllerserver.go CreateVolume',
  * check(view) {
    for (const item of view.classes.filter(({ object }) => object.provisioner === CINDER)) {
      const { [SECRET.name]: name, [SECRET.namespace]: namespace } = fields(item.object.parameters);
      const secret = typeof namespace === 'string' ? view.find('Secret', namespace, name) : undefined;
      if (!secret) continue;
      const has = fields(secret.object.stringData).cloud !== undefined || fields(secret.object.data).cloud !== undefined;
      if (!has) yield { on: item, path: `parameters[${SECRET.name}]`, message: `Secret "${secret.name}" has no key cloud.` };
    }
  },
};
