import { fields, strings } from '../../../core/fields';
import { classVerdicts, otherSnapshotClassVerdicts } from '../../../drivers/judgements/class-parameters';
import { otherHalf, secretNames } from '../../../drivers/support/sidecars';
import { about, on, rule } from '../rule';
import { controllersOf } from '../shared/csi';
import { accountOf, grantsOf, may } from '../shared/rbac';
import { CINDER, driverOf } from '../shared/volumes';

export const CSI015 = rule('CSI015', function* (view) {
  for (const item of view.of('VolumeSnapshotClass')) yield* on(item, otherSnapshotClassVerdicts('CSI015', item.object));
  for (const item of view.classes) {
    const parameters = strings(item.object.parameters);
    yield* on(item, classVerdicts('CSI015', item.object, { kubernetesVersion: view.minor }));
    const keys = Object.keys(parameters).filter((key) => otherHalf(key) !== undefined);
    if (!keys.some((key) => !/node-(stage|publish|expand)-/.test(key))) continue;
    for (const { pod } of controllersOf(view, driverOf(item.object.provisioner))) {
      const granted = grantsOf(view, pod.namespace, accountOf(pod));
      if (!granted || granted.open || may(granted.grants, '', 'secrets', ['get'], parameters[secretNames('provisioner').namespace])) continue;
      yield about(item, `parameters[${keys[0]}]`, `the controller ${pod.item.kind} "${pod.item.name}" has no permission to get Secrets.`);
    }
  }
});

const SECRET = secretNames('provisioner');

export const CSI016 = rule('CSI016', function* (view) {
  for (const item of view.classes.filter(({ object }) => object.provisioner === CINDER)) {
    const { [SECRET.name]: name, [SECRET.namespace]: namespace } = fields(item.object.parameters);
    const secret = typeof namespace === 'string' ? view.find('Secret', namespace, name) : undefined;
    if (!secret) continue;
    const has = fields(secret.object.stringData).cloud !== undefined || fields(secret.object.data).cloud !== undefined;
    if (!has) yield about(item, `parameters[${SECRET.name}]`, `Secret "${secret.name}" has no key cloud.`);
  }
});
